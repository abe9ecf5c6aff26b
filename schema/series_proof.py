"""How the figures of a series are made up, and whether they agree."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import strawberry

import schema.blocks  # the module, not its names: the types know each other
from core.figures import OutcomeKind
from core.outcome_sets import BITS
from core.people_filters import Selection
from core.stats_scope import StatsScope
from db.series import StoredSeries
from resolvers import durations, outcome_sets, reconciliation, series
from schema.cost.declared import CHECK, DURATIONS, RECOUNT, SETS, sized, weighs, weighs_more
from schema.durations import DurationStats
from schema.info import Info
from schema.reconciliation import Reconciliation
from schema.selections import selection_field

if TYPE_CHECKING:
    from schema.blocks import Block

_SETS = 2 ** len(BITS)
_REASONS = 20


@strawberry.type(description="The entries or people that have exactly these outcomes.")
class OutcomeCombination:
    outcomes: Sequence[OutcomeKind] = strawberry.field(
        graphql_type=list[OutcomeKind],
        description="STARTED, and those of FINISHED, DISENGAGED, EXITED and GOAL_HIT that they have, in this order.",
        metadata=sized(1 + len(BITS)),
    )
    count: int = strawberry.field(description="Number of entries or people, depending on the scope's unit.")
    selection: strawberry.ID = selection_field("the people with exactly these outcomes")


@strawberry.type(description="The entries or people that disengaged for one reason at one block.")
class DisengageReasonCount:
    found: strawberry.Private[outcome_sets.DisengageReason]
    reason: str = strawberry.field(description="The reported reason; empty if none was reported.")
    count: int = strawberry.field(description="Number of entries or people, depending on the scope's unit.")
    selection: strawberry.ID = selection_field("the people who disengaged for this reason at this block")

    @classmethod
    def of(cls, found: outcome_sets.DisengageReason) -> "DisengageReasonCount":
        return cls(found=found, reason=found.reason, count=found.count)

    @property
    def shown(self) -> Selection:
        return self.found.shown

    @strawberry.field(description="The block that the disengagement named; null if it named none.")
    async def block(self, info: Info) -> Annotated["Block", strawberry.lazy("schema.blocks")] | None:
        if self.found.disengagement.block_id is None:
            return None
        stored = await series.block_by_id(info.context, self.found.disengagement.block_id)
        assert stored is not None  # noqa: S101 - blocks are removed by a mark, never deleted
        return schema.blocks.Block.of(stored)


@strawberry.type
class SeriesProof:
    """The fields of SeriesStats that show how its figures are made up."""

    stored: strawberry.Private[StoredSeries]
    scope: strawberry.Private[StatsScope]

    @strawberry.field(
        graphql_type=list[OutcomeCombination],
        description="The exclusive sets of outcomes that occur, the most frequent first. They sum to `started`. An "
        "outcome counts if it lies in the scope, like those of `outcomes`. In unit PEOPLE a person has the outcomes of "
        "all of their entries together.",
        metadata=weighs(SETS, size=_SETS),
    )
    async def combinations(self, info: Info) -> list[outcome_sets.OutcomeCombination]:
        return await outcome_sets.combinations(info.context, self.stored.id, self.scope)

    @strawberry.field(
        description="The reasons and blocks of disengagements, the most frequent first. They sum to `disengaged`. Of "
        "several disengagements of an entry, or in unit PEOPLE of a person, the earliest counts.",
        metadata=weighs(SETS, size=_REASONS),
    )
    async def disengagements(self, info: Info) -> list[DisengageReasonCount]:
        found = await outcome_sets.disengagements(info.context, self.stored.id, self.scope)
        return [DisengageReasonCount.of(each) for each in found]

    @strawberry.field(
        description="Checks that figures in the scope agree with each other, and with rows that are counted for each "
        "check. Entries without a known start count in no figure; they are reported here until it is known.",
        metadata=weighs_more(CHECK, figures=25, deep=RECOUNT),
    )
    async def reconciliation(
        self,
        info: Info,
        deep: Annotated[
            bool,
            strawberry.argument(
                description="Whether to compare all stored counts of the series, of all time, with a recount from "
                "rows, too. Reads everything of the series, so it takes long for a large one."
            ),
        ] = False,
    ) -> Reconciliation | None:
        found = await reconciliation.reconciliation(info.context, self.stored.id, self.scope, deep=deep)
        return Reconciliation.of(found)

    @strawberry.field(
        graphql_type=DurationStats | None,
        description="The time from the start to an outcome: FINISHED, DISENGAGED, EXITED or GOAL_HIT. In unit PEOPLE, "
        "from the first start of a person to their first outcome of the kind. Those without it count as still "
        "there, also after another outcome, because outcomes are not exclusive. By EVENT_TIME an outcome after the end "
        "of the range does not count. Null if no one has started; null with an error for another kind.",
        metadata=weighs(DURATIONS),
    )
    async def time_to(
        self,
        info: Info,
        kind: Annotated[OutcomeKind, strawberry.argument(description="The outcome: any but STARTED and IN_PROGRESS.")],
    ) -> durations.DurationStats | None:
        return await durations.time_to(info.context, self.stored.id, self.scope, kind)
