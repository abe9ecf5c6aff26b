"""Acting on many people: what can be asked for, and how far it is."""

from collections.abc import Awaitable
from datetime import datetime
from typing import Annotated

import strawberry

from core.bulk_actions import BulkActionKind
from core.errors import Refused
from core.ids import global_id, number_of
from core.input_paths import under
from core.job_states import JobStatus
from core.viewer import Scope
from db.bulk_actions import Failure, Skip, StoredBulkAction
from resolvers import bulk_actions
from resolvers.bulk_actions import DryRun
from resolvers.context import Context
from schema.enums import described
from schema.info import Info
from schema.nodes import Node
from schema.payloads import UserError, user_errors
from schema.people_filters import PeopleFilter
from schema.permissions import field

described(
    JobStatus,
    "How far something is that is worked on after it was asked for.",
    PENDING="Not begun yet.",
    IN_PROGRESS="Being worked on.",
    COMPLETED="Done.",
    NO_DATA="Over, as there was nothing to do.",
    FAILED="Given up; `error` says why.",
    CANCELED="Stopped before it was done.",
    EXPIRED="Done, and its result is no longer kept.",
)
described(
    BulkActionKind,
    "What is done to each of the people.",
    TAG="They are given a tag.",
    UNTAG="A tag is taken from them.",
    MESSAGE="They are sent a message.",
)


@strawberry.type(description="Why people were, or would be, skipped, and how many.")
class BulkActionSkip:
    """Nothing is wrong with a skip: there was nothing to do."""

    reason: str = strawberry.field(description="Why, in a few words, such as `already tagged`.")
    count: int = strawberry.field(description="How many people.")

    @classmethod
    def of(cls, skip: Skip) -> "BulkActionSkip":
        """The skip as clients see it."""
        return cls(reason=skip.reason, count=skip.people)


@strawberry.type(description="Somebody whom it could not be done to, and why.")
class BulkActionFailure:
    """What was done to others is not affected."""

    person_id: strawberry.ID = strawberry.field(description="Who it is: the id of a `Person`.")
    reason: str = strawberry.field(description="Why, in a sentence: of ours, or what the mail server has said.")

    @classmethod
    def of(cls, failure: Failure) -> "BulkActionFailure":
        """The failure as clients see it."""
        return cls(person_id=strawberry.ID(global_id("Person", failure.person_id)), reason=failure.reason)


@strawberry.type(
    description="Something that is done to many people: to those whom its filter selected when it was asked for, and "
    "to nobody who came later."
)
class BulkAction(Node):
    """processed = succeeded + skipped + failed, at any time."""

    stored: strawberry.Private[StoredBulkAction]
    kind: BulkActionKind = strawberry.field(description="What is done.")
    status: JobStatus = strawberry.field(description="How far it is.")
    selected: int = strawberry.field(description="How many people it is about; fixed when it was asked for.")
    processed: int = strawberry.field(description="How many of them are dealt with so far.")
    succeeded: int = strawberry.field(description="How many it was done to.")
    skipped: int = strawberry.field(description="How many were left as they are; `skips` says why.")
    failed: int = strawberry.field(description="How many it could not be done to.")
    error: str | None = strawberry.field(description="Why it was given up, in a sentence; null unless it has FAILED.")
    created_at: datetime = strawberry.field(description="When it was asked for.")
    completed_at: datetime | None = strawberry.field(
        description="When it was over, for whatever reason; null while it is not."
    )

    @classmethod
    def of(cls, stored: StoredBulkAction) -> "BulkAction":
        """The bulk action as clients see it."""
        return cls(
            id=strawberry.ID(global_id("BulkAction", stored.id)),
            stored=stored,
            kind=stored.kind,
            status=stored.status,
            selected=stored.selected,
            processed=stored.processed,
            succeeded=stored.succeeded,
            skipped=stored.skipped,
            failed=stored.failed,
            error=stored.error,
            created_at=stored.created_at,
            completed_at=stored.completed_at,
        )

    @strawberry.field(description="Why people were skipped so far, the most frequent reason first.")
    async def skips(self, info: Info) -> list[BulkActionSkip]:
        """The counts sum to `skipped`."""
        return [BulkActionSkip.of(skip) for skip in await bulk_actions.skips_of(info.context, self.stored.id)]

    @field(
        needs=Scope.READ,
        description="Whom it could not be done to so far, and why; at most 100 of `failed`, those known here for "
        "longest first. None any more 30 days after it was over, or what MILEPOST_UNDO_DAYS says.",
    )
    async def failures(self, info: Info) -> list[BulkActionFailure]:
        """Only messages fail for some people and not for others."""
        failures = await bulk_actions.failures_of(info.context, self.stored.id)
        return [BulkActionFailure.of(failure) for failure in failures]

    @field(needs=Scope.READ, description="The bulk action that takes this one back; null where none does.")
    async def undone_by(self, info: Info) -> "BulkAction | None":
        """Made by `undoBulkAction`."""
        undone_by = self.stored.undone_by
        return None if undone_by is None else await bulk_action(info.context, undone_by)


