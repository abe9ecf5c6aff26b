"""People filters. Figures, lists, actions and exports take the same filter; all of its conditions must hold."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import chain
from typing import Any

from core.breakdowns import Group
from core.errors import Invalid, LimitExceeded
from core.events import PathCondition
from core.figures import CountUnit, EngagementKind, OutcomeKind, VisitState
from core.json_values import JsonBounds, canonical_json
from core.outcome_sets import Disengagement, OutcomeSet
from core.texts import check_text
from core.time_ranges import ALWAYS, Clock, TimeRange

# Each is a condition of its own in the statement.
MOST_IN_FILTER = 100
MOST_IN_REQUEST = 500  # of all its different filters
MOST_LEVELS = 10  # of filters in filters
ROUTE_DIGEST = 32  # characters
FIRST_BLOCKS = 11  # of a route in a selection: one more than are named in words
COMPARED = JsonBounds(levels=10, elements=500, characters=4_096)  # the value of a condition, compared for each person


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
    """People with an outcome in a series, dated by their first one of that kind.

    `range` and `clock` mean the same as in StatsScope. `at` limits the instant of the outcome by either clock.
    `in_progress_at` is the instant at which those IN_PROGRESS were so; None means that as of which the filter is read.
    """

    series_id: int
    kind: OutcomeKind
    at: TimeRange = ALWAYS
    without: tuple[OutcomeKind, ...] = ()
    after_leaving_as: OutcomeKind | None = None
    range: TimeRange = ALWAYS
    clock: Clock = Clock.EVENT_TIME
    in_progress_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class VisitCondition:
    """People at a block, by their latest visit there that was reached within `reached_at`.

    `path_to` narrows `left_along` and `variant` to the one path that leads to this block: `variant` is then exact, and
    None means that no variant was reported.
    """

    block_id: int
    states: tuple[VisitState, ...] | None = None
    matched: bool | None = None
    reached_at: TimeRange = ALWAYS
    engaged: EngagementKind | None = None
    left_along: PathCondition | None = None
    variant: str | None = None
    path_to: int | None = None
    waits_until: TimeRange | None = None

    @property
    def is_of_visit(self) -> bool:
        """Whether any condition but `engaged` is given."""
        given = (self.states, self.matched, self.left_along, self.variant)
        return self.reached_at != ALWAYS or any(each is not None for each in given)


@dataclass(frozen=True, slots=True)
class RouteCondition:
    """People whose entry in a series has taken one route, or without a digest any route but the others.

    A digest names the blocks of a route in their order. `first_blocks` has at most FIRST_BLOCKS of them, to be read.
    """

    series_id: int
    digest: str | None = None
    others: tuple[str, ...] = ()
    first_blocks: tuple[int, ...] | None = field(default=None, compare=False)

    @property
    def digests(self) -> tuple[str, ...]:
        """The digest of the route, or those of the other ones."""
        return self.others if self.digest is None else (self.digest,)


@dataclass(frozen=True, slots=True)
class DurationCondition:
    """People whose stay at a block, or time from the start of a series to an outcome, has a certain length.

    Without `from_seconds`: those that are still there. Otherwise those that are over after a time of
    [from_seconds, to_seconds); no end is None.
    """

    block_id: int | None = None
    series_id: int = 0  # without a block
    kind: OutcomeKind | None = None
    from_seconds: float | None = None
    to_seconds: float | None = None

    @property
    def is_possible(self) -> bool:
        """Whether a figure has these people."""
        is_of_series = self.kind not in (None, OutcomeKind.STARTED, OutcomeKind.IN_PROGRESS)
        return is_of_series == (self.block_id is None)


@dataclass(frozen=True, slots=True)
class Selection:
    """The distinct people whom a figure or a list shows.

    Without any of the figures: those who match `people`. The scope is that of the figure
    (core.stats_scope). A visit with `engaged` alone means the engagement: its first event, of the person or of an
    entry, counts.
    """

    as_of: datetime
    unit: CountUnit = CountUnit.PEOPLE
    range: TimeRange = ALWAYS
    clock: Clock = Clock.EVENT_TIME
    people: "PeopleFilter | None" = None
    outcome: OutcomeCondition | None = None
    visit: VisitCondition | None = None
    has_entries: bool = False  # whether they must have started any series
    failed_action: int | None = None  # the bulk action that failed for them, the only condition then
    outcome_set: OutcomeSet | None = None
    disengagement: Disengagement | None = None
    route: RouteCondition | None = None
    duration: DurationCondition | None = None
    group: Group | None = None  # limits the figure to a row of a breakdown; without a figure, anyone of the row


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """All conditions must hold. A filter without conditions matches everyone.

    At least one filter of each element of `any_of` must match, and none of `none_of`.
    """

    ids: tuple[int, ...] | None = None
    excluded_ids: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()  # names in their normal form, as are those of `without_tags`
    without_tags: tuple[str, ...] = ()
    attributes: tuple[AttributeCondition, ...] = ()
    outcomes: tuple[OutcomeCondition, ...] = ()
    visits: tuple[VisitCondition, ...] = ()
    searches: tuple[str, ...] = ()
    any_of: "tuple[tuple[PeopleFilter, ...], ...]" = ()
    none_of: "tuple[PeopleFilter, ...]" = ()
    selections: tuple[Selection, ...] = ()

    @property
    def conditions(self) -> int:
        """The number of conditions. All ids together are one, and so are all excluded ids.

        A filter inside counts as one condition more than it has, and so does a selection with a filter.
        """
        lists = (self.tags, self.without_tags, self.attributes, self.outcomes, self.visits, self.searches)
        own = sum(map(len, (*lists, self.selections))) + (self.ids is not None) + bool(self.excluded_ids)
        filters = len(list(chain.from_iterable(self.any_of))) + len(self.none_of)
        return own + filters + sum(people.conditions for people in self._inner())

    @property
    def levels(self) -> int:
        """The levels of filters in filters and in selections, this one included."""
        return 1 + max((people.levels for people in self._inner()), default=0)

    def with_inner(self) -> "Iterator[PeopleFilter]":
        """This filter, and all filters inside."""
        yield self
        for people in self._inner():
            yield from people.with_inner()

    def _inner(self) -> "Iterator[PeopleFilter]":
        yield from chain.from_iterable(self.any_of)
        yield from self.none_of
        yield from (selection.people for selection in self.selections if selection.people is not None)

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
            any_of=self.any_of + other.any_of,
            none_of=self.none_of + other.none_of,
            selections=self.selections + other.selections,
        )


@dataclass(slots=True)
class FilterBudget:
    """The filters of one request. Equal filters count once, since they share their statements."""

    _filters: set[PeopleFilter] = field(default_factory=set[PeopleFilter])
    _conditions: int = 0

    def add(self, people: PeopleFilter) -> None:
        """Raises LimitExceeded if the filters of the request have too many conditions together."""
        if people in self._filters:
            return
        if self._conditions + people.conditions > MOST_IN_REQUEST:
            raise LimitExceeded(
                f"The different filters of a request may have at most {MOST_IN_REQUEST} conditions together: split it "
                "into several requests."
            )
        self._filters.add(people)
        self._conditions += people.conditions


def _common(some: tuple[int, ...], others: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted({*some} & {*others}))


_ORDER = {AttributeOperator.LT, AttributeOperator.LTE, AttributeOperator.GT, AttributeOperator.GTE}


def attribute_condition(name: str, operator: AttributeOperator, value: Any) -> AttributeCondition:
    """A condition on an attribute. Raises Refused if the operator cannot compare with the value."""
    check_text(name, "name", shortest=0)
    if operator is AttributeOperator.IN and not isinstance(value, list):
        raise Invalid("The operator IN requires a list as `value`.", ("value",))
    if operator is AttributeOperator.EXISTS and not (value is None or isinstance(value, bool)):
        raise Invalid("The operator EXISTS takes true, false or no `value`.", ("value",))
    if operator in _ORDER and (isinstance(value, bool) or not isinstance(value, int | float | str)):
        raise Invalid(f"The operator {operator} requires a number or a text as `value`.", ("value",))
    return AttributeCondition(name, operator, canonical_json(value, "value", bounds=COMPARED))


def check_people_filter(people: PeopleFilter) -> None:
    """Raises LimitExceeded for a filter that is too large, with the filters and selections inside."""
    if people.levels > MOST_LEVELS:
        raise too_many_levels()
    if people.conditions > MOST_IN_FILTER:
        raise LimitExceeded(f"A filter may have at most {MOST_IN_FILTER} conditions: use fewer.")


def too_many_levels(*path: str) -> LimitExceeded:
    return LimitExceeded(
        f"A filter may have at most {MOST_LEVELS} levels of filters, those of selections included: use fewer.", path
    )


def check_conditions(people: PeopleFilter) -> None:
    """Raises Refused, with the path of the field, for a condition that breaks a rule. Ignores filters inside."""
    for text in people.searches:
        check_text(text, "search", shortest=0)
    for outcome in people.outcomes:
        _check_outcome(outcome)
    for visit in people.visits:
        if visit.variant is not None:
            check_text(visit.variant, "visit", "variant")


def _check_outcome(outcome: OutcomeCondition) -> None:
    left_as = outcome.after_leaving_as
    if left_as is None:
        return
    path = ("outcome", "afterLeavingAs")
    if outcome.kind is not OutcomeKind.GOAL_HIT:
        raise Invalid("`afterLeavingAs` is allowed only with the kind GOAL_HIT.", path)
    if left_as in (OutcomeKind.STARTED, OutcomeKind.GOAL_HIT):
        raise Invalid("`afterLeavingAs` must be FINISHED, DISENGAGED, EXITED or IN_PROGRESS.", path)
