"""The people filter: the same input for figures, lists, actions and exports."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, TypeVar

import strawberry

from core.concurrency import together
from core.events import PathCondition
from core.figures import EngagementKind, OutcomeKind, VisitState
from core.ids import number_of
from core.input_paths import under
from core.list_bounds import MOST_CHOICES, MOST_CONDITIONS, MOST_IDS, check_length
from core.people_filters import AttributeCondition as CoreAttributeCondition
from core.people_filters import AttributeOperator, attribute_condition
from core.people_filters import OutcomeCondition as CoreOutcomeCondition
from core.people_filters import PeopleFilter as CorePeopleFilter
from core.people_filters import VisitCondition as CoreVisitCondition
from core.selections import Keys, read
from core.tags import tag_names
from core.time_ranges import ALWAYS, Clock, TimeRange
from resolvers import people_filters
from resolvers.context import Context
from resolvers.selections import selection_keys
from schema.keys import block_named, series_named
from schema.list_bounds import at_most
from schema.nested_filters import Path, combined, filters_of
from schema.scalars import JSON
from schema.time_ranges import DateTimeRange

T = TypeVar("T", bound=str)


@strawberry.input(description="A comparison of one attribute of a person. Values are compared as JSON values.")
class AttributeCondition:
    name: str = strawberry.field(
        description="The name of the attribute: a key at the top level of `attributes`. One that no one has is no "
        "error: it is missing for everyone. `Query.attributes` lists the names that people have, and their types."
    )
    operator: AttributeOperator = strawberry.field(description="How the attribute is compared.")
    value: JSON | None = strawberry.field(
        default=None,
        description="The value that it is compared with: a list for IN; a number or text for LT, LTE, GT and GTE; "
        'true, false or null for EXISTS; any value for the others. Its JSON type counts: the text "10" is neither '
        "equal to the number 10, nor less or greater. At most 4,096 characters of texts and numbers, 500 elements and "
        "10 levels. Default: null.",
    )

    def to_core(self) -> CoreAttributeCondition:
        """The condition. Raises Refused if the value cannot be compared in this way."""
        return attribute_condition(self.name, self.operator, self.value)


@strawberry.input(description="People with an outcome in a series, dated by their first outcome of that kind.")
class OutcomeCondition:
    series: strawberry.ID | None = strawberry.field(
        default=None, description="The id of the series. Give either `series` or `seriesKey`."
    )
    series_key: str | None = strawberry.field(default=None, description="The caller's own key of the series.")
    kind: OutcomeKind = strawberry.field(description="The outcome. IN_PROGRESS is dated by the start.")
    at: DateTimeRange | None = strawberry.field(
        default=None, description="Only people whose first such outcome is in this range."
    )
    without: list[OutcomeKind] | None = strawberry.field(
        default=None,
        description="Only people without any of these outcomes in any entry in the series; at most 50.",
        metadata=at_most(MOST_CHOICES),
    )
    after_leaving_as: OutcomeKind | None = strawberry.field(
        default=None,
        description="Only with GOAL_HIT: people whose entry was in this state when it hit the goal: FINISHED, "
        "DISENGAGED, EXITED, or still IN_PROGRESS. It separates goals before the end from goals after it.",
    )
    range: DateTimeRange | None = strawberry.field(
        default=None,
        description="Only what is in this range, compared by `clock`, as in a scope. By EVENT_TIME the same as `at`; "
        "if both are given, both must hold.",
    )
    clock: Clock = strawberry.field(
        default=Clock.EVENT_TIME,
        description="What the range is compared with. By ENTRY_COHORT, only entries that started in the range count, "
        "also for `without`.",
    )

    async def to_core(self, ctx: Context) -> CoreOutcomeCondition:
        """The condition. Raises Refused with the path of the field."""
        return CoreOutcomeCondition(
            series_id=await series_named(ctx, self.series, self.series_key),
            kind=self.kind,
            at=_range("at", self.at),
            without=_unique("without", self.without),
            after_leaving_as=self.after_leaving_as,
            range=_range("range", self.range),
            clock=self.clock,
        )


@strawberry.input(
    description="People at a block, by their latest visit of it. With `engaged` alone, people without a visit match, "
    "too."
)
class VisitCondition:
    block: strawberry.ID | None = strawberry.field(
        default=None, description="The id of the block. Give either `block`, or `seriesKey` and `blockKey`."
    )
    series_key: str | None = strawberry.field(
        default=None, description="The caller's own key of the series that the block belongs to."
    )
    block_key: str | None = strawberry.field(
        default=None, description="The caller's own key of the block. Removed blocks have one, too."
    )
    state: list[VisitState] | None = strawberry.field(
        default=None,
        description="People whose visit is in one of these states; at most 50.",
        metadata=at_most(MOST_CHOICES),
    )
    matched: bool | None = strawberry.field(
        default=None, description="People whose visit matched (true) or did not match (false)."
    )
    reached_at: DateTimeRange | None = strawberry.field(
        default=None, description="People who reached the block in this range; their latest visit in it counts."
    )
    engaged: EngagementKind | None = strawberry.field(
        default=None, description="People who have engaged with the block's content in this way."
    )
    left_along: PathCondition | None = strawberry.field(
        default=None, description="People who have left the block along a path with this condition."
    )
    variant: str | None = strawberry.field(
        default=None, description="People who have left the block, a SPLIT, along the path of this variant."
    )

    async def to_core(self, ctx: Context) -> CoreVisitCondition:
        """The condition. Raises Refused with the path of the field."""
        return CoreVisitCondition(
            block_id=await block_named(ctx, self.block, self.series_key, self.block_key),
            states=None if self.state is None else _unique("state", self.state),
            matched=self.matched,
            reached_at=_range("reachedAt", self.reached_at),
            engaged=self.engaged,
            left_along=self.left_along,
            variant=self.variant,
        )


@strawberry.input(
    description="A selection of people. Figures, lists, actions and exports take the same filter. People must meet all "
    "of its conditions; without conditions everyone matches. A filter has at most 100 conditions, where each filter "
    "inside counts as one more than it has, and at most 10 levels of filters. Tags and attributes are read as of now; "
    "outcomes, visits and engagement as of the scope's `asOf`."
)
class PeopleFilter:
    ids: list[strawberry.ID] | None = strawberry.field(
        default=None,
        description="Only people with these ids; at most 10,000. Unknown ids match no one.",
        metadata=at_most(MOST_IDS),
    )
    except_: list[strawberry.ID] | None = strawberry.field(
        name="except",
        default=None,
        description="Without the people with these ids; at most 10,000.",
        metadata=at_most(MOST_IDS),
    )
    search: str | None = strawberry.field(
        default=None,
        description="People whose name, e-mail address or external id contains this text, in upper or lower case.",
    )
    tags: list[str] | None = strawberry.field(
        default=None,
        description="People who have all of these tags; at most 50. White space around a name is ignored. A tag that "
        "no one has is no error, and matches no one: `Query.tags` lists the tags.",
        metadata=at_most(MOST_CONDITIONS),
    )
    without_tags: list[str] | None = strawberry.field(
        default=None,
        description="People who have none of these tags; at most 50. White space around a name is ignored. A tag that "
        "no one has is no error, and excludes no one.",
        metadata=at_most(MOST_CONDITIONS),
    )
    attributes: list[AttributeCondition] | None = strawberry.field(
        default=None,
        description="People whose attributes meet all of these conditions; at most 50.",
        metadata=at_most(MOST_CONDITIONS),
    )
    outcome: OutcomeCondition | None = strawberry.field(
        default=None, description="People who have this outcome in a series."
    )
    visit: VisitCondition | None = strawberry.field(default=None, description="People who are, or were, at a block.")
    all_: "list[PeopleFilter] | None" = strawberry.field(
        name="all",
        default=None,
        description="People who match every one of these filters; at most 50. An empty list matches everyone.",
        metadata=at_most(MOST_CONDITIONS),
    )
    any_: "list[PeopleFilter] | None" = strawberry.field(
        name="any",
        default=None,
        description="People who match at least one of these filters; at most 50. An empty list matches no one.",
        metadata=at_most(MOST_CONDITIONS),
    )
    not_: "PeopleFilter | None" = strawberry.field(
        name="not", default=None, description="People who do not match this filter."
    )
    selection: strawberry.ID | None = strawberry.field(
        default=None,
        description="The `selection` of a figure or list: its distinct people, as of its instant and in its scope. "
        "Tags and attributes in its filter are read as of now.",
    )

    async def to_core(self, ctx: Context, *at: str) -> CorePeopleFilter:
        """The filter. Raises Refused with the path of the field, which begins with `at`."""
        with under(*at):
            filters = filters_of(self)
            has_selection = any(each.selection is not None for each in filters.values())
            keys = await selection_keys(ctx) if has_selection else ()
            # At the same time, so that what the conditions refer to is looked up with the same statements.
            own = await together(each.own(ctx, keys, path) for path, each in filters.items())
            people = combined(self, dict(zip(filters, own, strict=True)))
            people_filters.check(ctx, people)
        return people

    async def own(self, ctx: Context, keys: Keys, path: Path) -> CorePeopleFilter:
        """The filter without those inside. Raises Refused with the path of the field, which begins with `path`."""
        with under(*path):
            people = await self._resolved(ctx)
            if self.selection is not None:
                people = replace(people, selections=(read(keys, ctx.workspace_id, self.selection),))
            await people_filters.check_own_conditions(ctx, people)
        return people

    async def _resolved(self, ctx: Context) -> CorePeopleFilter:
        return CorePeopleFilter(
            ids=None if self.ids is None else _people("ids", self.ids),
            excluded_ids=_people("except", self.except_ or ()),
            tags=_tags("tags", self.tags),
            without_tags=_tags("withoutTags", self.without_tags),
            attributes=self._attributes(),
            outcomes=await self._outcomes(ctx),
            visits=await self._visits(ctx),
            searches=() if self.search is None else (self.search,),
        )

    def _attributes(self) -> tuple[CoreAttributeCondition, ...]:
        conditions: list[CoreAttributeCondition] = []
        check_length(self.attributes or (), MOST_CONDITIONS, "attributes")
        for index, attribute in enumerate(self.attributes or ()):
            with under("attributes", str(index)):
                conditions.append(attribute.to_core())
        return tuple(conditions)

    async def _outcomes(self, ctx: Context) -> tuple[CoreOutcomeCondition, ...]:
        with under("outcome"):
            return () if self.outcome is None else (await self.outcome.to_core(ctx),)

    async def _visits(self, ctx: Context) -> tuple[CoreVisitCondition, ...]:
        with under("visit"):
            return () if self.visit is None else (await self.visit.to_core(ctx),)


FilterArgument = Annotated[PeopleFilter | None, strawberry.argument(description="Only these people.")]


async def people_of(ctx: Context, given: PeopleFilter | None, *at: str) -> CorePeopleFilter | None:
    """The filter, if one is given. Raises Refused with the path of the field."""
    return None if given is None else await given.to_core(ctx, *at)


def _people(field: str, ids: Sequence[str]) -> tuple[int, ...]:
    check_length(ids, MOST_IDS, field)
    numbers: set[int] = set()
    for index, text in enumerate(ids):
        with under(field, str(index)):
            numbers.add(number_of(text, "Person"))
    return tuple(sorted(numbers))


def _tags(field: str, names: Sequence[str] | None) -> tuple[str, ...]:
    check_length(names or (), MOST_CONDITIONS, field)
    return tag_names(names or (), field)


def _range(field: str, given: DateTimeRange | None) -> TimeRange:
    with under(field):
        return ALWAYS if given is None else given.to_core()


def _unique(field: str, values: Sequence[T] | None) -> tuple[T, ...]:
    check_length(values or (), MOST_CHOICES, field)
    # sorted, so that equal filters are equal keys of the loaders
    return tuple(sorted({*(values or ())}))