@strawberry.input(description="Whom to tag or untag, and with what. Leave `ids` out of the filter for all it selects.")
class TagPeopleInput:
    """The people are those of the figure with the same filter."""

    people: PeopleFilter = strawberry.field(
        description="Which people. `ids` must all be those of people here, and somebody must be selected."
    )
    tag: str = strawberry.field(
        description="The name of the tag; 1 to 200 characters. To tag people it is made if it is missing."
    )
    dry_run: bool = strawberry.field(
        default=False, description="Say what would be done, in `wouldSelect` and `skips`, and change nothing."
    )
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="Your own name for this call, unique in the workspace; 1 to 500 characters. The same key again "
        "answers with the first bulk action and makes no other; with another input it is a CONFLICT.",
    )


@strawberry.type(description="The bulk action, or what it would be, or why it was refused as a whole.")
class BulkActionPayload:
    """Null where it does not apply."""

    bulk_action: BulkAction | None = strawberry.field(
        default=None, description="The bulk action; for an undo, the one that takes the other back."
    )
    would_select: int | None = strawberry.field(
        default=None, description="For a dry run: how many people would be selected."
    )
    skips: list[BulkActionSkip] | None = strawberry.field(
        default=None, description="For a dry run: how many of them would be skipped, and why."
    )
    user_errors: list[UserError] = strawberry.field(
        default_factory=list[UserError], description="What is wrong with the call; usually empty."
    )


_TagPeople = Annotated[TagPeopleInput, strawberry.argument(description="Whom, and which tag.")]
_Id = Annotated[strawberry.ID, strawberry.argument(description="Its id.")]


async def bulk_action(ctx: Context, action_id: int) -> BulkAction | None:
    """A bulk action, or null."""
    stored = await bulk_actions.bulk_action_by_id(ctx, action_id)
    return BulkAction.of(stored) if stored else None


@field(needs=Scope.ACT, description="Give people a tag: all whom a filter selects, or some by their ids.")
async def tag_people(info: Info, input: _TagPeople) -> BulkActionPayload:  # noqa: A002 - the contract's word
    """Who has it already is skipped."""
    return await payload(_change_tags(info.context, BulkActionKind.TAG, input))


@field(needs=Scope.ACT, description="Take a tag from people: all whom a filter selects, or some by their ids.")
async def untag_people(info: Info, input: _TagPeople) -> BulkActionPayload:  # noqa: A002 - the contract's word
    """Who does not have it is skipped."""
    return await payload(_change_tags(info.context, BulkActionKind.UNTAG, input))


@field(
    needs=Scope.ACT,
    description="Stop a bulk action that is not over, after the people it is at: `processed` says how far it got. "
    "What it has done stays done.",
)
async def cancel_bulk_action(info: Info, id: _Id) -> BulkActionPayload:  # noqa: A002 - the contract's word
    """NOT_CANCELABLE when it is over."""
    return await payload(_cancel(info.context, id))


@field(
    needs=Scope.ACT,
    description="Take back what a bulk action changed, by another one for exactly those people: who had the tag "
    "before keeps it. Only for tags, once it is over, and for 30 days from then, or what MILEPOST_UNDO_DAYS says.",
)
async def undo_bulk_action(info: Info, id: _Id) -> BulkActionPayload:  # noqa: A002 - the contract's word
    """NOT_UNDOABLE where that cannot be."""
    return await payload(_undo(info.context, id))


async def _change_tags(ctx: Context, kind: BulkActionKind, given: TagPeopleInput) -> StoredBulkAction | DryRun:
    people = await given.people.to_core(ctx, "people")
    if given.dry_run:
        return await bulk_actions.try_change_tags(ctx, kind, people, given.tag)
    return await bulk_actions.change_tags(ctx, kind, people, given.tag, given.idempotency_key)


async def _cancel(ctx: Context, given: str) -> StoredBulkAction:
    return await bulk_actions.cancel(ctx, _action_id(given))


async def _undo(ctx: Context, given: str) -> StoredBulkAction:
    return await bulk_actions.undo(ctx, _action_id(given))


def _action_id(given: str) -> int:
    with under("id"):
        return number_of(given, "BulkAction")


async def payload(asked: Awaitable[StoredBulkAction | DryRun]) -> BulkActionPayload:
    """What clients are answered."""
    try:
        answer = await asked
    except Refused as refusal:
        return BulkActionPayload(user_errors=user_errors([refusal]))
    if isinstance(answer, StoredBulkAction):
        return BulkActionPayload(bulk_action=BulkAction.of(answer))
    return BulkActionPayload(
        would_select=answer.selected,
        skips=[BulkActionSkip.of(skip) for skip in answer.skips],
        user_errors=[] if answer.selected else user_errors([bulk_actions.no_one_matches()]),
    )
