"""Messages to many people: a kind of bulk action."""

import asyncio
import secrets
from dataclasses import dataclass

from core.bulk_actions import BulkActionKind
from core.errors import Invalid
from core.mail import why_no_mail
from core.message_texts import MessageTemplate, MessageTexts, Recipient
from core.people_filters import PeopleFilter
from core.templates import RenderingFailed
from db.bulk_actions import StoredBulkAction, start_bulk_action
from db.messages import add_message, count_messaging, fetch_reasons_for_no_mail
from db.people import StoredPerson
from db.pool import Connection
from resolvers.bulk_actions import BulkRequest, DryRun, Given, check_known, request
from resolvers.context import Context
from resolvers.people import person_by_id, tags_of

_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class MessageTemplates:
    """The templates of a message as the client sent them."""

    subject: str | None
    body: str


@dataclass(frozen=True, slots=True)
class MessagePreview:
    """What one person would receive, or why they would not: `skip` before rendering, `failure` while rendering."""

    person: StoredPerson
    texts: MessageTexts | None
    skip: str | None
    failure: str | None


async def message_people(ctx: Context, people: Given, templates: MessageTemplates, key: str | None) -> StoredBulkAction:
    """Send a message to each of the people. Raises Refused, for a template with the path `subject` or `body`."""
    subject, _ = await _parsed(templates)

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
    await _parsed(templates)
    async with ctx.pool.acquire() as connection:
        await check_known(connection, ctx.workspace_id, people)
    return DryRun(*await count_messaging(ctx.snapshot, ctx.workspace_id, people, ctx.now))


async def preview(ctx: Context, person_id: int, templates: MessageTemplates) -> MessagePreview | None:
    """What a person would receive, or None if there is no such person. Raises Invalid for a template.

    A link to unsubscribe needs a message that is sent: the preview has one that unsubscribes no one.
    """
    _, template = await _parsed(templates)
    person = await person_by_id(ctx, person_id)
    if person is None:
        return None
    skip = why_no_mail(person.email, await ctx.loaders.load(fetch_reasons_for_no_mail, person_id))
    tags = [tag.name for tag in await tags_of(ctx, person_id)]
    recipient = Recipient(person.name, person.email, person.external_id, person.attributes, tags)
    try:
        link = f"{ctx.link_base.url}/unsubscribe/preview"
        texts = await asyncio.to_thread(template.render, recipient, link)
    except RenderingFailed as failure:
        return MessagePreview(person, None, skip, str(failure))
    return MessagePreview(person, texts, skip, None)


async def _parsed(templates: MessageTemplates) -> tuple[str, MessageTemplate]:
    """Check both templates, and return the subject as it was sent. Raises Invalid."""
    if templates.subject is None:
        raise Invalid("An e-mail requires a subject: give `subject`.", ("subject",))
    # In a thread, since parsing takes up to a few tenths of a second and would block other requests.
    return templates.subject, await asyncio.to_thread(MessageTemplate.parse, templates.subject, templates.body)
