"""The one filter for people. A figure, a list and an action take it unchanged; all given conditions must hold."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.errors import Invalid
from core.figures import EngagementKind, OutcomeKind, VisitState
from core.time_ranges import ALWAYS, TimeRange


class AttributeOperator(StrEnum):
    """How an attribute of a person is compared with a value."""

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
    """A comparison of one attribute. `value` is any JSON value, kept as its canonical text so as to be hashable."""

    name: str
    operator: AttributeOperator
    value: str


@dataclass(frozen=True, slots=True)
class OutcomeCondition:
    """People with an outcome in a series, dated by their first of that kind."""

    series_id: int
    kind: OutcomeKind
    at: TimeRange = ALWAYS
    without: tuple[OutcomeKind, ...] = ()
    after_leaving_as: OutcomeKind | None = None


@dataclass(frozen=True, slots=True)
class VisitCondition:
    """People at a block: by their latest visit of it that was reached within `reached_at`."""

    block_id: int
    states: tuple[VisitState, ...] | None = None
    matched: bool | None = None
    reached_at: TimeRange = ALWAYS
    engaged: EngagementKind | None = None


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """All conditions that are not None must hold. No conditions at all: everybody."""

    ids: tuple[int, ...] | None = None
    excluded_ids: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    without_tags: tuple[str, ...] = ()
    attributes: tuple[AttributeCondition, ...] = ()
    outcomes: tuple[OutcomeCondition, ...] = ()
    visits: tuple[VisitCondition, ...] = ()
    searches: tuple[str, ...] = ()

    def and_also(self, other: "PeopleFilter") -> "PeopleFilter":
        """Those whom both filters select."""
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


def check_attribute(operator: AttributeOperator, value: Any) -> None:
    """Raise Invalid where a value cannot be compared in this way."""
    if operator is AttributeOperator.IN and not isinstance(value, list):
        raise Invalid("IN needs a list", ("value",))
    if operator is AttributeOperator.EXISTS and not (value is None or isinstance(value, bool)):
        raise Invalid("EXISTS needs true, false or nothing", ("value",))
    if operator in _ORDER and (isinstance(value, bool) or not isinstance(value, int | float | str)):
        raise Invalid(f"{operator} needs a number or a text", ("value",))
