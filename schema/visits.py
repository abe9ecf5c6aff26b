"""Visits: one entry at one block."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import schema.blocks  # the module, not its names: the types know each other
import schema.paths
from core.events import PathCondition
from core.figures import EngagementKind, VisitState
from core.list_bounds import MOST_CHOICES, check_length
from core.pages import Key
from core.people_filters import Selection
from core.scoped_ids import instant_text, scoped_id
from core.stats_scope import AsOf, StatsScope
from core.texts import check_text
from core.visit_orders import OrderDirection, VisitOrderField
from core.visit_orders import VisitOrder as CoreVisitOrder
from db.visits import StoredVisit, VisitKey, VisitSelection
from resolvers import series, visits
from resolvers.context import Context
from resolvers.pages import Listing
from schema.connections import Connection
from schema.cost.declared import SHORT_JSON, sized, weighs
from schema.entries import Entry, entry
from schema.info import Info
from schema.nodes import Node
from schema.people import Person, person
from schema.scalars import JSON
from schema.selections import selection_field

if TYPE_CHECKING:
    from schema.blocks import Block
    from schema.paths import Path


@strawberry.input(description="The order of visits. Ties are ordered by entry, in the same direction.")
class VisitOrder:
    field: VisitOrderField = strawberry.field(
        default=VisitOrderField.REACHED_AT,
        description="The instant to order by. Visits without it come last in either direction.",
    )
    direction: OrderDirection = strawberry.field(default=OrderDirection.DESC, description="The direction of the order.")

    def to_core(self) -> CoreVisitOrder:
        return CoreVisitOrder(self.field, self.direction)


def visits_selected(
    scope: StatsScope,
    states: Sequence[VisitState] | None,
    matched: bool | None,
    departure: tuple[PathCondition | None, str | None],
    order: VisitOrder | None,
) -> VisitSelection:
    """The selection of visits, with its order. `departure` is a condition and a variant.

    Raises LimitExceeded for too many states, and Invalid for a variant that no path can have.
    """
    check_length(states or (), MOST_CHOICES, "state")
    left_along, variant = departure
    if variant is not None:
        check_text(variant, "variant")
    return VisitSelection(
        scope=scope,
        states=None if states is None else tuple(sorted({*states})),
        matched=matched,
        order=order.to_core() if order else CoreVisitOrder(),
        left_along=left_along,
        variant=variant,
    )


@strawberry.type(description="One event of engagement at a block.")
class EngagementEvent:
    kind: EngagementKind = strawberry.field(description="The kind of engagement.")
    at: datetime = strawberry.field(description="When it happened.")
    url: str | None = strawberry.field(description="The address that was clicked; null if not reported.")
    detail: JSON | None = strawberry.field(
        description="Any further data that was reported; null if none.", metadata=weighs(SHORT_JSON)
    )


@strawberry.type(
    description="The visit of one entry at one block. Facts later than `asOf` are left out: that of the scope by which "
    "the visit was found, otherwise now. An explicit `asOf` is part of the id."
)
class PersonVisit(Node):
    stored: strawberry.Private[StoredVisit]
    as_of: strawberry.Private[AsOf]
    state: VisitState = strawberry.field(description="The state of the visit.")
    reached_at: datetime | None = strawberry.field(description="When the block was reached; never null.")
    waits_until: datetime | None = strawberry.field(
        description="Until when the person is held at the block; null if not reported. Shown even if later than `asOf`."
    )
    left_at: datetime | None = strawberry.field(
        description="When the person moved on; null if they have not, or if the entry ended here."
    )
    matched: bool | None = strawberry.field(
        description="Whether the person matched; null if undecided, or if this kind of block decides nothing."
    )

    @classmethod
    def of(cls, stored: StoredVisit, as_of: AsOf) -> "PersonVisit":
        return cls(
            id=strawberry.ID(scoped_id("PersonVisit", stored.entry_id, stored.block_id, scope=instant_text(as_of))),
            stored=stored,
            as_of=as_of,
            state=stored.state,
            reached_at=stored.reached_at,
            waits_until=stored.waits_until,
            left_at=stored.left_at,
            matched=stored.matched,
        )

    @property
    def key(self) -> VisitKey:
        return self.stored.entry_id, self.stored.block_id

    @strawberry.field(description="The person at the block.")
    async def person(self, info: Info) -> Person:
        return await person(info.context, self.stored.person_id)

    @strawberry.field(description="The entry that the visit belongs to.")
    async def entry(self, info: Info) -> Entry:
        return await entry(info.context, self.stored.entry_id, self.as_of)

    @strawberry.field(description="The visited block.")
    async def block(self, info: Info) -> Annotated["Block", strawberry.lazy("schema.blocks")]:
        stored = await series.block_by_id(info.context, self.stored.block_id)
        assert stored is not None  # noqa: S101 - blocks are removed by a mark, never deleted
        return schema.blocks.Block.of(stored)

    @strawberry.field(
        description="The path along which the person left, by the reported condition; null if they have not left, or "
        "not along a current path. If several paths match, it is the one to the block reached first afterwards."
    )
    async def left_along(self, info: Info) -> Annotated["Path", strawberry.lazy("schema.paths")] | None:
        stored = await visits.path_taken(info.context, self.key, self.as_of.at)
        return schema.paths.Path.of(stored) if stored else None

    @strawberry.field(
        description="The engagement with the block's content in order of time; the first 1,000 events.",
        metadata=sized(5),
    )
    async def engagement(self, info: Info) -> list[EngagementEvent]:
        found = await visits.engagement(info.context, self.key, self.as_of.at)
        return [EngagementEvent(kind=event.kind, at=event.at, url=event.url, detail=event.detail) for event in found]


@strawberry.type(description="A page of the visits of a block. `totalCount` is the figure.")
class PersonVisitConnection(Connection[PersonVisit]):
    shown: strawberry.Private[Selection]
    selection: strawberry.ID = selection_field("the people of the list")

    @classmethod
    def of(cls, ctx: Context, listing: Listing, as_of: AsOf, shown: Selection) -> "PersonVisitConnection":

        async def node_at(key: Key) -> PersonVisit:
            stored = await visits.visit(ctx, (key.id, listing.owner), as_of.at)
            assert stored is not None  # noqa: S101 - it is on the page
            return PersonVisit.of(stored, as_of)

        return cls(listing=listing, node_at=node_at, shown=shown)
