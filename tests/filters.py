"""People filters, as a client sends them and as a plain recount applies them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asking import ask
from histories import KINDS, instants
from hypothesis import strategies as st
from recount import ENDS, FOREVER, NEVER, Entry, Recount, earliest

from core.events import PathCondition
from db.pool import Pool

IDS = '{ series(key: "s") { id blocks { id key } } people(first: 200) { nodes { id externalId } } }'
OUTCOMES = ["STARTED", "IN_PROGRESS", *ENDS, "GOAL_HIT"]
Range = tuple[datetime, datetime]


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    begin, end = draw(st.just(NEVER) | instants), draw(st.just(FOREVER) | instants)
    return min(begin, end), max(begin, end)


def range_input(within: Range) -> dict[str, Any]:
    begin, end = within
    return {
        "from": None if begin == NEVER else begin.isoformat(),
        "to": None if end == FOREVER else end.isoformat(),
    }


@dataclass(frozen=True)
class Ids:
    """The ids of the series, of its blocks by key, and of the people by external id."""

    series: str
    blocks: dict[str, str]
    people: dict[str, str]


async def ids_of(pool: Pool, workspace_id: int) -> Ids:
    found = await ask(pool, workspace_id, IDS)
    series, people = found["series"], found["people"]["nodes"]
    return Ids(
        series["id"],
        {block["key"]: block["id"] for block in series["blocks"]},
        {person["externalId"]: person["id"] for person in people},
    )


def has(entry: Entry, kind: str, as_of: datetime) -> bool:
    if kind == "IN_PROGRESS":
        return entry.in_progress(as_of)
    at = entry.instant(kind)
    return at is not None and at <= as_of


def first_of(entries: list[Entry], kind: str, as_of: datetime) -> tuple[datetime, Entry] | None:
    """The first instant of an outcome among a person's entries, and which entry it is of."""
    dated = [
        (entry.instant("STARTED" if kind == "IN_PROGRESS" else kind), entry.number, entry)
        for entry in entries
        if has(entry, kind, as_of)
    ]
    first = min(dated, key=lambda row: row[:2], default=None)
    return first and (first[0], first[2])


def stood_as(entry: Entry, at: datetime) -> set[str]:
    """How an entry stood at an instant: ends included that came with it."""
    ends = {end for end in ENDS if has(entry, end, at)}
    return ends or {"IN_PROGRESS"}


def with_outcome(
    recount: Recount, as_of: datetime, within: Range, condition: tuple[str, list[str], str | None]
) -> set[str]:
    kind, without, left_as = condition
    found: set[str] = set()
    for person, entries in recount.people.items():
        first = first_of(entries, kind, as_of)
        if first is None or not within[0] <= first[0] < within[1]:
            continue
        if any(has(entry, other, as_of) for entry in entries for other in without):
            continue
        if left_as is None or left_as in stood_as(first[1], first[0]):
            found.add(person)
    return found


@st.composite
def conditions(draw: st.DrawFn) -> tuple[str, list[str], str | None]:
    kind = draw(st.sampled_from(OUTCOMES))
    left_as = draw(st.none() | st.sampled_from([*ENDS, "IN_PROGRESS"])) if kind == "GOAL_HIT" else None
    return kind, draw(st.lists(st.sampled_from(OUTCOMES), max_size=2)), left_as


@dataclass(frozen=True)
class Filter:
    """A filter: what a client sends, and the people of a recount who match it as of an instant."""

    given: Callable[[Ids], dict[str, Any]]
    people: Callable[[Recount, datetime], set[str]]


EVERYONE = Filter(lambda _: {}, lambda recount, _: {*recount.people})


def _of_person(person: str) -> Filter:
    return Filter(
        lambda ids: {"ids": [ids.people[person]] if person in ids.people else []},
        lambda recount, _: {person} & {*recount.people},
    )


@st.composite
def _with_outcome(draw: st.DrawFn) -> Filter:
    condition, at, within = draw(conditions()), draw(ranges()), draw(ranges())
    clock = draw(st.sampled_from(["EVENT_TIME", "ENTRY_COHORT"]))
    kind, without, left_as = condition
    fields = {"kind": kind, "without": without, "afterLeavingAs": left_as, "clock": clock}

    def people(recount: Recount, as_of: datetime) -> set[str]:
        if clock == "ENTRY_COHORT":
            return with_outcome(recount.cohort(*within), as_of, at, condition)
        return with_outcome(recount, as_of, (max(at[0], within[0]), min(at[1], within[1])), condition)

    def given(ids: Ids) -> dict[str, Any]:
        return {"outcome": {**fields, "series": ids.series, "at": range_input(at), "range": range_input(within)}}

    return Filter(given, people)


@st.composite
def _with_visit(draw: st.DrawFn) -> Filter:
    block, within = draw(st.sampled_from(sorted(KINDS))), draw(ranges())
    states = draw(st.none() | st.just(["MOVED_ON", "PENDING"]))
    along = draw(st.none() | st.sampled_from(list(PathCondition)))
    variant = draw(st.none() | st.sampled_from(["x", "y"]))

    def is_meant(entry: Entry, as_of: datetime) -> bool:
        left = earliest(entry.of("BLOCK_LEFT", block))
        way = (left.along, left.variant) if left is not None and left.at <= as_of else (None, None)
        return (
            (states is None or entry.state(block, KINDS[block].value, as_of) in states)
            and along in (None, way[0])
            and variant in (None, way[1])
        )

    def people(recount: Recount, as_of: datetime) -> set[str]:
        return {entry.person for entry in recount.visits(block, "PEOPLE", as_of, *within) if is_meant(entry, as_of)}

    fields = {"state": states, "reachedAt": range_input(within), "leftAlong": along, "variant": variant}
    return Filter(lambda ids: {"visit": {"block": ids.blocks[block], **fields}}, people)


def _all(filters: list[Filter]) -> Filter:
    def people(recount: Recount, as_of: datetime) -> set[str]:
        return {*recount.people}.intersection(*(each.people(recount, as_of) for each in filters))

    return Filter(lambda ids: {"all": [each.given(ids) for each in filters]}, people)


def _any(filters: list[Filter]) -> Filter:
    def people(recount: Recount, as_of: datetime) -> set[str]:
        return set[str]().union(*(each.people(recount, as_of) for each in filters))

    return Filter(lambda ids: {"any": [each.given(ids) for each in filters]}, people)


def _not(excluded: Filter) -> Filter:
    def people(recount: Recount, as_of: datetime) -> set[str]:
        return {*recount.people} - excluded.people(recount, as_of)

    return Filter(lambda ids: {"not": excluded.given(ids)}, people)


def filters() -> st.SearchStrategy[Filter]:
    """Random filters, also of filters."""
    single = st.one_of(
        st.just(EVERYONE), st.sampled_from("ab").map(_of_person), _with_outcome(), _with_outcome(), _with_visit()
    )

    def combined(inner: st.SearchStrategy[Filter]) -> st.SearchStrategy[Filter]:
        some = st.lists(inner, max_size=3)
        return st.one_of(some.map(_all), some.map(_any), some.map(_any), inner.map(_not))

    return st.recursive(single, combined, max_leaves=5)
