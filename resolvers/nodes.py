"""Objects of any type by their ids."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from core.concurrency import together
from core.errors import Forbidden, Invalid
from core.ids import parse_id
from core.input_paths import under
from core.list_bounds import MOST_NODES, check_length
from core.texts import with_article
from core.viewer import Scope
from db.audit import StoredAuditEvent
from db.bulk_actions import StoredBulkAction, fetch_bulk_actions
from db.exports import StoredExport, fetch_exports
from db.people import StoredPerson, fetch_people
from db.series import StoredBlock, StoredSeries, fetch_blocks, fetch_series
from db.tags import StoredTag, fetch_tags
from db.tokens import StoredToken
from resolvers.audit import audit_event_by_id
from resolvers.context import Context
from resolvers.loaders import Fetch
from resolvers.scoped_nodes import SCOPED, Scoped
from resolvers.tokens import token_by_id

Found = (
    StoredSeries
    | StoredBlock
    | StoredPerson
    | StoredTag
    | StoredBulkAction
    | StoredExport
    | StoredToken
    | StoredAuditEvent
    | Scoped
)
_BY_NUMBER: Mapping[str, Fetch[int, Any]] = {
    "Series": fetch_series,
    "Block": fetch_blocks,
    "Person": fetch_people,
    "Tag": fetch_tags,
    "BulkAction": fetch_bulk_actions,
    "Export": fetch_exports,
}
_OF_ADMINS: Mapping[str, Callable[[Context, int], Awaitable[Found | None]]] = {
    "Token": token_by_id,
    "AuditEvent": audit_event_by_id,
}


async def node(ctx: Context, text: str) -> Found | None:
    """The object with this id, or None.

    Raises Invalid if the text is not an id, and Forbidden for a type that needs a scope which the token lacks.
    """
    id_ = parse_id(text)
    if id_.type in _OF_ADMINS:
        return await _for_admin(ctx, id_.type, id_.numbers[0])
    if id_.type in SCOPED:
        return await SCOPED[id_.type](ctx, id_)
    fetch = _BY_NUMBER.get(id_.type)
    if fetch is None:
        named = with_article(id_.type)
        raise Invalid(f"{text!r} is the id of {named}: use the id of an object that is a Node.")
    return await ctx.loaders.load(fetch, id_.numbers[0])


async def _for_admin(ctx: Context, type_: str, number: int) -> Found | None:
    if not ctx.viewer.may(Scope.ADMIN):
        raise Forbidden(f"{type_} needs a token with the scope {Scope.ADMIN}.")
    return await _OF_ADMINS[type_](ctx, number)


async def nodes(ctx: Context, ids: Sequence[str]) -> list[Found | None]:
    """The objects with these ids, in the requested order. Raises Refused with the path of a wrong id."""
    check_length(ids, MOST_NODES, "ids")

    async def at(index: int, text: str) -> Found | None:
        with under("ids", str(index)):
            return await node(ctx, text)

    return await together(at(index, text) for index, text in enumerate(ids))
