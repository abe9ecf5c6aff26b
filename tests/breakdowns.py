"""Breakdowns as a client asks for them, and the values by which a plain recount divides the same entries."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from asking import ask
from histories import BEGIN, SERIES, histories
from hypothesis import strategies as st
from msgspec.structs import replace as with_fields
from recount import Entry, Recount
from scopes import Scope, recorded

from core.definitions import BlockDefinition, BlockKind
from core.events import EventInput, EventType
from db.pool import Pool

KINDS = ["STARTED", "IN_PROGRESS", "FINISHED", "DISENGAGED", "EXITED", "GOAL_HIT"]
SPLIT = "tag"  # the key of a block of every history
DEFINITION = replace(
    SERIES,
    blocks=[
        BlockDefinition(SPLIT, "Split", BlockKind.SPLIT) if block.key == SPLIT else block for block in SERIES.blocks
    ],
)
LONG = "y" * 501  # has no row of its own
OTHERS = "others"

_PEOPLE = "mutation ($input: UpsertPeopleInput!) { upsertPeople(input: $input) { userErrors { message } } }"
_SPLIT_ID = f'{{ series(key: "s") {{ block(key: "{SPLIT}") {{ id }} }} }}'
_VALUES = [None, True, 1, 1.0, 2, "1", "x", "y", "é", [1, "x"], [1.0, "x"], {"a": [1.0]}, {"a": [1]}, LONG]


@dataclass(frozen=True)
class Person:
    """What a person has beside events. Not every one has the attribute `a`."""

    attributes: dict[str, Any]
    tags: list[str]


_people = st.builds(
    Person,
    st.fixed_dictionaries({}, optional={"a": st.sampled_from(_VALUES), "b": st.just(1)}),
    st.lists(st.sampled_from(["x", "y", "z"]), unique=True),
)


@st.composite
def of_companies(draw: st.DrawFn) -> list[EventInput]:
    """Histories in which some events name a company."""
    companies = st.sampled_from([None, "acme", "birch"])
    return [with_fields(event, company=draw(companies)) for event in draw(histories())]


@dataclass(frozen=True)
class Divided:
    """A workspace, and what is divided in it: `by` as a client says it, `values` as texts of JSON for an entry."""

    workspace_id: int
    history: list[EventInput]
    by: dict[str, Any]
    values: Callable[[Entry], list[str]]

    def expected(self, scope: Scope, shown: set[str]) -> dict[str | None, Recount]:
        """The entries of each row, if these values have a row of their own."""

        def place(entry: Entry) -> list[str]:
            values = self.values(entry)
            return [value for value in values if value in shown] or [OTHERS] * bool(values)

        return scope.recount(self.history).divided(scope.unit, place)


async def divided(pool: Pool, data: st.DataObject, scope: Scope) -> Divided:
    """A random history, random people, and one of the divisions of them."""
    workspace_id, history = await recorded(pool, data, DEFINITION, of_companies())
    known = {person: data.draw(_people) for person in sorted({event.person for event in history})}
    given = [{"externalId": key, "attributes": person.attributes, "tags": person.tags} for key, person in known.items()]
    await ask(pool, workspace_id, _PEOPLE, input={"people": given})
    split = (await ask(pool, workspace_id, _SPLIT_ID))["series"]["block"]["id"]
    by, values = data.draw(st.sampled_from(_divisions(split, known, scope.as_of)))
    return Divided(workspace_id, history, by, values)


def _divisions(
    split: str, known: dict[str, Person], as_of: datetime
) -> list[tuple[dict[str, Any], Callable[[Entry], list[str]]]]:
    def attribute(entry: Entry) -> list[str]:
        attributes = known[entry.person].attributes
        return [text(attributes["a"])] if "a" in attributes else []

    return [
        ({"attribute": "a"}, attribute),
        ({"tag": True}, lambda entry: [text(tag) for tag in known[entry.person].tags]),
        ({"variantOf": split}, lambda entry: _listed(entry.variant(SPLIT, as_of))),
        ({"company": True}, lambda entry: _listed(entry.company(as_of))),
        ({"started": "MONTH"}, lambda entry: [month(entry)]),
    ]


def _listed(value: str | None) -> list[str]:
    return [] if value is None else [text(value)]


def month(entry: Entry) -> str:
    assert entry.started_at is not None
    return text(f"{entry.started_at.astimezone(UTC):%Y-%m}-01T00:00:00Z")


def text(value: Any) -> str:
    """The same text for values that are equal as JSON, as 1 and 1.0 are."""
    return json.dumps(json.loads(json.dumps(value), parse_float=lambda number: int(float(number))), sort_keys=True)


def having(recount: Recount, scope: Scope) -> dict[str, list[str]]:
    """The person of each entry or person with each outcome."""
    return {kind: recount.having(kind, scope.unit, scope.as_of, *scope.happened) for kind in KINDS}


def passage(person: str, *steps: tuple[str, float, dict[str, Any]], entry: str | None = None) -> list[EventInput]:
    """The events of one entry: each with its type, the days after BEGIN, and further fields."""
    return [
        EventInput(
            id=f"{person} {entry} {place}",
            type=EventType(type_),
            at=BEGIN + timedelta(days=days),
            series="s",
            person=person,
            entry=entry,
            **fields,
        )
        for place, (type_, days, fields) in enumerate(steps)
    ]
