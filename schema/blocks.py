"""Blocks and their figures."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import schema.paths  # the modules, not their names: the types know each other
import schema.series
from core.definitions import BlockKind
from core.events import PathCondition
from core.figures import EngagementKind, VisitState
from core.ids import global_id
from core.list_bounds import MOST_CHOICES
from core.pages import PageRequest
from core.people_filters import Selection, VisitCondition
from core.scoped_ids import scope_text, scoped_id
from core.stats_scope import StatsScope
from core.viewer import Scope
from db.series import StoredBlock
from resolvers import block_stats, durations, series, visits
from schema.connections import After, Before, First, Last
from schema.cost.declared import COUNT, ENGAGEMENT, STAYS, sized, weighs
from schema.durations import DurationStats
from schema.execution.calls import together
from schema.freshness import Freshness
from schema.info import Info
from schema.list_bounds import at_most
from schema.nodes import Node
from schema.people_filters import FilterArgument, people_of
from schema.permissions import field
from schema.selections import selection_field
from schema.stats_scopes import ScopeArgument, StatsScopeInput, scope_of
from schema.visits import PersonVisitConnection, VisitOrder, visits_selected

if TYPE_CHECKING:
    from schema.paths import Path
    from schema.series import Series


_PATHS = 5  # that usually begin at a block, at most


@strawberry.type(description="The number of visits in one state at a block. States are exclusive.")
class VisitStateCount:
    state: VisitState = strawberry.field(description="The state.")
    count: int = strawberry.field(
        description="Number of entries or people in the state, depending on the scope's unit."
    )
    percentage: float | None = strawberry.field(
        description="100 * count / reached, 0 to 100; null if no one has reached the block."
    )
    selection: strawberry.ID = selection_field("the people in the state")


@strawberry.type(description="One kind of engagement at a block.")
class EngagementCount:
    kind: EngagementKind = strawberry.field(description="The kind of engagement.")
    total: int = strawberry.field(description="Number of events, repeated ones included; the same in either unit.")
    unique: int = strawberry.field(
        description="Number of distinct entries or people with at least one such event, dated by their first, "
        "depending on the scope's unit."
    )
    percentage: float | None = strawberry.field(
        description="100 * unique / unique RECEIVED. Not clipped: it exceeds 100 if more entries or people have such "
        "an event than RECEIVED, because events are counted as they are reported. That happens if RECEIVED is not "
        "reported for every delivery, and in a range that has the opening of a delivery received before it. Null if "
        "nothing was received."
    )
    selection: strawberry.ID = selection_field("the people whom `unique` counts")


@strawberry.type(description="The figures of one block in one scope.")
class BlockStats(Node):
    block: strawberry.Private[StoredBlock]
    scope: strawberry.Private[StatsScope]
    reached: int = strawberry.field(
        description="Number of entries or people that reached the block, wherever they are now. The sum of `states`."
    )
    matched: int = strawberry.field(description="Number of those that left the block matched.")
    not_matched: int = strawberry.field(
        description="Number of those that left the block not matched. At a RULE the rest is undecided."
    )
    states: Sequence[block_stats.VisitStateCount] = strawberry.field(
        graphql_type=list[VisitStateCount],
        description="The number in each state; they sum to `reached`. States that cannot occur at this kind of block "
        "are left out.",
        metadata=sized(len(VisitState)),
    )
    engagement: Sequence[block_stats.EngagementCount] = strawberry.field(
        graphql_type=list[EngagementCount],
        description="Engagement with the block's content: all kinds that this content is made for, including zeroes, "
        "and any other kind that occurred. Empty for blocks without content. A range by EVENT_TIME is compared with "
        "the instant of the event.",
        metadata=weighs(ENGAGEMENT, size=len(EngagementKind), figures=3),
    )
    selection: strawberry.ID = selection_field("the people who reached the block")
    matched_selection: strawberry.ID = selection_field("the people whom `matched` counts", "matched_shown")
    not_matched_selection: strawberry.ID = selection_field("the people whom `notMatched` counts", "not_matched_shown")

    @property
    def shown(self) -> Selection:
        return self.scope.selection(visit=VisitCondition(self.block.id))

    @property
    def matched_shown(self) -> Selection:
        return self.scope.selection(visit=VisitCondition(self.block.id, matched=True))

    @property
    def not_matched_shown(self) -> Selection:
        return self.scope.selection(visit=VisitCondition(self.block.id, matched=False))

    @classmethod
    def of(cls, found: block_stats.BlockStats, block: StoredBlock, scope: StatsScope, text: str) -> "BlockStats":
        """`text` is that of the scope."""
        return cls(
            id=strawberry.ID(scoped_id("BlockStats", block.id, scope=text)),
            block=block,
            scope=scope,
            reached=found.reached,
            matched=found.matched,
            not_matched=found.not_matched,
            states=found.states,
            engagement=found.engagement,
        )

    @strawberry.field(
        graphql_type=DurationStats | None,
        description="How long people stay at the block: from reaching it until they leave or their entry ends there, "
        "0 if that was reported to be earlier. Counts the same visits as `reached`. Null if no one has reached it.",
        metadata=weighs(STAYS),
    )
    async def time_in_block(self, info: Info) -> durations.DurationStats | None:
        return await durations.time_in_block(info.context, self.block.id, self.scope)

    @strawberry.field(description="How current these figures are.")
    async def freshness(self, info: Info) -> Freshness:
        return await Freshness.of_series(info.context, self.block.series_id)


async def _stats_of(blocks: "Sequence[Block]", info: Info, scope: StatsScopeInput | None) -> list[BlockStats]:
    stored, counted = [block.stored for block in blocks], await scope_of(info.context, scope)
    found = await block_stats.block_stats(info.context, stored, counted)
    text = scope_text(counted)
    return [BlockStats.of(each, block, counted, text) for each, block in zip(found, stored, strict=True)]


@strawberry.type(description="A step of a series, such as an e-mail, a wait or a rule.")
class Block(Node):
    stored: strawberry.Private[StoredBlock]
    key: str = strawberry.field(description="The caller's own key of the block, unique in the series.")
    name: str = strawberry.field(description="The name of the block.")
    kind: BlockKind = strawberry.field(description="What the block does. It never changes.")
    is_entry: bool = strawberry.field(description="Whether it is an entry rule: people who match it start the series.")
    removed_at: datetime | None = strawberry.field(
        description="When a definition first left it out; null while it is part of the series. Its history is kept."
    )
    x: float | None = strawberry.field(
        description="The horizontal position on the caller's canvas, as defined; null if not given."
    )
    y: float | None = strawberry.field(
        description="The vertical position on the caller's canvas, as defined; null if not given."
    )

    @classmethod
    def of(cls, stored: StoredBlock) -> "Block":
        return cls(
            id=strawberry.ID(global_id("Block", stored.id)),
            stored=stored,
            key=stored.key,
            name=stored.name,
            kind=stored.kind,
            is_entry=stored.is_entry,
            removed_at=stored.removed_at,
            x=stored.x,
            y=stored.y,
        )

    @strawberry.field(description="The series that the block belongs to.")
    async def series(self, info: Info) -> Annotated["Series", strawberry.lazy("schema.series")]:
        stored = await series.series_by_id(info.context, self.stored.series_id)
        assert stored is not None  # noqa: S101 - series are never deleted
        return schema.series.Series.of(stored)

    @strawberry.field(
        description="The paths that begin at the block, in the order of the definition. Empty for a removed block.",
        metadata=sized(_PATHS),
    )
    async def paths(self, info: Info) -> list[Annotated["Path", strawberry.lazy("schema.paths")]]:
        return [schema.paths.Path.of(path) for path in await series.paths_from(info.context, self.stored.id)]

    @field(
        needs=Scope.READ,
        description="The figures of the block in one scope; null after an error in an argument.",
        metadata=weighs(COUNT),
    )
    @together(_stats_of)
    async def stats(self, info: Info, scope: ScopeArgument = None) -> BlockStats | None:
        [stats] = await _stats_of([self], info, scope)
        return stats

    @field(
        needs=Scope.READ,
        description="The visits behind the figures of the block: in unit PEOPLE the latest visit of each person, in "
        "unit ENTRIES all visits. `totalCount` is the figure. Null after an error in an argument.",
    )
    async def visits(
        self,
        info: Info,
        *,
        state: Annotated[
            list[VisitState] | None,
            strawberry.argument(
                description="Only visits in one of these states; at most 50.", metadata=at_most(MOST_CHOICES)
            ),
        ] = None,
        matched: Annotated[
            bool | None, strawberry.argument(description="Only visits that matched (true) or did not match (false).")
        ] = None,
        left_along: Annotated[
            PathCondition | None,
            strawberry.argument(description="Only visits that were left along a path with this condition."),
        ] = None,
        variant: Annotated[
            str | None,
            strawberry.argument(description="Only visits that were left along a path of this variant."),
        ] = None,
        filter: FilterArgument = None,  # noqa: A002 - the contract's word
        scope: ScopeArgument = None,
        order_by: Annotated[
            VisitOrder | None,
            strawberry.argument(description="The order of the visits. Default: the latest reached first."),
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> PersonVisitConnection | None:
        ctx = info.context
        counted = (await scope_of(ctx, scope)).narrowed(await people_of(ctx, filter, "filter"))
        selected = visits_selected(counted, state, matched, (left_along, variant), order_by)
        listing = visits.visits(ctx, self.stored, selected, PageRequest.of(first, after, last, before))
        return PersonVisitConnection.of(ctx, listing, counted.instant, selected.people_at(self.stored.id))

    @field(
        needs=Scope.READ,
        description="The visits that are still at the block, and whose `waitsUntil` lies within the next hours, the "
        "soonest first: people to reach before their time runs out. As of now; all visits, also several of one person. "
        "Null after an error in an argument.",
        metadata=weighs(COUNT),
    )
    async def at_risk(
        self,
        info: Info,
        *,
        within_hours: Annotated[
            int, strawberry.argument(description="The hours from now on, 1 to 8,760. Default: 24.")
        ] = 24,
        first: First = None,
        after: After = None,
    ) -> PersonVisitConnection | None:
        ctx = info.context
        selected = visits.at_risk(ctx, within_hours)
        listing = visits.visits_at_risk(ctx, self.stored, selected, PageRequest.of(first, after))
        return PersonVisitConnection.of(ctx, listing, selected.scope.instant, selected.people_at(self.stored.id))
