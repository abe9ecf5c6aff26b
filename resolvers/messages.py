"""Messages to many people: a kind of bulk action."""

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
from resolvers.bulk_actions import BulkRequest, DryRun, Given, check_known, request
from resolvers.context import Context

_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class MessageTemplates:
    """The templates of a message as the client sent them."""

    subject: str | None
    body: str


async def message_people(ctx: Context, people: Given, templates: MessageTemplates, key: str | None) -> StoredBulkAction:
    """Send a message to each of the people. Raises Refused, for a template with the path `subject` or `body`."""
    subject = await _checked(templates)

    async def complete(connection: Connection, action_id: int, selected: int) -> None:
        link_key = secrets.token_bytes(_KEY_BYTES)
        await add_message(
            connection, ctx.workspace_id, action_id, subject=subject, body=templates.body, link_key=link_key
        )
        await start_bulk_action(connection, ctx.workspace_id, action_id, selected)

    details = (subject, templates.body)
    requested = BulkRequest(BulkActionKind.MESSAGE, people.people, details, key, {"subject": subject}, people.given)
    return await request(ctx, requested, complete)


async def try_message_people(ctx: Context, people: PeopleFilter, templates: MessageTemplates) -> DryRun:
    """What `message_people` would do. Changes nothing. Raises the same errors."""
    await _checked(templates)
    async with ctx.pool.acquire() as connection:
        await check_known(connection, ctx.workspace_id, people)
    return DryRun(*await count_messaging(ctx.snapshot, ctx.workspace_id, people, ctx.now))


async def _checked(templates: MessageTemplates) -> str:
    """Check both templates, and return the subject. Raises Invalid."""
    if templates.subject is None:
        raise Invalid("An e-mail requires a subject: give `subject`.", ("subject",))
    # In threads, since parsing takes up to a few tenths of a second and would block other requests.
    await asyncio.to_thread(parse_subject, templates.subject)
    await asyncio.to_thread(parse_body, templates.body)
    return templates.subject
