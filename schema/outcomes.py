"""Outcomes: the headline figures of a series, with their trends and people."""

from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import strawberry

from core import figures
from core.figures import OutcomeKind
from core.input_paths import under
from core.pages import PageRequest
from core.people_filters import OutcomeCondition, Selection
from core.scoped_ids import scoped_id
from core.stats_scope import StatsScope
from core.trends import MOST_BUCKETS, Interval
from db.entries import OutcomeSelection
from resolvers import entries, outcomes, trends, workspaces
from schema.connections import After, Before, First, Last
from schema.cost.declared import COUNT, weighs
from schema.entries import PersonOutcomeConnection
from schema.info import Info
from schema.nodes import Node
from schema.people_filters import FilterArgument, people_of
from schema.person_orders import ORDER_COST, OutcomeOrderArgument, outcome_order
from schema.scalars import TimeZone
from schema.selections import selection_field
from schema.time_ranges import DateTimeRange

COUNTED = frozenset({"count", "base", "percentage", "interval95"})  # the fields of an outcome that a statement counts

_INTERVAL = strawberry.argument(description="The length of a bucket.")
_TIME_ZONE = strawberry.argument(
    description="The time zone in which buckets begin and end. Default: that of the workspace."
)
_RANGE = strawberry.argument(
    description="The time to show: all buckets that overlap it. Default for each end: that of the scope's range, "
    "otherwise the first start and the scope's `asOf`. By ENTRY_COHORT the default end is always `asOf`, since "
    "outcomes of a cohort can follow after its range."
)


@strawberry.type(description="The 95 % confidence interval of a percentage (Wilson, E. B. (1927), JASA 22, 209-212).")
class PercentageInterval:
    low: float = strawberry.field(description="The lower bound, 0 to 100.")
    high: float = strawberry.field(description="The upper bound, 0 to 100.")


@strawberry.type(description="One bucket of a trend. Buckets without events are present, too.")
class TrendPoint:
    start: datetime = strawberry.field(description="The start of the bucket in the requested time zone, as an instant.")
    count: int = strawberry.field(
        description="Number of outcomes within the bucket. For IN_PROGRESS the change, which can be negative."
    )
    cumulative: int = strawberry.field(
        description="Number of outcomes up to the end of the bucket, including the scope's time before the first "
        "bucket. For IN_PROGRESS the number in progress at the end of the bucket."
    )
    cumulative_started: int = strawberry.field(description="Number started up to the end of the bucket.")
    percentage: float | None = strawberry.field(
        description="100 * cumulative / cumulativeStarted; null if none has started."
    )
    selection: strawberry.ID | None = selection_field("the people whom `count` counts", null=" Null for IN_PROGRESS.")
    cumulative_selection: strawberry.ID = selection_field("the people whom `cumulative` counts", "cumulative_shown")


@strawberry.type(description="One headline figure of a series, with its trend and the people behind it.")
class Outcome(Node):
    series_id: strawberry.Private[int]
    scope: strawberry.Private[StatsScope]
    kind: OutcomeKind = strawberry.field(description="Which of the six headline figures it is.")
    count: int = strawberry.field(description="Number of entries or people, depending on the scope's unit.")
    base: int = strawberry.field(description="Number started, in the same scope.")
    percentage: float | None = strawberry.field(
        description="100 * count / base; null if base is 0. In a range by EVENT_TIME it can exceed 100, since those "
        "who finish in the range may have started before it."
    )
    interval95: figures.PercentageInterval | None = strawberry.field(
        graphql_type=PercentageInterval | None,
        description="The 95 % confidence interval of the percentage; null if base is 0 or the percentage can exceed "
        "100.",
    )
    selection: strawberry.ID = selection_field("the people behind the figure")

    @classmethod
    def of(cls, found: outcomes.Outcome, series_id: int, scope: StatsScope, text: str) -> "Outcome":
        """`text` is that of the scope."""
        return cls(
            id=strawberry.ID(scoped_id("Outcome", series_id, scope=text, detail=found.kind)),
            series_id=series_id,
            scope=scope,
            kind=found.kind,
            count=found.count,
            base=found.base,
            percentage=found.percentage,
            interval95=found.interval95,
        )

    @classmethod
    def uncounted(cls, kind: OutcomeKind, series_id: int, scope: StatsScope, text: str) -> "Outcome":
        """An outcome of which no field of COUNTED is selected."""
        nothing: Any = None  # an error if it was read: the count may not be null
        return cls.of(outcomes.Outcome(kind, nothing, nothing, None, None), series_id, scope, text)

    @property
    def shown(self) -> Selection:
        return self.scope.selection(OutcomeCondition(self.series_id, self.kind))

    @strawberry.field(
        graphql_type=list[TrendPoint] | None,
        description="The figure over time, in at most 1,000 buckets. Empty if no one has started and no range is set; "
        "null after an error in an argument.",
        metadata=weighs(COUNT, size=MOST_BUCKETS),
    )
    async def trend(
        self,
        info: Info,
        interval: Annotated[Interval, _INTERVAL] = Interval.DAY,
        time_zone: Annotated[TimeZone | None, _TIME_ZONE] = None,
        range: Annotated[DateTimeRange | None, _RANGE] = None,  # noqa: A002 - the contract's word
    ) -> list[trends.TrendPoint]:
        with under("range"):
            shown = range.to_core() if range else None
        zone = time_zone or (await workspaces.workspace(info.context)).time_zone
        buckets = trends.TrendBuckets(interval, ZoneInfo(zone), shown)
        return await trends.trend(info.context, self.series_id, self.scope, self.kind, buckets)

    @strawberry.field(
        description="The people behind the figure. In unit PEOPLE each person is listed "
        "once, with their first entry that has the outcome (by ENTRY_COHORT, the first of the cohort); in unit ENTRIES "
        "once for each entry. Without a filter, `totalCount` is the figure. Null after an error in an argument.",
        metadata=ORDER_COST,
    )
    async def people(
        self,
        info: Info,
        *,
        filter: FilterArgument = None,  # noqa: A002 - the contract's word
        order_by: OutcomeOrderArgument = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> PersonOutcomeConnection | None:
        ctx = info.context
        scope = self.scope.narrowed(await people_of(ctx, filter, "filter"))
        page = PageRequest.of(first, after, last, before)
        selected = OutcomeSelection(self.kind, scope)
        listing = entries.outcome_entries(ctx, self.series_id, selected, outcome_order(order_by), page)
        shown = scope.selection(OutcomeCondition(self.series_id, self.kind))
        return PersonOutcomeConnection.of(ctx, listing, scope.instant, shown)
