"""Sending messages to many people."""

import asyncio
import secrets
from dataclasses import dataclass

from core.bulk_actions import BulkActionKind
from core.errors import Invalid
from core.people_filters import PeopleFilter
from core.templates import parse_body, parse_subject
from db.bulk_actions import StoredBulkAction, start_bulk_action
from db.messages import add_message, count_messaging
from db.pool import Connection
from resolvers.bulk_actions import BulkRequest, DryRun, check_known, request
from resolvers.context import Context

_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class MessageTemplates:
    """What is to be sent, as it was given."""

    subject: str | None
    body: str


async def message_people(
    ctx: Context, people: PeopleFilter, templates: MessageTemplates, key: str | None
) -> StoredBulkAction:
    """Send a message to each of the people. Raises Refused, with the path `subject` or `body` for a bad template."""
    subject = await _checked(templates)

    async def complete(connection: Connection, action_id: int, selected: int) -> None:
        link_key = secrets.token_bytes(_KEY_BYTES)
        await add_message(
            connection, ctx.workspace_id, action_id, subject=subject, body=templates.body, link_key=link_key
        )
        await start_bulk_action(connection, ctx.workspace_id, action_id, selected)

    details = (subject, templates.body)
    return await request(ctx, BulkRequest(BulkActionKind.MESSAGE, people, details, key), complete)


async def try_message_people(ctx: Context, people: PeopleFilter, templates: MessageTemplates) -> DryRun:
    """What `message_people` would do; nothing is changed. Raises what it would raise."""
    await _checked(templates)
    async with ctx.pool.acquire() as connection:
        await check_known(connection, ctx.workspace_id, people)
    return DryRun(*await count_messaging(ctx.snapshot, ctx.workspace_id, people, ctx.now))


async def _checked(templates: MessageTemplates) -> str:
    """The subject, both templates being known to parse."""
    if templates.subject is None:
        raise Invalid("an e-mail needs a subject", ("subject",))
    # Parsing takes up to some tenths of a second: other requests are answered meanwhile.
    await asyncio.to_thread(parse_subject, templates.subject)
    await asyncio.to_thread(parse_body, templates.body)
    return templates.subject
