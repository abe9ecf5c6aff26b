"""Narrows a statement to the people whom a filter selects.

A statement that can be narrowed marks the place with a comment, `/* people: table.person_id */`, or `entry_id`: left
alone, it is about everybody. One that reads all rows of these people, however many, says `/* all people: ... */`, and
they are looked up first. The text is put together from fixed parts and db/sql/people_filter alone, the same for the
same kinds of conditions.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from core.figures import OutcomeKind
from core.people_filters import AttributeCondition, AttributeOperator, OutcomeCondition, PeopleFilter, VisitCondition
from core.stats_scope import StatsScope
from core.time_ranges import ALWAYS, TimeRange
from db._sql import statement
from db.outcome_columns import OUTCOME_COLUMNS

_MARKER = re.compile(r"/\* (all )?people: (\w+\.\w+) \*/")
_PARAMETER = re.compile(r"\$(\d+)")
_ITSELF = "person.id"  # the statement reads person: the conditions are its own
# What the people selected have, by the column that a statement is narrowed by.
_SELECTED: dict[str, LiteralString] = {
    "person_id": "SELECT person.id FROM person WHERE person.workspace_id = $1::bigint AND {}",
    # The visits of a few people are found by their entries: there is no index of visits by person.
    "entry_id": (
        "SELECT entry.id FROM person"
        " JOIN entry ON entry.workspace_id = $1::bigint AND entry.person_id = person.id"
        " WHERE person.workspace_id = $1::bigint AND {}"
    ),
}
# The same, of people who are looked up first: an index is then read once along all of them, in its order. By IN, the
# planner would put the whole table beside them: three times the work for a third of the people, and more for fewer.
_LOOKED_UP: dict[str, LiteralString] = {
    "person_id": "{}",
    "entry_id": (
        "SELECT entry.id FROM entry WHERE entry.workspace_id = $1::bigint AND entry.person_id = ANY(ARRAY(\n{}))"
    ),
}

_COMPARATORS: dict[AttributeOperator, LiteralString] = {
    AttributeOperator.LT: "<",
    AttributeOperator.LTE: "<=",
    AttributeOperator.GT: ">",
    AttributeOperator.GTE: ">=",
}
_LIKE_ESCAPES = str.maketrans({"\\": r"\\", "%": r"\%", "_": r"\_"})


@dataclass(frozen=True, slots=True)
class _Condition:
    """A condition on person.id: its fragment, the values to bind in it, and the words to choose in it.

    The fragment is an expression, or the set of all who fulfil it: their ids.
    """

    fragment: str
    values: dict[str, Any]
    words: dict[str, LiteralString]
    is_set: bool = False


def narrowed(name: str, people: PeopleFilter | None, as_of: datetime) -> tuple[str, tuple[Any, ...]]:
    """The text of db/sql/<name>.sql for these people alone, and the arguments to add to the statement's own.

    Tags and attributes are those of now; outcomes, visits and engagement those known at `as_of`.
    """
    return narrow(statement(name), people, as_of)


def narrow(text: str, people: PeopleFilter | None, as_of: datetime) -> tuple[str, tuple[Any, ...]]:
    """The same for the text of a statement."""
    conditions = [] if people is None else [*_of_person(people), *_of_history(people, as_of)]
    if not conditions:
        return text, ()
    arguments: list[Any] = []
    first = next_place(text)
    bound = [_bound(condition, first, arguments) for condition in conditions]
    tests = "\nAND ".join(map(_test, conditions, bound))
    # those of a set are known without a look at person
    ids = bound[0] if len(bound) == 1 and conditions[0].is_set else _SELECTED["person_id"].format(tests)
    return _MARKER.sub(lambda marker: _clause(marker, tests, ids), text), tuple(arguments)


def next_place(text: str) -> int:
    """The number of the first parameter that a statement does not have yet."""
    return 1 + max(int(number) for number in _PARAMETER.findall(text))


def _clause(marker: re.Match[str], tests: str, ids: str) -> str:
    all_rows, column = marker.groups()
    if column == _ITSELF:
        return f"AND {tests}"
    key = column.partition(".")[2]
    if all_rows:
        return f"AND {column} = ANY(ARRAY(\n{_LOOKED_UP[key].format(ids)}))"
    return f"AND {column} IN (\n{_SELECTED[key].format(tests)})"


def _test(condition: _Condition, bound: str) -> str:
    return f"person.id IN (\n{bound})" if condition.is_set else bound


def _bound(condition: _Condition, first: int, arguments: list[Any]) -> str:
    places: dict[str, str] = {}
    for field, value in condition.values.items():
        places[field] = f"${first + len(arguments)}"
        arguments.append(value)
    return statement(f"people_filter/{condition.fragment}").format(**places, **condition.words)


def _condition(fragment: str, **values: Any) -> _Condition:
    return _Condition(fragment, values, {})


def _set(fragment: str, words: dict[str, LiteralString] | None = None, /, **values: Any) -> _Condition:
    return _Condition(fragment, values, words or {}, is_set=True)


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
            comparator = _COMPARATORS[order]
            return _Condition("attribute_order", {"name": name, "value": value}, {"comparator": comparator})


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
    words: dict[str, LiteralString] = {"instant": instant, "is_first": is_first}
    return _set("outcome", words, **within, after_leaving_as=outcome.after_leaving_as)


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
