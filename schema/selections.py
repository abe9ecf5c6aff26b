"""The field `selection`: a signed name of the people whom a figure or list shows."""

from collections.abc import Sequence
from typing import Any

import strawberry

from core.people_filters import Selection
from resolvers.selections import selection_texts
from schema.cost.declared import IN_PLACE
from schema.execution.calls import together
from schema.info import Info


def selection_field(of: str, attribute: str = "shown", *, null: str = "") -> Any:
    """A field of a type whose objects have the selection as an attribute.

    `of` says whose people are selected, and `null` when the attribute is None, if it can be.
    """

    async def selections(figures: Sequence[Any], info: Info) -> list[strawberry.ID | None]:
        shown: list[Selection | None] = [getattr(figure, attribute) for figure in figures]
        texts = iter(await selection_texts(info.context, [each for each in shown if each is not None]))
        return [None if each is None else strawberry.ID(next(texts)) for each in shown]

    @together(selections)
    async def selection(self: Any, info: Info) -> strawberry.ID | None:
        [text] = await selections([self], info)
        return text

    return strawberry.field(
        resolver=selection,
        graphql_type=strawberry.ID | None if null else strawberry.ID,
        description=selection_description(of) + null,
        metadata=IN_PLACE,
    )


def selection_description(of: str) -> str:
    """What the field says of itself. `of` says whose people are selected."""
    return (
        f"A signed name of {of}, for `PeopleFilter.selection`; at most 4,096 characters. It names the scope, the "
        "filter and the instant, so it selects the same people later, by the facts known then. It is not encrypted. "
        "LIMIT_EXCEEDED if the filter makes it longer."
    )
