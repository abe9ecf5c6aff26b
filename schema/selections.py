"""The field `selection`: a signed name of the people whom a figure or list shows."""

from collections.abc import Sequence
from typing import Any, Protocol

import strawberry

from core.people_filters import Selection
from resolvers.selections import selection_texts
from schema.cost.declared import IN_PLACE
from schema.execution.calls import together
from schema.info import Info


class Shown(Protocol):
    """A figure or list that knows the selection of its people."""

    @property
    def shown(self) -> Selection: ...


async def _selections(figures: Sequence[Shown], info: Info) -> list[strawberry.ID]:
    return [strawberry.ID(text) for text in await selection_texts(info.context, [figure.shown for figure in figures])]


@together(_selections)
async def _selection(self: Shown, info: Info) -> strawberry.ID:
    [text] = await _selections([self], info)
    return text


def selection_field(of: str) -> Any:
    """The field of a type. `of` says whose people are selected."""
    return strawberry.field(
        resolver=_selection,
        description=f"A signed name of {of}, for `PeopleFilter.selection`; at most 4,096 characters. It names the "
        "scope, the filter and the instant, so it selects the same people later, by the facts known then. It is not "
        "encrypted. LIMIT_EXCEEDED if the filter makes it longer.",
        metadata=IN_PLACE,
    )
