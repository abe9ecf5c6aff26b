"""The headline figures of a series, and how they moved."""

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import strawberry

from core import figures
from core.figures import OutcomeKind
from core.input_paths import under
from core.pages import PageRequest
from core.stats_scope import StatsScope
from core.trends import Interval
from db.series import StoredSeries
from resolvers import entries, outcomes, trends
from schema.connections import After, Before, First, Last
from schema.entries import PersonOutcomeConnection
from schema.freshness import Freshness
from schema.info import Info
from schema.people_filters import FilterArgument, people_of
from schema.scalars import TimeZone
from schema.time_ranges import DateTimeRange

_INTERVAL = strawberry.argument(description="The length of a bucket.")
_TIME_ZONE = strawberry.argument(description="Whose clocks cut the buckets.")
_RANGE = strawberry.argument(
    description="Which buckets to show: those that hold any of it. Open ends, or left out: as the scope's range has "
    "them, otherwise from the first start and to the scope's `asOf`; by ENTRY_COHORT always to that, as what comes of "
    "a cohort goes on after its range."
)


@strawberry.type(description="Between which two percentages the true share lies, 19 times out of 20.")
class PercentageInterval:
    """Wilson, E. B. (1927), JASA 22, 209-212."""

    low: float = strawberry.field(description="The lower end, 0 to 100.")
    high: float = strawberry.field(description="The upper end, 0 to 100.")


@strawberry.type(description="One bucket of local time. Empty buckets are present, with zeroes.")
class TrendPoint:
    """What happened in the bucket, and up to its end."""

    start: datetime = strawberry.field(
        description="The local start of the bucket in the asked time zone, as an instant."
    )
    count: int = strawberry.field(
        description="What happened inside the bucket; for IN_PROGRESS the change, which can be negative."
    )
    cumulative: int = strawberry.field(
        description="What happened up to the bucket's end, all of the scope's time before it included; "
        "for IN_PROGRESS those in progress at that moment."
    )
    cumulative_started: int = strawberry.field(description="How many had started by the bucket's end.")
    percentage: float | None = strawberry.field(
        description="100 * cumulative / cumulativeStarted; null where nobody had started."
    )


@strawberry.type(description="One headline figure, the people behind it, and how it moved.")
class Outcome:
    """Of one series and scope."""

    series_id: strawberry.Private[int]
    scope: strawberry.Private[StatsScope]
    kind: OutcomeKind = strawberry.field(description="Which of the six.")
    count: int = strawberry.field(description="Entries or people, as the scope's unit says.")
    base: int = strawberry.field(description="The number started, by the same scope.")
    percentage: float | None = strawberry.field(
        description="100 * count / base; null where base is 0. In a range by EVENT_TIME it can pass 100: those who "
        "finish in a week need not have started in it."
    )
    interval95: figures.PercentageInterval | None = strawberry.field(
        graphql_type=PercentageInterval | None,
        description="The 95 % Wilson interval of the percentage; null where base is 0, and where it can pass 100.",
    )

    @classmethod
    def of(cls, found: outcomes.Outcome, series_id: int, scope: StatsScope) -> "Outcome":
        """The outcome of a series and scope."""
        return cls(
            series_id=series_id,
            scope=scope,
            kind=found.kind,
            count=found.count,
            base=found.base,
            percentage=found.percentage,
            interval95=found.interval95,
        )

    @strawberry.field(
        graphql_type=list[TrendPoint],
        description="How the figure moved, in at most 1,000 buckets. Empty if no one has started and no range is set.",
    )
    async def trend(
        self,
        info: Info,
        interval: Annotated[Interval, _INTERVAL] = Interval.DAY,
        time_zone: Annotated[TimeZone, _TIME_ZONE] = TimeZone("UTC"),  # noqa: B008 - a name
        range: Annotated[DateTimeRange | None, _RANGE] = None,  # noqa: A002 - the contract's word
    ) -> list[trends.TrendPoint]:
        """Buckets are local, so a day may have 23 or 25 hours."""
        with under("range"):
            shown = range.to_core() if range else None
        buckets = trends.TrendBuckets(interval, ZoneInfo(time_zone), shown)
        return await trends.trend(info.context, self.series_id, self.scope, self.kind, buckets)

    @strawberry.field(
        description="The people behind the figure, the latest outcome first. In unit PEOPLE a person is there once, "
        "with their first entry that has the outcome (by ENTRY_COHORT, the first of the cohort); in unit ENTRIES once "
        "for each entry."
    )
    async def people(
        self,
        info: Info,
        *,
        filter: FilterArgument = None,  # noqa: A002 - the contract's word
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> PersonOutcomeConnection:
        """`totalCount` is the figure, unless a filter narrows it."""
        ctx = info.context
        scope = self.scope.narrowed(await people_of(ctx, filter, "filter"))
        asked = PageRequest.of(first, after, last, before)
        listing = entries.outcome_entries(ctx, self.series_id, self.kind, scope, asked)
        return PersonOutcomeConnection.of(ctx, listing, scope.as_of)


@strawberry.type(description="The headline figures of a series, all by one scope.")
class SeriesStats:
    """Each outcome can be asked for by itself; all come from one statement."""

    stored: strawberry.Private[StoredSeries]
    scope: strawberry.Private[StatsScope]

    @classmethod
    def of(cls, stored: StoredSeries, scope: StatsScope) -> "SeriesStats":
        """The figures of a series; counted once they are asked for."""
        return cls(stored=stored, scope=scope)

    @strawberry.field(description="How old these figures are.")
    async def freshness(self, info: Info) -> Freshness:
        """Looked up only when asked for."""
        return await Freshness.of_series(info.context, self.stored.id)

    @strawberry.field(description="Those who entered the series.")
    async def started(self, info: Info) -> Outcome:
        """The base of all percentages."""
        return await self._outcome(info, OutcomeKind.STARTED)

    @strawberry.field(description="Those who started, and neither finished, disengaged nor exited.")
    async def in_progress(self, info: Info) -> Outcome:
        """Its instant is the start."""
        return await self._outcome(info, OutcomeKind.IN_PROGRESS)

    @strawberry.field(description="Those who reached the end of the series.")
    async def finished(self, info: Info) -> Outcome:
        """Not exclusive."""
        return await self._outcome(info, OutcomeKind.FINISHED)

    @strawberry.field(description="Those who stopped responding.")
    async def disengaged(self, info: Info) -> Outcome:
        """Not exclusive."""
        return await self._outcome(info, OutcomeKind.DISENGAGED)

    @strawberry.field(description="Those who met an exit rule.")
    async def exited(self, info: Info) -> Outcome:
        """Not exclusive."""
        return await self._outcome(info, OutcomeKind.EXITED)

    @strawberry.field(description="Those who hit the goal, before or after the end.")
    async def goal_hit(self, info: Info) -> Outcome:
        """Not exclusive."""
        return await self._outcome(info, OutcomeKind.GOAL_HIT)

    @strawberry.field(description="The six above, in this order.")
    async def outcomes(self, info: Info) -> list[Outcome]:
        """Always six."""
        found = await outcomes.outcomes(info.context, self.stored.id, self.scope)
        return [Outcome.of(each, self.stored.id, self.scope) for each in found]

    async def _outcome(self, info: Info, kind: OutcomeKind) -> Outcome:
        found = await outcomes.outcomes(info.context, self.stored.id, self.scope)
        return Outcome.of(next(each for each in found if each.kind is kind), self.stored.id, self.scope)
