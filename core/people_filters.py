"""People filters. Figures, lists, actions and exports take the same filter; all of its conditions must hold."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.errors import Invalid
from core.figures import EngagementKind, OutcomeKind, VisitState
from core.json_values import check_json
from core.texts import check_text
from core.time_ranges import ALWAYS, TimeRange

MOST_IDS = 10_000
MOST_CONDITIONS = 50  # of tags, and of attributes: each is a condition of its own in the statement


class AttributeOperator(StrEnum):
    """How an attribute is compared with a value."""

    EQ = "EQ"
    NE = "NE"
    LT = "LT"
    LTE = "LTE"
    GT = "GT"
    GTE = "GTE"
    IN = "IN"
    CONTAINS = "CONTAINS"
    EXISTS = "EXISTS"


@dataclass(frozen=True, slots=True)
class AttributeCondition:
    """A comparison of one attribute. `value` is the canonical text of any JSON value, so that it is hashable."""

    name: str
    operator: AttributeOperator
    value: str


@dataclass(frozen=True, slots=True)
class OutcomeCondition:
    """People with an outcome in a series, dated by their first one of that kind."""

    series_id: int
    kind: OutcomeKind
    at: TimeRange = ALWAYS
    without: tuple[OutcomeKind, ...] = ()
    after_leaving_as: OutcomeKind | None = None


@dataclass(frozen=True, slots=True)
class VisitCondition:
    """People at a block, by their latest visit there that was reached within `reached_at`."""

    block_id: int
    states: tuple[VisitState, ...] | None = None
    matched: bool | None = None
    reached_at: TimeRange = ALWAYS
    engaged: EngagementKind | None = None


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """All conditions must hold. A filter without conditions matches everyone."""

    ids: tuple[int, ...] | None = None
    excluded_ids: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    without_tags: tuple[str, ...] = ()
    attributes: tuple[AttributeCondition, ...] = ()
    outcomes: tuple[OutcomeCondition, ...] = ()
    visits: tuple[VisitCondition, ...] = ()
    searches: tuple[str, ...] = ()

    def intersected(self, other: "PeopleFilter") -> "PeopleFilter":
        """The filter that matches the people who match both."""
        ids = self.ids if other.ids is None else other.ids if self.ids is None else _common(self.ids, other.ids)
        return PeopleFilter(
            ids=ids,
            excluded_ids=self.excluded_ids + other.excluded_ids,
            tags=self.tags + other.tags,
            without_tags=self.without_tags + other.without_tags,
            attributes=self.attributes + other.attributes,
            outcomes=self.outcomes + other.outcomes,
            visits=self.visits + other.visits,
            searches=self.searches + other.searches,
        )


def _common(some: tuple[int, ...], others: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted({*some} & {*others}))


_ORDER = {AttributeOperator.LT, AttributeOperator.LTE, AttributeOperator.GT, AttributeOperator.GTE}


def attribute_condition(name: str, operator: AttributeOperator, value: Any) -> AttributeCondition:
    """A condition on an attribute. Raises Invalid if the operator cannot compare with the value."""
    check_text(name, "name", shortest=0)
    if operator is AttributeOperator.IN and not isinstance(value, list):
        raise Invalid("The operator IN requires a list as `value`.", ("value",))
    if operator is AttributeOperator.EXISTS and not (value is None or isinstance(value, bool)):
        raise Invalid("The operator EXISTS takes true, false or no `value`.", ("value",))
    if operator in _ORDER and (isinstance(value, bool) or not isinstance(value, int | float | str)):
        raise Invalid(f"The operator {operator} requires a number or a text as `value`.", ("value",))
    return AttributeCondition(name, operator, canonical_json(value, "value"))


def canonical_json(value: Any, *path: str) -> str:
    """The canonical text of a JSON value. Raises Invalid if it cannot be stored."""
    check_json(value, *path)
    return json.dumps(value, sort_keys=True)


def check_people_filter(people: PeopleFilter) -> None:
    """Raises Invalid, with the path of the field, for a filter that breaks a rule."""
    counts = {"ids": len(people.ids or ()), "except": len(people.excluded_ids)}
    if too_many := next((field for field, count in counts.items() if count > MOST_IDS), None):
        raise Invalid(f"`{too_many}` takes at most {MOST_IDS:,} ids.", (too_many,))
    counts = {"tags": len(people.tags), "withoutTags": len(people.without_tags), "attributes": len(people.attributes)}
    if too_many := next((field for field, count in counts.items() if count > MOST_CONDITIONS), None):
        raise Invalid(f"`{too_many}` takes at most {MOST_CONDITIONS} conditions.", (too_many,))
    for field, texts in (("search", people.searches), ("tags", people.tags), ("withoutTags", people.without_tags)):
        for text in texts:
            check_text(text, field, shortest=0)
    for outcome in people.outcomes:
        _check_outcome(outcome)


def _check_outcome(outcome: OutcomeCondition) -> None:
    left_as = outcome.after_leaving_as
    if left_as is None:
        return
    path = ("outcome", "afterLeavingAs")
    if outcome.kind is not OutcomeKind.GOAL_HIT:
        raise Invalid("`afterLeavingAs` is allowed only with the kind GOAL_HIT.", path)
    if left_as in (OutcomeKind.STARTED, OutcomeKind.GOAL_HIT):
        raise Invalid("`afterLeavingAs` must be FINISHED, DISENGAGED, EXITED or IN_PROGRESS.", path)
