"""Sending messages to many people."""

from enum import StrEnum
from typing import Annotated

import strawberry

from core.viewer import Scope
from db.bulk_actions import StoredBulkAction
from resolvers import messages
from resolvers.bulk_actions import DryRun
from resolvers.context import Context
from schema.bulk_actions import BulkActionPayload, payload
from schema.enums import described
from schema.info import Info
from schema.people_filters import PeopleFilter
from schema.permissions import field

_VARIABLES = (
    "A Liquid template with the variables `name`, `email`, `external_id`, `attributes`, `tags` and `unsubscribe_url`. "
    "Whoever lacks something that it prints is counted as failed: give a default, as in "
    '`{{ name | default: "there" }}`. The tags are `assign`, `break`, `capture`, `case`, `comment`, `continue`, `for`, '
    "`if`, `raw`, `unless`; the filters are Liquid's. A template that does not parse or has more than 1,000 tags and "
    "outputs is refused with its line. A person for whom it takes more than 50,000 steps is counted as failed."
)


class MessageChannel(StrEnum):
    """How messages reach people."""

    EMAIL = "EMAIL"


described(MessageChannel, "How messages reach people.", EMAIL="By e-mail, one to each person.")


@strawberry.input(
    description="Whom to send what. Leave `ids` out of the filter for all it selects. People with no e-mail address, "
    "with a malformed one, and those who have unsubscribed are skipped. Nobody is sent the message twice."
)
class MessagePeopleInput:
    """The people are those of the figure with the same filter."""

    people: PeopleFilter = strawberry.field(
        description="Which people. `ids` must all be those of people here, and somebody must be selected."
    )
    channel: MessageChannel = strawberry.field(default=MessageChannel.EMAIL, description="How it reaches them.")
    subject: str | None = strawberry.field(
        default=None, description=f"The subject, which an e-mail must have; at most 1,000 characters. {_VARIABLES}"
    )
    body: str = strawberry.field(
        description=f"The text; at most 100,000 characters. It is sent as plain text, and as HTML that looks the same. "
        f"{_VARIABLES}"
    )
    dry_run: bool = strawberry.field(
        default=False, description="Say what would be done, in `wouldSelect` and `skips`, and send nothing."
    )
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="Your own name for this call, unique in the workspace; 1 to 500 characters. The same key again "
        "answers with the first bulk action and makes no other; with another input it is a CONFLICT.",
    )


@field(
    needs=Scope.ACT,
    description="Send a message to exactly the people whom a filter selects. Progress can be watched on the bulk "
    "action.",
)
async def message_people(
    info: Info,
    input: Annotated[MessagePeopleInput, strawberry.argument(description="Whom, and what.")],  # noqa: A002 - the contract's word
) -> BulkActionPayload:
    """Each of them is sent it once."""
    return await payload(_requested(info.context, input))


async def _requested(ctx: Context, given: MessagePeopleInput) -> StoredBulkAction | DryRun:
    templates = messages.MessageTemplates(given.subject, given.body)
    people = await given.people.to_core(ctx, "people")
    if given.dry_run:
        return await messages.try_message_people(ctx, people, templates)
    return await messages.message_people(ctx, people, templates, given.idempotency_key)
