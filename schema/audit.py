"""The audit log: its entries and pages."""

from datetime import datetime
from typing import Annotated

import strawberry

from core.audit import AuditAction
from core.ids import global_id
from core.list_bounds import MOST_CHOICES
from core.pages import Key
from db.audit import StoredAuditEvent
from resolvers import audit
from resolvers.context import Context
from resolvers.pages import Listing
from schema.connections import Connection
from schema.enums import described
from schema.list_bounds import at_most
from schema.nodes import Node
from schema.scalars import JSON

described(
    AuditAction,
    "What an entry of the audit log is about.",
    TAG="A request to tag people.",
    UNTAG="A request to untag people.",
    MESSAGE="A request to send people a message.",
    UNDO="A request to undo a bulk action.",
    CANCEL="A bulk action or an export was canceled.",
    EXPORT="A request for an export.",
    DOWNLOAD="An archive of an export, or a part of it, was downloaded.",
    TOKEN="A token was created, rotated or revoked.",  # noqa: S106 - the name of an action
    WORKSPACE="A workspace was created or changed.",
    SERIES="A series was created or changed.",
)


@strawberry.type(
    description="An entry of the audit log. It is committed together with the change, so there is one entry for each "
    "change, and none for a request that was refused, failed or repeated without effect. As a `Node`: Needs the scope "
    "ADMIN."
)
class AuditEvent(Node):
    at: datetime = strawberry.field(description="When it happened.")
    action: AuditAction = strawberry.field(description="What was done.")
    token: str | None = strawberry.field(
        description="The name of the token that was used, `bootstrap`, or `command line` for a command of the "
        "operator. Null for a download, because download links work without a token."
    )
    request_id: str | None = strawberry.field(
        description="The id of the request, as in its response header `X-Request-Id`; null for a command."
    )
    address: str | None = strawberry.field(description="The network address of the client; null for a command.")
    people: int | None = strawberry.field(
        description="Number of selected people; null unless the action is TAG, UNTAG, MESSAGE or UNDO."
    )
    detail: JSON = strawberry.field(
        description="A JSON object with what was acted on, such as its id, filter, tag or subject. Search texts and "
        "attribute values of filters are left out, and of ids only the first 100 are kept."
    )

    @classmethod
    def of(cls, stored: StoredAuditEvent) -> "AuditEvent":
        return cls(
            id=strawberry.ID(global_id("AuditEvent", stored.id)),
            at=stored.at,
            action=stored.action,
            token=stored.token,
            request_id=stored.request_id,
            address=stored.address,
            people=stored.people,
            detail=JSON(stored.detail),
        )


@strawberry.type(description="A page of the audit log, the newest first.")
class AuditEventConnection(Connection[AuditEvent]):
    @classmethod
    def of(cls, ctx: Context, listing: Listing) -> "AuditEventConnection":

        async def node_at(key: Key) -> AuditEvent:
            stored = await audit.audit_event_by_id(ctx, key.id)
            assert stored is not None  # noqa: S101 - it is on the page
            return AuditEvent.of(stored)

        return cls(listing=listing, node_at=node_at)


Actions = Annotated[
    list[AuditAction] | None,
    strawberry.argument(
        description="Only entries with one of these actions; at most 50. Default: all.", metadata=at_most(MOST_CHOICES)
    ),
]
