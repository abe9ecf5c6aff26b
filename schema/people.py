"""People."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import schema.entries  # the module, not its names: the types know each other
from core.ids import global_id, number_of
from core.input_paths import under
from core.pages import Key, PageRequest
from db.people import StoredPerson
from resolvers import people
from resolvers.context import Context
from resolvers.pages import Listing
from schema.connections import After, Connection, First
from schema.info import Info
from schema.nodes import Node
from schema.scalars import JSON
from schema.tags import Tag

if TYPE_CHECKING:
    from schema.entries import EntryConnection


@strawberry.type(description="Somebody who moves, or may move, through series.")
class Person(Node):
    """Made by `upsertPeople`, or by the first event that names them."""

    stored: strawberry.Private[StoredPerson]
    external_id: str = strawberry.field(description="The caller's own id, unique in the workspace.")
    email: str | None = strawberry.field(description="Their e-mail address; null where none is known.")
    name: str | None = strawberry.field(description="Their name; null where none is known.")
    attributes: JSON = strawberry.field(description="Whatever else is known, as a JSON object; empty to begin with.")
    created_at: datetime = strawberry.field(description="When they first became known here.")

    @classmethod
    def of(cls, stored: StoredPerson) -> "Person":
        """The person as clients see them."""
        return cls(
            id=strawberry.ID(global_id("Person", stored.id)),
            stored=stored,
            external_id=stored.external_id,
            email=stored.email,
            name=stored.name,
            attributes=JSON(stored.attributes),
            created_at=stored.created_at,
        )

    @strawberry.field(description="Their tags, by name.")
    async def tags(self, info: Info) -> list[Tag]:
        """All of them."""
        return [Tag.of(tag) for tag in await people.tags_of(info.context, self.stored.id)]

    @strawberry.field(description="Their entries that have started as of now, the latest started first.")
    async def entries(
        self,
        info: Info,
        series: Annotated[
            strawberry.ID | None, strawberry.argument(description="Only those in the series with this id.")
        ] = None,
        first: First = None,
        after: After = None,
    ) -> Annotated["EntryConnection", strawberry.lazy("schema.entries")]:
        """Of all series, or of one."""
        with under("series"):
            series_id = None if series is None else number_of(series, "Series")
        listing = people.entries_of(info.context, self.stored.id, series_id, PageRequest.of(first, after))
        return schema.entries.EntryConnection.of(info.context, listing, info.context.now)


@strawberry.type(description="A page of people, in the order they were made.")
class PersonConnection(Connection[Person]):
    """Of one filter."""

    @classmethod
    def of(cls, ctx: Context, listing: Listing) -> "PersonConnection":
        """The page as clients see it."""

        async def node_at(key: Key) -> Person:
            return await person(ctx, key.id)

        return cls(listing=listing, node_at=node_at)


async def person(ctx: Context, person_id: int) -> Person:
    """A person who is known to exist."""
    stored = await people.person_by_id(ctx, person_id)
    assert stored is not None  # noqa: S101 - people are never deleted
    return Person.of(stored)
