"""The root types of the schema: Query and Mutation."""

from typing import Annotated

import strawberry

from core.definitions import SeriesStatus
from core.ids import number_of
from core.input_paths import under
from core.list_bounds import MOST_CHOICES, MOST_NODES
from core.pages import MOST, PageRequest
from core.viewer import Scope
from resolvers import audit as audit_lists
from resolvers import bulk_action_lists as action_lists
from resolvers import nodes, people, series, series_lists, tags, workspaces
from resolvers import tokens as token_lists
from schema import (
    attributes,
    audit,
    bulk_action_lists,
    bulk_actions,
    definitions,
    export_requests,
    exports,
    messages,
    recording,
    tokens,
    upserts,
)
from schema.connections import After, Before, First, Last
from schema.cost.declared import COUNT, RENDERED, SAMPLE, sized, sized_by, sized_by_first, weighs
from schema.info import Info
from schema.list_bounds import at_most
from schema.node_types import node_of
from schema.nodes import Node
from schema.people import Person, PersonConnection
from schema.people_filters import FilterArgument, people_of
from schema.permissions import field
from schema.person_orders import PersonOrder, PersonOrderArgument
from schema.series import Series, SeriesConnection
from schema.tags import Tag
from schema.workspaces import Workspace, update_workspace

_ObjectId = Annotated[strawberry.ID, strawberry.argument(description="The id of the object.")]


@strawberry.type(description="The workspace and scopes of the token that sent the request.")
class Viewer:
    scopes: list[Scope] = strawberry.field(description="The scopes of the token.")

    @strawberry.field(description="The workspace that the token belongs to.")
    async def workspace(self, info: Info) -> Workspace:
        return Workspace.of(await workspaces.workspace(info.context))


