"""Entries, and the people behind each outcome."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import schema.blocks  # the modules, not their names: the types know each other
import schema.series
import schema.visits
from core.concurrency import together
from core.figures import OutcomeKind
from core.pages import Key
from core.people_filters import Selection
from core.scoped_ids import instant_text, scoped_id
from core.stats_scope import AsOf
from db.entries import StoredEntry
from resolvers import entries, series, visits
from resolvers.context import Context
from resolvers.pages import Listing
from schema.connections import Connection, Edge, PageOf
from schema.cost.declared import sized
from schema.info import Info
from schema.nodes import Node
from schema.people import Person, person
from schema.selections import selection_field

if TYPE_CHECKING:
    from schema.blocks import Block
    from schema.series import Series
    from schema.visits import PersonVisit


@strawberry.type(
    description="One pass of one person through one series. Facts later than `asOf` are left out: that of the scope by "
    "which the entry was found, otherwise now. An explicit `asOf` is part of the id."
)
class Entry(Node):
    stored: strawberry.Private[StoredEntry]
    as_of: strawberry.Private[AsOf]
    key: str = strawberry.field(description="The caller's own key of the entry, unique in the series.")
    company_id: str | None = strawberry.field(
        description="The caller's own id of the company for which the person is in the series; null if not reported."
    )
    number: int = strawberry.field(
        description="1 for the person's first pass through the series, 2 for the second, ..."
    )
    started_at: datetime | None = strawberry.field(description="When it started; null until the start is known.")
    finished_at: datetime | None = strawberry.field(
        description="When it reached the end of the series; null if it has not."
    )
    disengaged_at: datetime | None = strawberry.field(
        description="When the person stopped responding; null if they have not."
    )
    disengage_reason: str | None = strawberry.field(
        description="The reported reason why the person stopped responding; null if there is none."
    )
    exited_at: datetime | None = strawberry.field(
        description="When the person met an exit rule; null if they have not."
    )
    goal_hit_at: datetime | None = strawberry.field(
        description="When the person reached the goal; null if they have not."
    )

    @classmethod
    def of(cls, stored: StoredEntry, as_of: AsOf) -> "Entry":
        return cls(
            id=strawberry.ID(scoped_id("Entry", stored.id, scope=instant_text(as_of))),
            stored=stored,
            as_of=as_of,
            key=stored.key,
            company_id=stored.company,
            number=stored.number,
            started_at=stored.started_at,
            finished_at=stored.finished_at,
            disengaged_at=stored.disengaged_at,
            disengage_reason=stored.disengage_reason,
            exited_at=stored.exited_at,
            goal_hit_at=stored.goal_hit_at,
        )

    @strawberry.field(description="The person who passes through the series.")
    async def person(self, info: Info) -> Person:
        return await self.person_in(info.context)

    @strawberry.field(description="The series that the person passes through.")
    async def series(self, info: Info) -> Annotated["Series", strawberry.lazy("schema.series")]:
        stored = await series.series_by_id(info.context, self.stored.series_id)
        assert stored is not None  # noqa: S101 - series are never deleted
        return schema.series.Series.of(stored)

    @strawberry.field(
        description="The outcomes that the entry has, in the order of the headline figures.",
        metadata=sized(len(OutcomeKind)),
    )
    async def outcomes(self) -> list[OutcomeKind]:
        return entries.outcomes_of(self.stored)

    @strawberry.field(
        description="The visits of the entry, at most one for each block, in the order in which the blocks were "
        "reached. Ties are in the order of the definition.",
        metadata=sized(10),
    )
    async def visits(self, info: Info) -> list[Annotated["PersonVisit", strawberry.lazy("schema.visits")]]:
        found = await visits.visits_of(info.context, self.stored.id, self.as_of.at)
        return [schema.visits.PersonVisit.of(visit, self.as_of) for visit in found]

    @strawberry.field(
        description="The block that the entry has reached last; null if it has reached none. Of blocks reached at the "
        "same instant, the last one in the definition."
    )
    async def last_block(self, info: Info) -> Annotated["Block", strawberry.lazy("schema.blocks")] | None:
        stored = await entries.last_block(info.context, self.stored.id, self.as_of.at)
        return schema.blocks.Block.of(stored) if stored else None

    async def person_in(self, ctx: Context) -> Person:
        return await person(ctx, self.stored.person_id)


@strawberry.type(description="A page of entries.")
class EntryConnection(Connection[Entry]):
    shown: strawberry.Private[Selection]
    selection: strawberry.ID = selection_field("the people of the list")

    @classmethod
    def of(cls, ctx: Context, listing: Listing, as_of: AsOf, shown: Selection) -> "EntryConnection":

        async def node_at(key: Key) -> Entry:
            return await entry(ctx, key.id, as_of)

        return cls(listing=listing, node_at=node_at, shown=shown)


@strawberry.type(description="A person with an outcome, with the cursor of the row.")
class PersonOutcomeEdge(Edge[Person]):
    at: datetime | None = strawberry.field(
        description="When the outcome happened; for IN_PROGRESS the start of the entry."
    )
    entry: Entry = strawberry.field(
        description="The entry with the outcome. In unit PEOPLE it is the person's first such entry."
    )


@strawberry.type(
    description="A page of the people behind a figure. In unit ENTRIES a person is listed "
    "once for each of their entries with the outcome."
)
class PersonOutcomeConnection(PageOf[Person]):
    as_of: strawberry.Private[AsOf]
    shown: strawberry.Private[Selection]
    selection: strawberry.ID = selection_field("the people of the list")

    @classmethod
    def of(cls, ctx: Context, listing: Listing, as_of: AsOf, shown: Selection) -> "PersonOutcomeConnection":

        async def node_at(key: Key) -> Person:
            return await (await entry(ctx, key.id, as_of)).person_in(ctx)

        return cls(listing=listing, node_at=node_at, as_of=as_of, shown=shown)

    @strawberry.field(description="The rows of the page, each with its cursor.")
    async def edges(self, info: Info) -> list[PersonOutcomeEdge]:
        return await together([self._edge(info.context, key) for key in await self.listing.keys()])

    async def _edge(self, ctx: Context, key: Key) -> PersonOutcomeEdge:
        found = await entry(ctx, key.id, self.as_of)
        node = await found.person_in(ctx)
        return PersonOutcomeEdge(cursor=self.listing.page.cursor(key), node=node, at=key.at, entry=found)


async def entry(ctx: Context, entry_id: int, as_of: AsOf) -> Entry:
    """An existing entry, as of an instant."""
    return Entry.of(await entries.entry(ctx, entry_id, as_of.at), as_of)
