"""Bulk actions: their types, and the mutations that tag, untag, cancel and undo."""

from collections.abc import Awaitable
from dataclasses import replace
from datetime import datetime
from typing import Annotated

import strawberry

import schema.series  # noqa: F401  # pyright: ignore[reportUnusedImport] - first: the types of people know it
from core.bulk_actions import BulkActionKind
from core.errors import Refused
from core.ids import global_id, number_of
from core.input_paths import under
from core.job_states import JobStatus
from core.pages import PageRequest
from core.viewer import Scope
from db.bulk_actions import Failure, Skip, StoredBulkAction
from resolvers import bulk_actions, filter_words
from resolvers.bulk_actions import DryRun, Given
from resolvers.context import Context
from schema.connections import After, First
from schema.cost.declared import LONG_JSON, sized, weighs
from schema.enums import described
from schema.info import Info
from schema.input_json import json_of
from schema.nodes import Node
from schema.payloads import UserError, user_errors
from schema.people import Person, PersonConnection, person
from schema.people_filters import PeopleFilter
from schema.permissions import field
from schema.scalars import JSON
from schema.tags import Tag

described(
    BulkActionKind,
    "What a bulk action does to each of the people.",
    TAG="Adds a tag.",
    UNTAG="Removes a tag.",
    MESSAGE="Sends a message.",
)


@strawberry.type(description="A reason why people were, or would be, skipped, and their number.")
class BulkActionSkip:
    reason: str = strawberry.field(description="The reason in a few words, such as `already tagged`.")
    count: int = strawberry.field(description="Number of people skipped for this reason.")

    @classmethod
    def of(cls, skip: Skip) -> "BulkActionSkip":
        return cls(reason=skip.reason, count=skip.people)


@strawberry.type(description="A person for whom the action failed, with the reason.")
class BulkActionFailure:
    stored: strawberry.Private[Failure]
    person_id: strawberry.ID = strawberry.field(description="The id of the `Person`.")
    reason: str = strawberry.field(description="The reason as a sentence, or the response of the mail server.")

    @classmethod
    def of(cls, failure: Failure) -> "BulkActionFailure":
        person_id = strawberry.ID(global_id("Person", failure.person_id))
        return cls(stored=failure, person_id=person_id, reason=failure.reason)

    @strawberry.field(description="The person.")
    async def person(self, info: Info) -> Person:
        return await person(info.context, self.stored.person_id)


