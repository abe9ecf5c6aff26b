"""The figures of a series in one scope."""

import strawberry

from core.breakdowns import MOST_ROWS
from core.figures import OutcomeKind
from core.scoped_ids import scope_text, scoped_id
from core.stats_scope import StatsScope
from db.series import StoredSeries
from resolvers import outcomes
from schema.breakdowns import (
    USUAL_ROWS,
    Breakdown,
    BreakdownArgument,
    BreakdownRequest,
    FirstRows,
    TimeZoneArgument,
    breakdown_of,
)
from schema.cost.declared import COUNT, DIVIDED, LOSSES, sized_by_first, weighs
from schema.flow import Flow
from schema.freshness import Freshness
from schema.info import Info
from schema.leaks import Leak, leaks_of
from schema.nodes import Node
from schema.outcomes import COUNTED, Outcome
from schema.selected_fields import selects_any
from schema.series_proof import SeriesProof


@strawberry.type(description="The headline figures of a series in one scope.")
class SeriesStats(SeriesProof, Node):
    scope_text: strawberry.Private[str]

    @classmethod
    def of(cls, stored: StoredSeries, scope: StatsScope) -> "SeriesStats":
        text = scope_text(scope)
        id_ = strawberry.ID(scoped_id("SeriesStats", stored.id, scope=text))
        return cls(id=id_, stored=stored, scope=scope, scope_text=text)

    @strawberry.field(description="How current these figures are.")
    async def freshness(self, info: Info) -> Freshness:
        return await Freshness.of_series(info.context, self.stored.id)

    @strawberry.field(
        description="Entries or people that started the series. The base of all percentages.", metadata=weighs(COUNT)
    )
    async def started(self, info: Info) -> Outcome:
        return await self._outcome(info, OutcomeKind.STARTED)

    @strawberry.field(
        description="Started, and neither finished, disengaged nor exited. Dated by the start.", metadata=weighs(COUNT)
    )
    async def in_progress(self, info: Info) -> Outcome:
        return await self._outcome(info, OutcomeKind.IN_PROGRESS)

    @strawberry.field(description="Reached the end of the series.", metadata=weighs(COUNT))
    async def finished(self, info: Info) -> Outcome:
        return await self._outcome(info, OutcomeKind.FINISHED)

    @strawberry.field(description="Stopped responding.", metadata=weighs(COUNT))
    async def disengaged(self, info: Info) -> Outcome:
        return await self._outcome(info, OutcomeKind.DISENGAGED)

    @strawberry.field(description="Met an exit rule.", metadata=weighs(COUNT))
    async def exited(self, info: Info) -> Outcome:
        return await self._outcome(info, OutcomeKind.EXITED)

    @strawberry.field(description="Reached the goal, before or after the end.", metadata=weighs(COUNT))
    async def goal_hit(self, info: Info) -> Outcome:
        return await self._outcome(info, OutcomeKind.GOAL_HIT)

    @strawberry.field(
        description="All six headline figures: started, in progress, finished, disengaged, exited, goal hit.",
        metadata=weighs(COUNT, size=len(OutcomeKind)),
    )
    async def outcomes(self, info: Info) -> list[Outcome]:
        found = await outcomes.outcomes(info.context, self.stored.id, self.scope)
        return [_named(each, self) for each in found]

    @strawberry.field(
        description="The ways that people take through the series; null after an error in an argument. Every field of "
        "it takes the scope of these figures."
    )
    async def flow(self) -> Flow | None:
        return Flow(stored=self.stored, scope=self.scope)

    @strawberry.field(
        description="The blocks where people were lost, removed ones included, the largest loss first; equal ones in "
        "the order of the definition. Blocks that lost no one are left out.",
        metadata=weighs(LOSSES, size=20, figures=10),
    )
    async def leaks(self, info: Info) -> list[Leak]:
        return await leaks_of(info.context, self.stored.id, self.scope)

    @strawberry.field(
        description="The outcomes by what entries or people have in common: those of the most frequent values, of all "
        "others, and of those without a value. In unit PEOPLE, a person belongs to one row with all of their entries: "
        "by variant, company and start, that of their first entry in the scope. Null after an error in an argument.",
        metadata=sized_by_first(USUAL_ROWS, MOST_ROWS, weight=DIVIDED),
    )
    async def breakdown(
        self,
        info: Info,
        by: BreakdownArgument,
        first: FirstRows = USUAL_ROWS,
        time_zone: TimeZoneArgument = None,
    ) -> Breakdown | None:
        request = BreakdownRequest(by, first, time_zone)
        return await breakdown_of(info.context, self.stored.id, self.scope, request)

    async def _outcome(self, info: Info, kind: OutcomeKind) -> Outcome:
        if not selects_any(info, COUNTED):
            return Outcome.uncounted(kind, self.stored.id, self.scope, self.scope_text)
        found = await outcomes.outcomes(info.context, self.stored.id, self.scope)
        return _named(next(each for each in found if each.kind is kind), self)


def _named(found: outcomes.Outcome, stats: SeriesStats) -> Outcome:
    return Outcome.of(found, stats.stored.id, stats.scope, stats.scope_text)
