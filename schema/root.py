"""The roots of the schema: what can be asked and done."""

from typing import Annotated

import strawberry

from core.definitions import SeriesStatus
from core.ids import global_id, number_of
from core.input_paths import under
from core.pages import PageRequest
from core.viewer import Scope
from resolvers import nodes, people, series, series_lists, tags, workspaces
from schema import bulk_actions, definitions, export_requests, exports, messages, recording, upserts
from schema.connections import After, Before, First, Last
from schema.info import Info
from schema.node_types import node_of
from schema.nodes import Node
from schema.people import Person, PersonConnection
from schema.people_filters import FilterArgument, people_of
from schema.permissions import field
from schema.scalars import TimeZone
from schema.series import Series, SeriesConnection
from schema.tags import Tag

_ID = strawberry.argument(description="Its id.")


@strawberry.type(description="A separate world of series and people; a token belongs to one.")
class Workspace:
    """Nothing is shared between workspaces."""

    id: strawberry.ID = strawberry.field(description="Opaque.")
    name: str = strawberry.field(description="Unique on this server.")
    time_zone: TimeZone = strawberry.field(description="Where its people look at clocks.")


@strawberry.type(description="Who is asking.")
class Viewer:
    """The holder of the token."""

    scopes: list[Scope] = strawberry.field(description="What the token may do.")

    @strawberry.field(description="The workspace that the token belongs to.")
    async def workspace(self, info: Info) -> Workspace:
        """Always there."""
        found = await workspaces.workspace(info.context)
        return Workspace(
            id=strawberry.ID(global_id("Workspace", found.id)), name=found.name, time_zone=TimeZone(found.time_zone)
        )


@strawberry.type(description="Everything that can be asked.")
class Query:
    """All fields of a request see the database as it was at one moment."""

    @strawberry.field(description="Who is asking. Any token may ask this.")
    async def viewer(self, info: Info) -> Viewer:
        """Needs no scope."""
        held = info.context.viewer.scopes
        return Viewer(scopes=[scope for scope in Scope if scope in held])

    @field(needs=Scope.READ, description="Anything by its id; null where there is nothing of that id.")
    async def node(self, info: Info, id: Annotated[strawberry.ID, _ID]) -> Node | None:  # noqa: A002 - the contract's word
        """The type is in the id."""
        return node_of(await nodes.node(info.context, id), info.context.now)

    @field(
        needs=Scope.READ, description="Things by their ids, in the order asked; null where there is nothing of an id."
    )
    async def nodes(
        self,
        info: Info,
        ids: Annotated[list[strawberry.ID], strawberry.argument(description="At most 200 ids, of any types.")],
    ) -> list[Node | None]:
        """The same as `node` for each."""
        return [node_of(found, info.context.now) for found in await nodes.nodes(info.context, ids)]

    @field(
        needs=Scope.READ, description="A series by its id or by its key: give one of the two. Null where there is none."
    )
    async def series(
        self,
        info: Info,
        id: Annotated[strawberry.ID | None, _ID] = None,  # noqa: A002 - the contract's word
        key: Annotated[str | None, strawberry.argument(description="The caller's own key.")] = None,
    ) -> Series | None:
        """Exactly one of the two must be given."""
        ctx = info.context
        stored = await series.series_by(ctx, id=None if id is None else number_of(id, "Series"), key=key)
        return Series.of(stored) if stored else None

    @field(needs=Scope.READ, description="All series, in the order they were made: stable while more are made.")
    async def all_series(
        self,
        info: Info,
        *,
        status: Annotated[
            list[SeriesStatus] | None, strawberry.argument(description="Only series of one of these statuses.")
        ] = None,
        search: Annotated[
            str | None,
            strawberry.argument(description="Only series whose key or name contains this, in upper or lower case."),
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> SeriesConnection:
        """Drafts and archived ones included."""
        asked = PageRequest.of(first, after, last, before)
        return SeriesConnection.of(info.context, series_lists.all_series(info.context, status, search, asked))

    @field(
        needs=Scope.READ,
        description="A person by their id or external id: give one of the two. Null where there is none.",
    )
    async def person(
        self,
        info: Info,
        id: Annotated[strawberry.ID | None, _ID] = None,  # noqa: A002 - the contract's word
        external_id: Annotated[str | None, strawberry.argument(description="The caller's own id.")] = None,
    ) -> Person | None:
        """Exactly one of the two must be given."""
        ctx = info.context
        with under("id"):
            person_id = None if id is None else number_of(id, "Person")
        stored = await people.person_by(ctx, id=person_id, external_id=external_id)
        return Person.of(stored) if stored else None

    @field(needs=Scope.READ, description="The people whom a filter selects, as of now, in the order they were made.")
    async def people(
        self,
        info: Info,
        *,
        filter: FilterArgument = None,  # noqa: A002 - the contract's word
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> PersonConnection:
        """Everybody, where no filter is given."""
        ctx = info.context
        scope = ctx.current.narrowed(await people_of(ctx, filter, "filter"))
        return PersonConnection.of(ctx, people.people(ctx, scope, PageRequest.of(first, after, last, before)))

    @field(needs=Scope.READ, description="Tags, by name: the first 1,000.")
    async def tags(
        self,
        info: Info,
        search: Annotated[
            str | None,
            strawberry.argument(description="Only tags whose names contain this, in upper or lower case."),
        ] = None,
    ) -> list[Tag]:
        """All of them, where nothing is searched for."""
        return [Tag.of(tag) for tag in await tags.tags(info.context, search)]

    @field(needs=Scope.READ, description="A bulk action by its id, to watch how far it is; null where there is none.")
    async def bulk_action(self, info: Info, id: Annotated[strawberry.ID, _ID]) -> bulk_actions.BulkAction | None:  # noqa: A002 - the contract's word
        """Ask again until it is over."""
        return await bulk_actions.bulk_action(info.context, number_of(id, "BulkAction"))

    @field(needs=Scope.READ, description="An export by its id, to watch how far it is; null where there is none.")
    async def export(self, info: Info, id: Annotated[strawberry.ID, _ID]) -> exports.Export | None:  # noqa: A002 - the contract's word
        """Ask again until it is over."""
        return await exports.export(info.context, number_of(id, "Export"))


@strawberry.type(
    description="Everything that can be done. Refusals are in `userErrors`, and change nothing. A document "
    "with a field whose scope the token lacks is refused as a whole, before anything is done."
)
class Mutation:
    """Mutations of one request are carried out one after another."""

    define_series = definitions.define_series
    upsert_people = upserts.upsert_people
    record_events = recording.record_events
    tag_people = bulk_actions.tag_people
    untag_people = bulk_actions.untag_people
    message_people = messages.message_people
    cancel_bulk_action = bulk_actions.cancel_bulk_action
    undo_bulk_action = bulk_actions.undo_bulk_action
    request_export = export_requests.request_export
    cancel_export = export_requests.cancel_export
