"""The schema of the dashboard: a resolver, with a loader, for each field that must be fetched."""

from datetime import UTC, datetime
from typing import Any

import strawberry

from bench.peers.textbook.loaders import Loaders
from core.block_states import possible_states
from core.definitions import BlockKind
from core.engagement import plausible_engagement
from core.figures import EngagementKind, OutcomeKind, VisitState, percentage

strawberry.enum(OutcomeKind)
strawberry.enum(VisitState)
strawberry.enum(EngagementKind)


@strawberry.type
class Outcome:
    kind: OutcomeKind
    count: int
    percentage: float | None


@strawberry.type
class State:
    state: VisitState
    count: int
    percentage: float | None


@strawberry.type
class Engagement:
    kind: EngagementKind
    total: int
    unique: int
    percentage: float | None


@strawberry.type
class Block:
    id: strawberry.Private[int]
    kind: strawberry.Private[BlockKind]
    loaders: strawberry.Private[Loaders]
    key: str

    @strawberry.field
    async def reached(self) -> int:
        return sum((await self.loaders.states.load(self.id)).values())

    @strawberry.field
    async def states(self) -> list[State]:
        counts = await self.loaders.states.load(self.id)
        reached = sum(counts.values())
        return [
            State(state=state, count=count, percentage=percentage(count, reached))
            for state in possible_states(self.kind)
            for count in (counts.get(state, 0),)
        ]

    @strawberry.field
    async def engagement(self) -> list[Engagement]:
        counts = await self.loaders.engagement.load(self.id)
        received = counts["RECEIVED"]["unique"] if "RECEIVED" in counts else 0
        expected = plausible_engagement(self.kind)
        return [
            _engagement(kind, counts.get(kind), received)
            for kind in EngagementKind
            if self.kind.is_content and (kind in expected or kind in counts)
        ]


@strawberry.type
class Series:
    id: strawberry.Private[int]
    loaders: strawberry.Private[Loaders]

    @strawberry.field
    async def outcomes(self) -> list[Outcome]:
        counts = await self.loaders.outcomes.load(self.id) or dict.fromkeys(OutcomeKind, 0)
        started = counts[OutcomeKind.STARTED]
        return [
            Outcome(kind=kind, count=counts[kind], percentage=percentage(counts[kind], started)) for kind in OutcomeKind
        ]

    @strawberry.field
    async def blocks(self) -> list[Block]:
        return [
            Block(id=row["id"], key=row["key"], kind=BlockKind(row["kind"]), loaders=self.loaders)
            for row in await self.loaders.blocks.load(self.id)
        ]


@strawberry.type
class Query:
    @strawberry.field
    async def series(
        self, info: strawberry.Info[Any], workspace_id: int, key: str, as_of: datetime | None = None
    ) -> Series | None:
        pool = info.context["pool"]
        found = await pool.fetchval("SELECT id FROM series WHERE workspace_id = $1 AND key = $2", workspace_id, key)
        loaders = Loaders(pool, workspace_id, as_of or datetime.now(UTC))
        return None if found is None else Series(id=found, loaders=loaders)


schema = strawberry.Schema(Query)


def _engagement(kind: EngagementKind, counted: Any, received: int) -> Engagement:
    total, unique = (counted["total"], counted["unique"]) if counted else (0, 0)
    return Engagement(kind=kind, total=total, unique=unique, percentage=percentage(unique, received))
