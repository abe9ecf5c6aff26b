"""People."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import schema.entries  # the module, not its names: the types know each other
from core.ids import global_id, number_of
from core.input_paths import under
from core.pages import Key, PageRequest
from core.people_filters import Selection
from db.people import StoredPerson
from resolvers import people
from resolvers.context import Context
from resolvers.pages import Listing
from schema.connections import After, Connection, First
from schema.cost.declared import LONG_JSON, sized, weighs
from schema.info import Info
from schema.nodes import Node
from schema.scalars import JSON
from schema.selections import selection_field
from schema.tags import Tag

if TYPE_CHECKING:
    from schema.entries import EntryConnection


@strawberry.type(
    description="A person who can move through series. Created by `upsertPeople` or by the first event of the person."
)
class Person(Node):
    stored: strawberry.Private[StoredPerson]
    external_id: str = strawberry.field(description="The caller's own id, unique in the workspace.")
    email: str | None = strawberry.field(description="The e-mail address; null if none is known.")
    name: str | None = strawberry.field(description="The name; null if none is known.")
    attributes: JSON = strawberry.field(
        description="The attributes of the person, as a JSON object; empty by default.", metadata=weighs(LONG_JSON)
    )
    unsubscribed: bool = strawberry.field(description="Whether the person has unsubscribed from messages.")
    created_at: datetime = strawberry.field(description="When the person was created in Milepost.")

    @classmethod
    def of(cls, stored: StoredPerson) -> "Person":
        return cls(
            id=strawberry.ID(global_id("Person", stored.id)),
            stored=stored,
            external_id=stored.external_id,
            email=stored.email,
            name=stored.name,
            attributes=JSON(stored.attributes),
            unsubscribed=stored.unsubscribed,
            created_at=stored.created_at,
        )

    @strawberry.field(description="All tags of the person, ordered by name.", metadata=sized(5))
    async def tags(self, info: Info) -> list[Tag]:
        return [Tag.of(tag) for tag in await people.tags_of(info.context, self.stored.id)]

    @strawberry.field(
        description="The caller's own ids of the companies for which the person has entries that have started as of "
        "now, in ascending order.",
        metadata=sized(5),
    )
    async def companies(self, info: Info) -> list[str]:
        return await people.companies_of(info.context, self.stored.id)

    @strawberry.field(description="The entries of the person that have started as of now, the latest started first.")
    async def entries(
        self,
        info: Info,
        series: Annotated[
            strawberry.ID | None, strawberry.argument(description="Only entries in the series with this id.")
        ] = None,
        first: First = None,
        after: After = None,
    ) -> Annotated["EntryConnection", strawberry.lazy("schema.entries")]:
        with under("series"):
            series_id = None if series is None else number_of(series, "Series")
        listing = people.entries_of(info.context, self.stored.id, series_id, PageRequest.of(first, after))
        shown = people.selection_of_entries(info.context, self.stored.id, series_id)
        return schema.entries.EntryConnection.of(info.context, listing, info.context.current.instant, shown)


@strawberry.type(description="A page of people.")
class PersonConnection(Connection[Person]):
    shown: strawberry.Private[Selection]
    selection: strawberry.ID = selection_field("the people of the list")

    @classmethod
    def of(cls, ctx: Context, listing: Listing, shown: Selection) -> "PersonConnection":

        async def node_at(key: Key) -> Person:
            return await person(ctx, key.id)

        return cls(listing=listing, node_at=node_at, shown=shown)


async def person(ctx: Context, person_id: int) -> Person:
    """An existing person."""
    stored = await people.person_by_id(ctx, person_id)
    assert stored is not None  # noqa: S101 - people are never deleted
    return Person.of(stored)
