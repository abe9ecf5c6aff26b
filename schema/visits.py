"""Visits: one entry at one block."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import schema.blocks  # the module, not its names: the types know each other
import schema.series
from core.figures import EngagementKind, VisitState
from core.ids import global_id
from core.pages import Key
from core.stats_scope import StatsScope
from core.visit_orders import OrderDirection, VisitOrderField
from core.visit_orders import VisitOrder as CoreVisitOrder
from db.visits import StoredVisit, VisitKey, VisitSelection
from resolvers import series, visits
from resolvers.context import Context
from resolvers.pages import Listing
from schema.connections import Connection
from schema.entries import Entry, entry
from schema.info import Info
from schema.nodes import Node
from schema.people import Person, person
from schema.scalars import JSON

if TYPE_CHECKING:
    from schema.blocks import Block
    from schema.series import Path


@strawberry.input(description="In which order visits are listed. Ties: by entry, in the same direction.")
class VisitOrder:
    """Visits without the instant come last in either direction."""

    field: VisitOrderField = strawberry.field(
        default=VisitOrderField.REACHED_AT, description="By which instant. Visits without it come last."
    )
    direction: OrderDirection = strawberry.field(default=OrderDirection.DESC, description="Which end comes first.")

    def to_core(self) -> CoreVisitOrder:
        """The order."""
        return CoreVisitOrder(self.field, self.direction)


def visits_selected(
    scope: StatsScope, states: Sequence[VisitState] | None, matched: bool | None, order: VisitOrder | None
) -> VisitSelection:
    """Which visits, and in which order."""
    return VisitSelection(
        scope=scope,
        states=None if states is None else tuple(sorted({*states})),
        matched=matched,
        order=order.to_core() if order else CoreVisitOrder(),
    )


@strawberry.type(description="One event of engagement at a block.")
class EngagementEvent:
    """As it was reported."""

    kind: EngagementKind = strawberry.field(description="What was done.")
    at: datetime = strawberry.field(description="When it was done.")
    url: str | None = strawberry.field(description="What was clicked, where it was said.")
    detail: JSON | None = strawberry.field(description="Anything else that was reported of it.")


@strawberry.type(description="One entry at one block: where it stands there. What happened after `asOf` is not shown.")
class PersonVisit(Node):
    """As it is known at an instant: that of the scope it was found by, otherwise now."""

    stored: strawberry.Private[StoredVisit]
    as_of: strawberry.Private[datetime]
    state: VisitState = strawberry.field(description="Where they stand.")
    reached_at: datetime | None = strawberry.field(description="When they reached the block; never null.")
    waits_until: datetime | None = strawberry.field(
        description="How long they will be held there; null where no time was given. Shown even if after `asOf`."
    )
    left_at: datetime | None = strawberry.field(description="When they moved on; null: not yet, or ended here.")
    matched: bool | None = strawberry.field(
        description="Whether they matched; null: not decided yet, or not that kind of block."
    )

    @classmethod
    def of(cls, stored: StoredVisit, as_of: datetime) -> "PersonVisit":
        """The visit as clients see it."""
        return cls(
            id=strawberry.ID(global_id("PersonVisit", stored.entry_id, stored.block_id)),
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
        """Entry and block."""
        return self.stored.entry_id, self.stored.block_id

    @strawberry.field(description="Who is there.")
    async def person(self, info: Info) -> Person:
        """Always there."""
        return await person(info.context, self.stored.person_id)

    @strawberry.field(description="The pass that the visit is part of.")
    async def entry(self, info: Info) -> Entry:
        """Always there."""
        return await entry(info.context, self.stored.entry_id, self.as_of)

    @strawberry.field(description="Where they are.")
    async def block(self, info: Info) -> Annotated["Block", strawberry.lazy("schema.blocks")]:
        """Always there."""
        stored = await series.block_by_id(info.context, self.stored.block_id)
        assert stored is not None  # noqa: S101 - blocks are removed by a mark, never deleted
        return schema.blocks.Block.of(stored)

    @strawberry.field(
        description="The path along which they left; null where they have not, or along none of the current paths. Of "
        "several that fit, the one to the block that they reached first from then on."
    )
    async def left_along(self, info: Info) -> Annotated["Path", strawberry.lazy("schema.series")] | None:
        """By the condition that was reported."""
        stored = await visits.path_taken(info.context, self.key, self.as_of)
        return schema.series.Path.of(stored) if stored else None

    @strawberry.field(description="What they did with what the block delivered, in that order; the first 1,000 events.")
    async def engagement(self, info: Info) -> list[EngagementEvent]:
        """Event by event."""
        found = await visits.engagement(info.context, self.key, self.as_of)
        return [EngagementEvent(kind=event.kind, at=event.at, url=event.url, detail=event.detail) for event in found]


@strawberry.type(description="A page of the visits of a block.")
class PersonVisitConnection(Connection[PersonVisit]):
    """`totalCount` is the figure."""

    @classmethod
    def of(cls, ctx: Context, listing: Listing, as_of: datetime) -> "PersonVisitConnection":
        """The page as clients see it."""

        async def node_at(key: Key) -> PersonVisit:
            stored = await visits.visit(ctx, (key.id, listing.owner), as_of)
            assert stored is not None  # noqa: S101 - it is on the page
            return PersonVisit.of(stored, as_of)

        return cls(listing=listing, node_at=node_at)