@strawberry.type(
    description="A change made to many people: tag, untag or message. The people are those who matched its filter when "
    "it was requested; people who match later are not added. processed = succeeded + skipped + failed, at any time. "
    "These numbers have no `selection`, since an action on tags does not keep whom it skipped; `failedPeople` has one."
)
class BulkAction(Node):
    stored: strawberry.Private[StoredBulkAction]
    kind: BulkActionKind = strawberry.field(description="What the action does.")
    status: JobStatus = strawberry.field(description="The status of the action.")
    selected: int = strawberry.field(description="Number of selected people, fixed when the action is requested.")
    processed: int = strawberry.field(description="Number of people processed so far.")
    succeeded: int = strawberry.field(description="Number of people for whom the action succeeded.")
    skipped: int = strawberry.field(description="Number of people left unchanged; `skips` gives the reasons.")
    failed: int = strawberry.field(description="Number of people for whom the action failed.")
    error: str | None = strawberry.field(
        description="The error that ended the action, as a sentence; null unless FAILED."
    )
    created_at: datetime = strawberry.field(description="When the action was requested.")
    completed_at: datetime | None = strawberry.field(
        description="When the action ended: completed, failed or canceled. Null until then."
    )

    @classmethod
    def of(cls, stored: StoredBulkAction) -> "BulkAction":
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

    @strawberry.field(
        description="The reasons why people were skipped so far, the most frequent first. Their counts sum to "
        "`skipped`.",
        metadata=sized(10),
    )
    async def skips(self, info: Info) -> list[BulkActionSkip]:
        return [BulkActionSkip.of(skip) for skip in await bulk_actions.skips_of(info.context, self.stored.id)]

    @field(needs=Scope.READ, description="The tag that is added or removed; null for a message.")
    async def tag(self, info: Info) -> Tag | None:
        tag_id = self.stored.tag_id
        stored = None if tag_id is None else await bulk_actions.tag_of(info.context, tag_id)
        return Tag.of(stored) if stored else None

    @field(needs=Scope.READ, description="The template of the subject of a message; null for other actions.")
    async def subject(self) -> str | None:
        return self.stored.subject

    @field(
        needs=Scope.READ,
        description="The name of the token that requested the action; null for actions of releases that did not store "
        "it.",
    )
    async def requested_by(self) -> str | None:
        return self.stored.requested_by

    @field(
        needs=Scope.READ,
        description="The `PeopleFilter` of the request, as it was sent, but with at most 100 elements of each list. An "
        "undo has that of the action that it undoes. After the undo period, search texts and attribute values are left "
        "out. Empty for actions of releases that did not store it.",
        metadata=weighs(LONG_JSON),
    )
    async def filter(self, info: Info) -> JSON:
        return JSON(await bulk_actions.filter_of(info.context, self.stored.id))

    @field(
        needs=Scope.READ,
        description="The selected people in words, such as: disengaged from the series “Trial”, as of 2026-11-23 00:00 "
        "UTC. Without search texts and attribute values. Null if `filter` was not stored.",
        metadata=weighs(LONG_JSON),
    )
    async def selected_in_words(self, info: Info) -> str | None:
        return await filter_words.selected_in_words(info.context, self.stored.id)

    @field(
        needs=Scope.READ,
        description="The people for whom the action has failed so far, in the order of their creation. Kept for the "
        "undo period, by default 30 days after the action ended; empty after that. `failures` has the reasons. Null "
        "after an error in an argument.",
    )
    async def failed_people(self, info: Info, first: First = None, after: After = None) -> PersonConnection | None:
        listing = bulk_actions.failed_people(info.context, self.stored, PageRequest.of(first, after))
        shown = replace(info.context.current.selection(), failed_action=self.stored.id)
        return PersonConnection.of(info.context, listing, shown)

    @field(
        needs=Scope.READ,
        description="People for whom the action failed so far, with the reasons: at most 100, in the order of their "
        "creation. Kept for the undo period, by default 30 days after the action ended; empty after that.",
        metadata=sized(bulk_actions.MOST_FAILURES),
    )
    async def failures(self, info: Info) -> list[BulkActionFailure]:
        failures = await bulk_actions.failures_of(info.context, self.stored.id)
        return [BulkActionFailure.of(failure) for failure in failures]

    @field(needs=Scope.READ, description="The bulk action that undoes this one; null if there is none.")
    async def undone_by(self, info: Info) -> "BulkAction | None":
        undone_by = self.stored.undone_by
        return None if undone_by is None else await bulk_action(info.context, undone_by)


@strawberry.input(description="A tag, and the people to tag or untag.")
class TagPeopleInput:
    people: PeopleFilter = strawberry.field(
        description="The people: everyone, if it has no conditions. Each of `ids` must be the id of a person, and at "
        "least one person must match."
    )
    tag: str = strawberry.field(
        description="The name of the tag; 1 to 200 characters. `tagPeople` creates it if missing."
    )
    dry_run: bool = strawberry.field(
        default=False,
        description="Only report what would be done, in `wouldSelect` and `skips`. Nothing is changed.",
    )
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="Your own name for this request, unique in the workspace; 1 to 500 characters. The same key with "
        "the same input returns the first bulk action and creates no other; with different input it is a CONFLICT.",
    )