@strawberry.type(description="All queries. All fields of a request read the same snapshot of the database.")
class Query:
    @strawberry.field(description="The workspace and scopes of the token. Needs no scope.")
    async def viewer(self, info: Info) -> Viewer:
        held = info.context.viewer.scopes
        return Viewer(scopes=[scope for scope in Scope if scope in held])

    @field(
        needs=Scope.READ,
        description="An object by its id; null if there is none. Figures, and entries and visits as of an instant, are "
        "read in the scope of the id.",
        metadata=weighs(COUNT),
    )
    async def node(self, info: Info, id: _ObjectId) -> Node | None:  # noqa: A002 - the contract's word
        with under("id"):
            return node_of(await nodes.node(info.context, id))

    @field(
        needs=Scope.READ,
        description="Objects by their ids, in the requested order; null for an unknown id.",
        metadata=sized_by("ids", most=MOST_NODES, each=COUNT),
    )
    async def nodes(
        self,
        info: Info,
        ids: Annotated[
            list[strawberry.ID],
            strawberry.argument(description="At most 200 ids, of any types.", metadata=at_most(MOST_NODES)),
        ],
    ) -> list[Node | None]:
        return [node_of(found) for found in await nodes.nodes(info.context, ids)]

    @field(needs=Scope.READ, description="A series by its id or by its key: give exactly one. Null if there is none.")
    async def series(
        self,
        info: Info,
        id: Annotated[strawberry.ID | None, strawberry.argument(description="The id of the series.")] = None,  # noqa: A002 - the contract's word
        key: Annotated[str | None, strawberry.argument(description="The caller's own key of the series.")] = None,
    ) -> Series | None:
        with under("id"):
            series_id = None if id is None else number_of(id, "Series")
        stored = await series.series_by(info.context, id=series_id, key=key)
        return Series.of(stored) if stored else None

    @field(
        needs=Scope.READ, description="All series, drafts and archived ones included, in the order of their creation."
    )
    async def all_series(
        self,
        info: Info,
        *,
        status: Annotated[
            list[SeriesStatus] | None,
            strawberry.argument(
                description="Only series of one of these statuses; at most 50.", metadata=at_most(MOST_CHOICES)
            ),
        ] = None,
        search: Annotated[
            str | None,
            strawberry.argument(
                description="Only series whose key or name contains this text, in upper or lower case."
            ),
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> SeriesConnection:
        page = PageRequest.of(first, after, last, before)
        return SeriesConnection.of(info.context, series_lists.all_series(info.context, status, search, page))

    @field(
        needs=Scope.READ,
        description="A person by their id or by their external id: give exactly one. Null if there is none.",
    )
    async def person(
        self,
        info: Info,
        id: Annotated[strawberry.ID | None, strawberry.argument(description="The id of the person.")] = None,  # noqa: A002 - the contract's word
        external_id: Annotated[
            str | None, strawberry.argument(description="The caller's own id of the person.")
        ] = None,
    ) -> Person | None:
        with under("id"):
            person_id = None if id is None else number_of(id, "Person")
        stored = await people.person_by(info.context, id=person_id, external_id=external_id)
        return Person.of(stored) if stored else None

    @field(needs=Scope.READ, description="The people who match a filter as of now.")
    async def people(
        self,
        info: Info,
        *,
        filter: FilterArgument = None,  # noqa: A002 - the contract's word
        order_by: PersonOrderArgument = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> PersonConnection:
        ctx = info.context
        scope = ctx.current.narrowed(await people_of(ctx, filter, "filter"))
        order = (order_by or PersonOrder()).to_core()
        listing = people.people(ctx, scope, order, PageRequest.of(first, after, last, before))
        return PersonConnection.of(ctx, listing, scope.selection())

    @field(needs=Scope.READ, description="The tags, ordered by name; at most 1,000.", metadata=sized(1_000))
    async def tags(
        self,
        info: Info,
        search: Annotated[
            str | None,
            strawberry.argument(description="Only tags whose name contains this text, in upper or lower case."),
        ] = None,
    ) -> list[Tag]:
        return [Tag.of(tag) for tag in await tags.tags(info.context, search)]

    @field(
        needs=Scope.READ,
        description="The attributes that people have, the most frequent first, for building filters. Found in all "
        "people with attributes if these are at most 10,000, otherwise in a random sample of 10,000 of them: then the "
        "numbers are estimates, and an attribute that fewer than one in some thousands has can be missing.",
        metadata=sized_by_first(attributes.USUAL, MOST, SAMPLE),
    )
    async def attributes(
        self, info: Info, search: attributes.Search = None, first: attributes.FirstAttributes = attributes.USUAL
    ) -> list[attributes.Attribute]:
        return await attributes.attributes(info.context, search, first)

    @field(
        needs=Scope.READ,
        description="A message as a person would receive it from `messagePeople`, with their own values. Nothing is "
        "sent. Null if there is no such person.",
        metadata=weighs(RENDERED),
    )
    async def message_preview(self, info: Info, input: messages.PreviewArgument) -> messages.MessagePreview | None:  # noqa: A002 - the contract's word
        return await messages.message_preview(info.context, input)

    @field(needs=Scope.READ, description="A bulk action by its id, with its progress. Null if there is none.")
    async def bulk_action(self, info: Info, id: bulk_actions.BulkActionId) -> bulk_actions.BulkAction | None:  # noqa: A002 - the contract's word
        with under("id"):
            return await bulk_actions.bulk_action(info.context, number_of(id, "BulkAction"))

    @field(needs=Scope.READ, description="The bulk actions, the newest first, those that undo others included.")
    async def bulk_actions(
        self,
        info: Info,
        *,
        kind: bulk_action_lists.Kind = None,
        status: bulk_action_lists.Statuses = None,
        first: First = None,
        after: After = None,
    ) -> bulk_action_lists.BulkActionConnection:
        ctx = info.context
        listing = action_lists.bulk_actions(ctx, kind, status, PageRequest.of(first, after))
        return bulk_action_lists.BulkActionConnection.of(ctx, listing)

    @field(needs=Scope.READ, description="An export by its id, with its progress. Null if there is none.")
    async def export(self, info: Info, id: exports.ExportId) -> exports.Export | None:  # noqa: A002 - the contract's word
        with under("id"):
            return await exports.export(info.context, number_of(id, "Export"))

    @field(needs=Scope.ADMIN, description="The tokens of the workspace, the newest first, without their secrets.")
    async def tokens(self, info: Info, first: First = None, after: After = None) -> tokens.TokenConnection:
        ctx = info.context
        return tokens.TokenConnection.of(ctx, token_lists.tokens(ctx, PageRequest.of(first, after)))

    @field(
        needs=Scope.ADMIN,
        description="The audit log: who changed or downloaded something, the newest first. Kept for 400 days by "
        "default. Recorded events, changes of people, and refused requests are not in it.",
    )
    async def audit_log(
        self, info: Info, *, action: audit.Actions = None, first: First = None, after: After = None
    ) -> audit.AuditEventConnection:
        ctx = info.context
        listing = audit_lists.audit_log(ctx, action, PageRequest.of(first, after))
        return audit.AuditEventConnection.of(ctx, listing)


@strawberry.type(
    description="All mutations. Those of one request run one after another. Errors in the input are in `userErrors`. A "
    "mutation that selects a field whose scope the token lacks is refused before anything is changed."
)
class Mutation:
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
    create_token = tokens.create_token
    revoke_token = tokens.revoke_token
    update_workspace = update_workspace
