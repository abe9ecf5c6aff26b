"""Narrows a statement to the people who match a filter.

A statement that can be narrowed has a slot for a condition on its rows, such as `{entries_in_scope}`. The condition is
`true` without a filter. A statement that reads all rows of these people, however many, has `{all_entries_in_scope}`:
it looks the people up first. Conditions are files of db/sql/people_filter. Files of db/sql/selection apply them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from core.figures import OutcomeKind
from core.people_filters import AttributeCondition, AttributeOperator, OutcomeCondition, PeopleFilter, VisitCondition
from core.stats_scope import StatsScope
from core.time_ranges import ALWAYS, TimeRange
from db.outcome_columns import OUTCOME_COLUMNS
from db.statements.composer import Composed, Fragment, Slots, compose, fragment, joined, words

SLOTS = (
    *("people_in_scope", "entries_in_scope", "events_in_scope", "visits_in_scope"),
    *("all_entries_in_scope", "all_events_in_scope", "all_visits_in_scope"),
)
_COMPARATORS: Mapping[AttributeOperator, LiteralString] = {
    AttributeOperator.LT: "<",
    AttributeOperator.LTE: "<=",
    AttributeOperator.GT: ">",
    AttributeOperator.GTE: ">=",
}
_LIKE_ESCAPES = str.maketrans({"\\": r"\\", "%": r"\%", "_": r"\_"})


@dataclass(frozen=True, slots=True)
class _Condition:
    """A condition on person.id: an expression, or a query for the ids of all people who meet it."""

    fragment: Fragment
    is_set: bool = False

    @property
    def test(self) -> Fragment:
        """The condition as an expression."""
        return _is_in("person.id", self.fragment) if self.is_set else self.fragment


def narrowed(name: LiteralString, people: PeopleFilter | None, as_of: datetime) -> Composed:
    """The statement db/sql/<name>.sql, narrowed to these people.

    Tags and attributes are current. Outcomes, visits and engagement are as of `as_of`.
    """
    return compose(name, in_scope(restrictions(people, as_of)))


def in_scope(*restrictions: Slots) -> Slots:
    """The slots of a statement whose rows must meet all of these restrictions."""
    demands = {slot: [each[slot] for each in restrictions if slot in each] for slot in SLOTS}
    return {slot: joined("\nAND ", demanded) if demanded else words("true") for slot, demanded in demands.items()}


def restrictions(people: PeopleFilter | None, as_of: datetime) -> Slots:
    """The conditions on rows to belong to people who match the filter. Empty if everyone matches."""
    conditions = [] if people is None else [*_of_person(people), *_of_history(people, as_of)]
    if not conditions:
        return {}
    tests = joined("\nAND ", [condition.test for condition in conditions])
    selected = fragment("selection/people", {"conditions": tests})
    # A single query for ids needs no scan of person.
    ids = conditions[0].fragment if len(conditions) == 1 and conditions[0].is_set else selected
    entry_ids = fragment("selection/entries_of_people", {"people": ids})
    return {
        "people_in_scope": tests,
        "entries_in_scope": _is_in("entry.person_id", selected),
        "events_in_scope": _is_in("event.person_id", selected),
        "visits_in_scope": _is_in("visit.entry_id", fragment("selection/entries", {"conditions": tests})),
        "all_entries_in_scope": _is_looked_up("entry.person_id", ids),
        "all_events_in_scope": _is_looked_up("event.person_id", ids),
        "all_visits_in_scope": _is_looked_up("visit.entry_id", entry_ids),
    }


def _is_in(column: LiteralString, ids: Fragment) -> Fragment:
    return fragment("selection/is_in", {"column": words(column), "ids": ids})


def _is_looked_up(column: LiteralString, ids: Fragment) -> Fragment:
    return fragment("selection/is_looked_up", {"column": words(column), "ids": ids})


def _condition(name: LiteralString, /, **values: Any) -> _Condition:
    return _Condition(fragment(f"people_filter/{name}", **values))


def _set(name: LiteralString, slots: Slots | None = None, /, **values: Any) -> _Condition:
    return _Condition(fragment(f"people_filter/{name}", slots, **values), is_set=True)


def _of_person(people: PeopleFilter) -> Iterator[_Condition]:
    if people.ids is not None:
        yield _condition("ids", ids=people.ids)
    if people.excluded_ids:
        yield _condition("except", ids=people.excluded_ids)
    for search in people.searches:
        yield _condition("search", pattern=f"%{search.translate(_LIKE_ESCAPES)}%")
    for tag in people.tags:
        yield _set("tag", name=tag)
    if people.without_tags:
        yield _condition("without_tags", names=people.without_tags)
    for attribute in people.attributes:
        yield _of_attribute(attribute)


def _of_attribute(attribute: AttributeCondition) -> _Condition:
    name, value = attribute.name, attribute.value
    match attribute.operator:
        case AttributeOperator.EXISTS:
            return _condition("attribute_missing" if value == "false" else "attribute_exists", name=name)
        case AttributeOperator.EQ:
            return _condition("attribute_eq", name=name, value=value)
        case AttributeOperator.NE:
            return _condition("attribute_ne", name=name, value=value)
        case AttributeOperator.IN:
            return _condition("attribute_in", name=name, value=value)
        case AttributeOperator.CONTAINS:
            return _condition("attribute_contains", name=name, value=value)
        case order:
            slots = {"comparator": words(_COMPARATORS[order])}
            return _Condition(fragment("people_filter/attribute_order", slots, name=name, value=value))


def _of_history(people: PeopleFilter, as_of: datetime) -> Iterator[_Condition]:
    for outcome in people.outcomes:
        yield _of_outcome(outcome, as_of)
        if outcome.without:
            yield _condition("outcome_without", series_id=outcome.series_id, kinds=outcome.without, as_of=as_of)
    for visit in people.visits:
        yield from _of_visit(visit, as_of)


def _of_outcome(outcome: OutcomeCondition, as_of: datetime) -> _Condition:
    within = {"series_id": outcome.series_id, **_within(outcome.at, as_of)}
    if outcome.kind is OutcomeKind.IN_PROGRESS:
        return _set("outcome_in_progress", **within, as_of=as_of)
    instant, is_first = OUTCOME_COLUMNS[outcome.kind]
    columns = {"instant": words(instant), "is_first": words(is_first)}
    return _set("outcome", columns, **within, after_leaving_as=outcome.after_leaving_as)


def _of_visit(visit: VisitCondition, as_of: datetime) -> Iterator[_Condition]:
    is_of_visit = visit.states is not None or visit.matched is not None or visit.reached_at != ALWAYS
    if is_of_visit or visit.engaged is None:
        within = {"block_id": visit.block_id, **_within(visit.reached_at, as_of)}
        yield _set("visit", **within, states=visit.states, matched=visit.matched, as_of=as_of)
    if visit.engaged is not None:
        yield _set("visit_engaged", block_id=visit.block_id, kind=visit.engaged, as_of=as_of)


def _within(range_: TimeRange, as_of: datetime) -> dict[str, datetime]:
    happened = StatsScope(as_of, range=range_).happened
    return {"begin": happened.begin, "before": happened.end}