@strawberry.type(description="The bulk action, the result of a dry run, or the errors if nothing was changed.")
class BulkActionPayload:
    bulk_action: BulkAction | None = strawberry.field(
        default=None, description="The bulk action. For `undoBulkAction`: the one that undoes the other."
    )
    would_select: int | None = strawberry.field(
        default=None, description="For a dry run: number of people who would be selected."
    )
    skips: list[BulkActionSkip] | None = strawberry.field(
        default=None, description="For a dry run: how many of them would be skipped, by reason.", metadata=sized(10)
    )
    user_errors: list[UserError] = strawberry.field(
        default_factory=list[UserError], description="Errors in the input; usually empty."
    )


_TagPeople = Annotated[TagPeopleInput, strawberry.argument(description="The tag and the people.")]
BulkActionId = Annotated[strawberry.ID, strawberry.argument(description="The id of the bulk action.")]


async def bulk_action(ctx: Context, action_id: int) -> BulkAction | None:
    stored = await bulk_actions.bulk_action_by_id(ctx, action_id)
    return BulkAction.of(stored) if stored else None


@field(
    needs=Scope.ACT, description="Add a tag to the people who match a filter. People who already have it are skipped."
)
async def tag_people(info: Info, input: _TagPeople) -> BulkActionPayload:  # noqa: A002 - the contract's word
    return await payload(_change_tags(info.context, BulkActionKind.TAG, input))


@field(
    needs=Scope.ACT,
    description="Remove a tag from the people who match a filter. People who do not have it are skipped. NOT_FOUND if "
    "there is no such tag.",
)
async def untag_people(info: Info, input: _TagPeople) -> BulkActionPayload:  # noqa: A002 - the contract's word
    return await payload(_change_tags(info.context, BulkActionKind.UNTAG, input))


@field(
    needs=Scope.ACT,
    description="Cancel a bulk action that has not ended. It stops after the batch being processed, and its changes so "
    "far remain. NOT_CANCELABLE if it has ended.",
)
async def cancel_bulk_action(info: Info, id: BulkActionId) -> BulkActionPayload:  # noqa: A002 - the contract's word
    return await payload(_cancel(info.context, id))


@field(
    needs=Scope.ACT,
    description="Undo a bulk action that added or removed a tag, by a new one for exactly the people it changed: those "
    "who were skipped stay as they are. Possible after it has ended, during the undo period of 30 days by default; "
    "otherwise NOT_UNDOABLE.",
)
async def undo_bulk_action(info: Info, id: BulkActionId) -> BulkActionPayload:  # noqa: A002 - the contract's word
    return await payload(_undo(info.context, id))


async def _change_tags(ctx: Context, kind: BulkActionKind, given: TagPeopleInput) -> StoredBulkAction | DryRun:
    people = await given.people.to_core(ctx, "people")
    if given.dry_run:
        return await bulk_actions.try_change_tags(ctx, kind, people, given.tag)
    selected = Given(people, json_of(given.people))
    return await bulk_actions.change_tags(ctx, kind, selected, given.tag, given.idempotency_key)


async def _cancel(ctx: Context, given: str) -> StoredBulkAction:
    return await bulk_actions.cancel(ctx, _action_id(given))


async def _undo(ctx: Context, given: str) -> StoredBulkAction:
    return await bulk_actions.undo(ctx, _action_id(given))


def _action_id(given: str) -> int:
    with under("id"):
        return number_of(given, "BulkAction")


async def payload(requested: Awaitable[StoredBulkAction | DryRun]) -> BulkActionPayload:
    """The result of a request, or its refusal."""
    try:
        result = await requested
    except Refused as refusal:
        return BulkActionPayload(user_errors=user_errors([refusal]))
    if isinstance(result, StoredBulkAction):
        return BulkActionPayload(bulk_action=BulkAction.of(result))
    return BulkActionPayload(
        would_select=result.selected,
        skips=[BulkActionSkip.of(skip) for skip in result.skips],
        user_errors=[] if result.selected else user_errors([bulk_actions.no_one_matches()]),
    )
