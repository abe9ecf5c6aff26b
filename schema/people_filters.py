"""The one filter for people, as clients give it."""

from collections.abc import Sequence
from typing import Annotated, TypeVar

import strawberry

from core.figures import EngagementKind, OutcomeKind, VisitState
from core.ids import number_of
from core.input_paths import under
from core.people_filters import AttributeCondition as CoreAttributeCondition
from core.people_filters import AttributeOperator, attribute_condition
from core.people_filters import OutcomeCondition as CoreOutcomeCondition
from core.people_filters import PeopleFilter as CorePeopleFilter
from core.people_filters import VisitCondition as CoreVisitCondition
from core.time_ranges import ALWAYS, TimeRange
from resolvers import people_filters
from resolvers.context import Context
from schema.scalars import JSON
from schema.time_ranges import DateTimeRange

T = TypeVar("T", bound=str)


@strawberry.input(description="A comparison of one attribute of a person.")
class AttributeCondition:
    """Values are compared as they are in JSON."""

    name: str = strawberry.field(description="The attribute, at the top of the person's `attributes`.")
    operator: AttributeOperator = strawberry.field(description="How it is compared.")
    value: JSON | None = strawberry.field(
        default=None,
        description="What it is compared with: a list for IN, a number or text for LT, LTE, GT and GTE, true, false or "
        "nothing for EXISTS, anything for the others. Left out: null.",
    )

    def to_core(self) -> CoreAttributeCondition:
        """The condition. Raises Invalid where the value cannot be compared in this way."""
        return attribute_condition(self.name, self.operator, self.value)


@strawberry.input(description="People with an outcome in a series, dated by their first of that kind.")
class OutcomeCondition:
    """The same people as the series' figure in unit PEOPLE."""

    series: strawberry.ID = strawberry.field(description="The series' id.")
    kind: OutcomeKind = strawberry.field(description="The outcome; IN_PROGRESS is dated by the start.")
    at: DateTimeRange | None = strawberry.field(
        default=None, description="Only people whose first such outcome lies in this range."
    )
    without: list[OutcomeKind] | None = strawberry.field(
        default=None, description="Only people none of whose entries in the series has any of these outcomes."
    )
    after_leaving_as: OutcomeKind | None = strawberry.field(
        default=None,
        description="With GOAL_HIT alone: only people whose entry had FINISHED, DISENGAGED or EXITED, or was "
        "IN_PROGRESS, when it hit its goal. It tells whether the goal came before or after the end.",
    )

    def to_core(self) -> CoreOutcomeCondition:
        """The condition. Raises Invalid with the path of the field."""
        with under("series"):
            series_id = number_of(self.series, "Series")
        return CoreOutcomeCondition(
            series_id=series_id,
            kind=self.kind,
            at=_range("at", self.at),
            without=_unique(self.without),
            after_leaving_as=self.after_leaving_as,
        )


@strawberry.input(
    description="People at a block, by their latest visit of it. With `engaged` alone they need not have a visit."
)
class VisitCondition:
    """The same people as the block's figures in unit PEOPLE."""

    block: strawberry.ID = strawberry.field(description="The block's id.")
    state: list[VisitState] | None = strawberry.field(
        default=None, description="Whose visit is in one of these states."
    )
    matched: bool | None = strawberry.field(default=None, description="Whose visit matched, or did not.")
    reached_at: DateTimeRange | None = strawberry.field(
        default=None, description="By the latest of the visits that were reached in this range."
    )
    engaged: EngagementKind | None = strawberry.field(
        default=None, description="Who have engaged in this way with what the block delivered."
    )

    def to_core(self) -> CoreVisitCondition:
        """The condition. Raises Invalid with the path of the field."""
        with under("block"):
            block_id = number_of(self.block, "Block")
        return CoreVisitCondition(
            block_id=block_id,
            states=None if self.state is None else _unique(self.state),
            matched=self.matched,
            reached_at=_range("reachedAt", self.reached_at),
            engaged=self.engaged,
        )


@strawberry.input(
    description="Which people. A figure, a list and an action take it unchanged; all given conditions must hold, and "
    "without any it is everybody."
)
class PeopleFilter:
    """Tags and attributes are those of now; outcomes, visits and engagement those of the scope's `asOf`."""

    ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Only these people, by their ids; at most 10,000. Unknown ones are nobody."
    )
    except_: list[strawberry.ID] | None = strawberry.field(
        name="except", default=None, description="Not these people, by their ids; at most 10,000."
    )
    search: str | None = strawberry.field(
        default=None,
        description="Whose name, e-mail address or external id contains this text, in upper or lower case.",
    )
    tags: list[str] | None = strawberry.field(default=None, description="Who have all of these tags; at most 50.")
    without_tags: list[str] | None = strawberry.field(
        default=None, description="Who have none of these tags; at most 50."
    )
    attributes: list[AttributeCondition] | None = strawberry.field(
        default=None, description="Whose attributes all compare like this; at most 50."
    )
    outcome: OutcomeCondition | None = strawberry.field(default=None, description="Who have an outcome in a series.")
    visit: VisitCondition | None = strawberry.field(default=None, description="Who are, or were, at a block.")

    async def to_core(self, ctx: Context, *at: str) -> CorePeopleFilter:
        """The filter. Raises Invalid or NotFound with the path of the field, which begins with `at`."""
        with under(*at):
            people = self._resolved()
            await people_filters.check(ctx, people)
        return people

    def _resolved(self) -> CorePeopleFilter:
        return CorePeopleFilter(
            ids=None if self.ids is None else _people("ids", self.ids),
            excluded_ids=_people("except", self.except_ or ()),
            tags=_unique(self.tags),
            without_tags=_unique(self.without_tags),
            attributes=self._attributes(),
            outcomes=self._outcomes(),
            visits=self._visits(),
            searches=() if self.search is None else (self.search,),
        )

    def _attributes(self) -> tuple[CoreAttributeCondition, ...]:
        conditions: list[CoreAttributeCondition] = []
        for index, attribute in enumerate(self.attributes or ()):
            with under("attributes", str(index)):
                conditions.append(attribute.to_core())
        return tuple(conditions)

    def _outcomes(self) -> tuple[CoreOutcomeCondition, ...]:
        with under("outcome"):
            return () if self.outcome is None else (self.outcome.to_core(),)

    def _visits(self) -> tuple[CoreVisitCondition, ...]:
        with under("visit"):
            return () if self.visit is None else (self.visit.to_core(),)


FilterArgument = Annotated[PeopleFilter | None, strawberry.argument(description="Only these people.")]


async def people_of(ctx: Context, given: PeopleFilter | None, *at: str) -> CorePeopleFilter | None:
    """The filter that was given, if any. Raises Invalid or NotFound with the path of the field."""
    return None if given is None else await given.to_core(ctx, *at)


def _people(field: str, ids: Sequence[str]) -> tuple[int, ...]:
    numbers: set[int] = set()
    for index, text in enumerate(ids):
        with under(field, str(index)):
            numbers.add(number_of(text, "Person"))
    return tuple(sorted(numbers))


def _range(field: str, given: DateTimeRange | None) -> TimeRange:
    with under(field):
        return ALWAYS if given is None else given.to_core()


def _unique(values: Sequence[T] | None) -> tuple[T, ...]:
    # in one order, so that what is the same filter is fetched once
    return tuple(sorted({*(values or ())}))
