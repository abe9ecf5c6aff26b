"""Entries, and the people behind each outcome."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import schema.series  # the module, not its names: the types know each other
import schema.visits
from core.concurrency import together
from core.figures import OutcomeKind
from core.ids import global_id
from core.pages import Key
from db.entries import StoredEntry
from resolvers import entries, series, visits
from resolvers.context import Context
from resolvers.pages import Listing
from schema.connections import Connection, Edge, PageOf
from schema.info import Info
from schema.nodes import Node
from schema.people import Person, person

if TYPE_CHECKING:
    from schema.series import Series
    from schema.visits import PersonVisit


@strawberry.type(description="One pass of one person through one series. What happened after `asOf` is not shown.")
class Entry(Node):
    """As it is known at an instant: that of the scope it was found by, otherwise now."""

    stored: strawberry.Private[StoredEntry]
    as_of: strawberry.Private[datetime]
    key: str = strawberry.field(description="The caller's own name of it, unique in the series.")
    company_id: str | None = strawberry.field(description="The company for which the person is in the series.")
    number: int = strawberry.field(
        description="1 for the person's first pass through the series, 2 for the second, ..."
    )
    started_at: datetime | None = strawberry.field(description="When it began; null until its start is known.")
    finished_at: datetime | None = strawberry.field(description="When it reached the end of the series; else null.")
    disengaged_at: datetime | None = strawberry.field(description="When they stopped responding; else null.")
    disengage_reason: str | None = strawberry.field(description="Why they stopped responding, where it was said.")
    exited_at: datetime | None = strawberry.field(description="When they met an exit rule; else null.")
    goal_hit_at: datetime | None = strawberry.field(description="When they reached the goal; else null.")

    @classmethod
    def of(cls, stored: StoredEntry, as_of: datetime) -> "Entry":
        """The entry as clients see it."""
        return cls(
            id=strawberry.ID(global_id("Entry", stored.id)),
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

    @strawberry.field(description="Whose it is.")
    async def person(self, info: Info) -> Person:
        """Always there."""
        return await self.person_in(info.context)

    @strawberry.field(description="The series that it is a pass through.")
    async def series(self, info: Info) -> Annotated["Series", strawberry.lazy("schema.series")]:
        """Always there."""
        stored = await series.series_by_id(info.context, self.stored.series_id)
        assert stored is not None  # noqa: S101 - series are never deleted
        return schema.series.Series.of(stored)

    @strawberry.field(description="What it has come to, in the order of the headline figures.")
    async def outcomes(self) -> list[OutcomeKind]:
        """Not exclusive."""
        return entries.outcomes_of(self.stored)

    @strawberry.field(description="The blocks that it has reached, in that order; at most one visit of each.")
    async def visits(self, info: Info) -> list[Annotated["PersonVisit", strawberry.lazy("schema.visits")]]:
        """Of several reached at one instant: in the order of the definition."""
        found = await visits.visits_of(info.context, self.stored.id, self.as_of)
        return [schema.visits.PersonVisit.of(visit, self.as_of) for visit in found]

    async def person_in(self, ctx: Context) -> Person:
        """Whose it is."""
        return await person(ctx, self.stored.person_id)


@strawberry.type(description="A page of entries, the latest started first.")
class EntryConnection(Connection[Entry]):
    """Of a series or of a person."""

    @classmethod
    def of(cls, ctx: Context, listing: Listing, as_of: datetime) -> "EntryConnection":
        """The page as clients see it."""

        async def node_at(key: Key) -> Entry:
            return await entry(ctx, key.id, as_of)

        return cls(listing=listing, node_at=node_at)


@strawberry.type(description="A person with an outcome, in their place in the list.")
class PersonOutcomeEdge(Edge[Person]):
    """In unit PEOPLE it is the first entry of theirs with the outcome."""

    at: datetime | None = strawberry.field(description="When the outcome happened; for IN_PROGRESS, the start.")
    entry: Entry = strawberry.field(description="The pass that the outcome is of.")


@strawberry.type(
    description="A page of the people behind a figure, the latest outcome first. In unit ENTRIES somebody with several "
    "such entries is there once for each."
)
class PersonOutcomeConnection(PageOf[Person]):
    """`totalCount` is the figure."""

    as_of: strawberry.Private[datetime]

    @classmethod
    def of(cls, ctx: Context, listing: Listing, as_of: datetime) -> "PersonOutcomeConnection":
        """The page as clients see it."""

        async def node_at(key: Key) -> Person:
            return await (await entry(ctx, key.id, as_of)).person_in(ctx)

        return cls(listing=listing, node_at=node_at, as_of=as_of)

    @strawberry.field(description="What is on the page, each with its cursor.")
    async def edges(self, info: Info) -> list[PersonOutcomeEdge]:
        """In the order of the list."""
        return await together([self._edge(info.context, key) for key in await self.listing.keys()])

    async def _edge(self, ctx: Context, key: Key) -> PersonOutcomeEdge:
        found = await entry(ctx, key.id, self.as_of)
        node = await found.person_in(ctx)
        return PersonOutcomeEdge(cursor=self.listing.page.cursor(key), node=node, at=key.at, entry=found)


async def entry(ctx: Context, entry_id: int, as_of: datetime) -> Entry:
    """An entry that is known to exist, as of an instant."""
    return Entry.of(await entries.entry(ctx, entry_id, as_of), as_of)
