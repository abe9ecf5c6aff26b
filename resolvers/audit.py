"""The audit log: writing entries in the transactions of changes, and reading it."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.audit import AuditAction, AuditEntry
from core.list_bounds import MOST_CHOICES, check_length
from core.pages import ListOrder, Page, PageRequest
from db.audit import StoredAuditEvent, add_audit_event, fetch_audit_count, fetch_audit_events, fetch_audit_page
from db.pool import Connection
from resolvers.context import Context
from resolvers.pages import Listing

_NEWEST_FIRST = ListOrder("audit log", is_descending=True)


async def record(
    ctx: Context, connection: Connection, action: AuditAction, detail: Mapping[str, Any], people: int | None = None
) -> None:
    """Write an entry about a change of this request. `connection` is in the transaction that makes the change."""
    entry = AuditEntry(action, detail, ctx.viewer.token_name, ctx.caller, people)
    await add_audit_event(connection, ctx.workspace_id, entry)


async def audit_event_by_id(ctx: Context, event_id: int) -> StoredAuditEvent | None:
    # Entries do not change the version of the data: a download would make all cached responses stale.
    ctx.traits.is_uncacheable = True
    return await ctx.loaders.load(fetch_audit_events, event_id)


def audit_log(ctx: Context, actions: Sequence[AuditAction] | None, requested: PageRequest) -> Listing:
    """A page of the entries with some of the actions (None: all), the newest first.

    Raises Invalid for a bad cursor, and LimitExceeded for too many actions.
    """
    check_length(actions or (), MOST_CHOICES, "action")
    ctx.traits.is_uncacheable = True
    wanted = tuple(action for action in AuditAction if actions is None or action in actions)

    async def count() -> int:
        return await ctx.loaders.load(fetch_audit_count, ctx.workspace_id, wanted) or 0

    page = Page.of(requested, _NEWEST_FIRST)
    return Listing(ctx, page, fetch_audit_page, ctx.workspace_id, (wanted,), count)
