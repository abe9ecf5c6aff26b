"""Sending a message to many people: `messagePeople`, and `messagePreview`."""

from enum import StrEnum
from typing import Annotated

import strawberry

from core.ids import number_of
from core.input_paths import under
from core.viewer import Scope
from db.bulk_actions import StoredBulkAction
from resolvers import messages
from resolvers.bulk_actions import DryRun, Given
from resolvers.context import Context
from schema.bulk_actions import BulkActionPayload, payload
from schema.cost.declared import LONG_JSON, weighs
from schema.enums import described
from schema.info import Info
from schema.input_json import json_of
from schema.people import Person
from schema.people_filters import PeopleFilter
from schema.permissions import field

_VARIABLES = (
    "A Liquid template with the variables `name`, `email`, `external_id`, `attributes`, `tags` and `unsubscribe_url`."
    " A person counts as failed if a value that the template prints, or gives to a filter, is missing or null: give a "
    'default, as in `{{ name | default: "there" }}`. So does a person whose subject or body is empty or invisible. '
    "Objects have only their own keys, and cannot be printed as a whole. Lists also have `size`, `first` and `last`, "
    "texts `size`. The tags are `assign`, `break`, `capture`, `case`, `comment`, `continue`, `for`, `if`, `raw`, "
    "`unless`; the filters are those of Liquid. A template that cannot be parsed, or has more than 1,000 tags and "
    "outputs, is refused with the line "
    "number. A person for whom rendering takes more than 50,000 steps counts as failed."
)

_CHANNEL = "The channel of the message."
_SUBJECT = f"The subject, required for EMAIL; at most 1,000 characters. {_VARIABLES}"
_BODY = (
    "The text; at most 100,000 characters. It is sent as plain text, and as HTML that looks the same, with web "
    f"addresses as links. {_VARIABLES}"
)


class MessageChannel(StrEnum):
    EMAIL = "EMAIL"


described(MessageChannel, "How a message is sent.", EMAIL="By e-mail, one to each person.")


@strawberry.input(
    description="A message and the people to send it to. People with no e-mail address, people with a malformed one, "
    "and people who have unsubscribed are skipped. An unsubscribe holds for the address, whoever has it. If several "
    "people have the same address, only the one who was added first gets the message; the others are skipped as "
    "`duplicate address`. Addresses are the same without regard to case and to white space around them; a domain may "
    "also be in its ASCII form. Dots and +tags make a difference."
)
class MessagePeopleInput:
    people: PeopleFilter = strawberry.field(
        description="The people: everyone, if it has no conditions. Each of `ids` must be the id of a person, and at "
        "least one person must match."
    )
    channel: MessageChannel = strawberry.field(default=MessageChannel.EMAIL, description=_CHANNEL)
    subject: str | None = strawberry.field(default=None, description=_SUBJECT)
    body: str = strawberry.field(description=_BODY)
    dry_run: bool = strawberry.field(
        default=False, description="Only report what would be done, in `wouldSelect` and `skips`. Nothing is sent."
    )
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="Your own name for this request, unique in the workspace; 1 to 500 characters. The same key with "
        "the same input returns the first bulk action and creates no other; with different input it is a CONFLICT.",
    )


@strawberry.input(description="A message that is not sent yet, and one of the people who would receive it.")
class MessagePreviewInput:
    person: strawberry.ID = strawberry.field(description="The id of the person.")
    channel: MessageChannel = strawberry.field(default=MessageChannel.EMAIL, description=_CHANNEL)
    subject: str | None = strawberry.field(default=None, description=_SUBJECT)
    body: str = strawberry.field(description=_BODY)


@strawberry.type(description="A message as one person would receive it.")
class MessagePreview:
    person: Person = strawberry.field(description="The person.")
    subject: str | None = strawberry.field(
        description="The rendered subject, with runs of white space as one space; null only if rendering fails, also "
        "for a person who would be skipped."
    )
    body: str | None = strawberry.field(
        description="The rendered text; null only if rendering fails, also for a person who would be skipped. "
        "`unsubscribe_url` prints a link that unsubscribes no one.",
        metadata=weighs(LONG_JSON),
    )
    skip: str | None = strawberry.field(
        description="The reason for which the person would be skipped, such as `no e-mail`; null if they would not. "
        "Whether another person has the same address is not considered."
    )
    failure: str | None = strawberry.field(
        description="Why the message cannot be rendered for the person, who would count as failed; null if it can."
    )

    @classmethod
    def of(cls, found: messages.MessagePreview) -> "MessagePreview":
        return cls(
            person=Person.of(found.person),
            subject=found.texts and found.texts.subject,
            body=found.texts and found.texts.body,
            skip=found.skip,
            failure=found.failure,
        )


PreviewArgument = Annotated[MessagePreviewInput, strawberry.argument(description="The message and the person.")]


async def message_preview(ctx: Context, given: MessagePreviewInput) -> MessagePreview | None:
    """What the person would receive, or None if there is no such person."""
    with under("input", "person"):
        person_id = number_of(given.person, "Person")
    with under("input"):
        found = await messages.preview(ctx, person_id, messages.MessageTemplates(given.subject, given.body))
    return MessagePreview.of(found) if found else None


@field(
    needs=Scope.ACT,
    description="Send a message to exactly the people who match a filter. The bulk action shows the progress.",
)
async def message_people(
    info: Info,
    input: Annotated[MessagePeopleInput, strawberry.argument(description="The message and its recipients.")],  # noqa: A002 - the contract's word
) -> BulkActionPayload:
    return await payload(_requested(info.context, input))


async def _requested(ctx: Context, given: MessagePeopleInput) -> StoredBulkAction | DryRun:
    templates = messages.MessageTemplates(given.subject, given.body)
    people = await given.people.to_core(ctx, "people")
    if given.dry_run:
        return await messages.try_message_people(ctx, people, templates)
    selected = Given(people, json_of(given.people))
    return await messages.message_people(ctx, selected, templates, given.idempotency_key)
