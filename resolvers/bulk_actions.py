"""Bulk actions: the request stores the people who match a filter, and a background job does the rest."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from core.audit import AuditAction, filter_detail
from core.bulk_actions import BulkActionKind
from core.errors import Invalid, NotCancelable, NotFound, NotUndoable
from core.ids import global_id
from core.job_states import JobStatus
from core.pages import ListOrder, Page, PageRequest
from core.people_filters import PeopleFilter
from core.tags import tag_name
from core.texts import check_text
from db.bulk_actions import (
    Failure,
    LockedBulkAction,
    NewBulkAction,
    Skip,
    StoredBulkAction,
    add_bulk_action,
    add_undo,
    bulk_action_of_key,
    end_bulk_action,
    fetch_bulk_action_filters,
    fetch_bulk_actions,
    fetch_failures,
    fetch_skips,
    freeze_changed_people,
    freeze_people,
    lock_bulk_action,
    mark_undone,
    start_bulk_action,
    unknown_people,
)
from db.failed_people import fetch_failed_people_page
from db.jobs import add_job
from db.pool import Connection
from db.tagging import count_tagged, ensure_tag, tag_of_name
from db.tags import StoredTag, fetch_tags
from resolvers.audit import record
from resolvers.context import Context
from resolvers.pages import Listing
from resolvers.refusals import key_reused, unknown, unknown_person

MOST_FAILURES = 100
_BY_ID = ListOrder("failed people", is_descending=False)


@dataclass(frozen=True, slots=True)
class BulkRequest:
    """A request for a bulk action. `details` is the rest of the input, as values that JSON can hold.

    `audited` is the part of it that the audit log keeps. `given` is the people filter as the client sent it.
    """

    kind: BulkActionKind
    people: PeopleFilter
    details: tuple[str | None, ...]
    key: str | None
    audited: Mapping[str, Any]
    given: Mapping[str, Any]

    @property
    def hash(self) -> bytes:
        """A digest of the input, by which a repeated request is recognized."""
        return hashlib.sha256(orjson.dumps((self.kind, self.people, self.details))).digest()


@dataclass(frozen=True, slots=True)
class Given:
    """A people filter, and the JSON object in which the client sent it."""

    people: PeopleFilter
    given: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DryRun:
    """The number of people that would be selected, and of those that would be skipped, by reason."""

    selected: int
    skips: list[Skip]


# Stores the rest of a new bulk action, given the number of selected people: complete(connection, action_id, selected).
Complete = Callable[[Connection, int, int], Awaitable[None]]


async def bulk_action_by_id(ctx: Context, action_id: int) -> StoredBulkAction | None:
    return await ctx.loaders.load(fetch_bulk_actions, action_id)


async def skips_of(ctx: Context, action_id: int) -> list[Skip]:
    """The number of people skipped so far by reason, most frequent reason first."""
    return await ctx.loaders.load(fetch_skips, action_id) or []


async def filter_of(ctx: Context, action_id: int) -> dict[str, Any]:
    """The people filter of an action as a JSON object. Without search texts and values after the undo period."""
    stored = await ctx.loaders.load(fetch_bulk_action_filters, action_id)
    return dict(stored.shown) if stored else {}


async def tag_of(ctx: Context, tag_id: int) -> StoredTag | None:
    return await ctx.loaders.load(fetch_tags, tag_id)


def failed_people(ctx: Context, action: StoredBulkAction, requested: PageRequest) -> Listing:
    """A page of the people the action has failed for. Empty after the undo period. Raises Invalid for a bad cursor."""

    async def count() -> int:
        return action.failed if action.has_people else 0

    page = Page.of(requested, _BY_ID)
    return Listing(ctx, page, fetch_failed_people_page, action.id, (), count)


async def failures_of(ctx: Context, action_id: int) -> list[Failure]:
    """The first 100 people the action has failed for, with reasons, in the order in which Milepost first met them."""
    return await ctx.loaders.load(fetch_failures, action_id, MOST_FAILURES) or []


async def request(ctx: Context, requested: BulkRequest, complete: Complete) -> StoredBulkAction:
    """Create a bulk action with its people and its job in one transaction, or return the one with the same key.

    Raises NotFound for unknown ids, Invalid if no one matches the filter, and Conflict if the idempotency key was used
    with a different input.
    """
    if requested.key is not None:
        check_text(requested.key, "idempotencyKey")
    async with ctx.pool.acquire() as connection, connection.transaction():
        action_id = await add_bulk_action(connection, ctx.workspace_id, _new(ctx, requested))
        if action_id is None:
            action_id = await _action_of_key(connection, ctx.workspace_id, requested)
        else:
            await _select(ctx, connection, action_id, requested, complete)
    return await _written(ctx, action_id)


def _new(ctx: Context, requested: BulkRequest) -> NewBulkAction:
    kept = filter_detail(requested.people)
    described = (ctx.viewer.token_name, kept, requested.given)
    return NewBulkAction(requested.kind, *described, requested.key, requested.hash)


async def _select(
    ctx: Context, connection: Connection, action_id: int, requested: BulkRequest, complete: Complete
) -> None:
    await check_known(connection, ctx.workspace_id, requested.people)
    selected = await freeze_people(connection, ctx.workspace_id, action_id, requested.people, ctx.now)
    if selected == 0:
        raise no_one_matches()
    await complete(connection, action_id, selected)
    detail = {"bulkAction": _id(action_id), "filter": filter_detail(requested.people), **requested.audited}
    await record(ctx, connection, AuditAction(requested.kind), detail, selected)
    await add_job(connection, ctx.workspace_id, requested.kind, action_id)


def no_one_matches() -> Invalid:
    return Invalid("No one matches the filter: change `people`.", ("people",))


async def check_known(connection: Connection, workspace_id: int, people: PeopleFilter) -> None:
    """Raise NotFound if an id of the filter belongs to no person of this workspace."""
    missing = await unknown_people(connection, workspace_id, people.ids or ())
    if missing:
        raise unknown_person(missing[0])


async def change_tags(ctx: Context, kind: BulkActionKind, people: Given, tag: str, key: str | None) -> StoredBulkAction:
    """Tag or untag people. Raises Refused like `request`, and NotFound if a tag to remove does not exist."""
    name = tag_name(tag, "tag")

    async def complete(connection: Connection, action_id: int, selected: int) -> None:
        tag_id = await _tag_id(connection, ctx.workspace_id, kind, name)
        await start_bulk_action(connection, ctx.workspace_id, action_id, selected, tag_id=tag_id)

    requested = BulkRequest(kind, people.people, (name,), key, {"tag": name}, people.given)
    return await request(ctx, requested, complete)


async def try_change_tags(ctx: Context, kind: BulkActionKind, people: PeopleFilter, tag: str) -> DryRun:
    """What `change_tags` would do. Changes nothing. Raises the same errors."""
    name = tag_name(tag, "tag")
    async with ctx.pool.acquire() as connection:
        await check_known(connection, ctx.workspace_id, people)
        if kind is BulkActionKind.UNTAG:
            await _tag_id(connection, ctx.workspace_id, kind, name)
    counted = await count_tagged(ctx.snapshot, ctx.workspace_id, name, people, ctx.now)
    return DryRun(counted.people, counted.skips(kind))


async def cancel(ctx: Context, action_id: int) -> StoredBulkAction:
    """Stop a bulk action after the current batch. Raises NotFound, or NotCancelable if it has ended."""
    async with ctx.pool.acquire() as connection, connection.transaction():
        action = await _locked(connection, ctx.workspace_id, action_id)
        if not await end_bulk_action(connection, ctx.workspace_id, action_id, JobStatus.CANCELED):
            raise NotCancelable(
                f"The bulk action has already ended ({action.status}), so it cannot be canceled.", ("id",)
            )
        await record(ctx, connection, AuditAction.CANCEL, {"bulkAction": _id(action_id)})
    return await _written(ctx, action_id)


async def undo(ctx: Context, action_id: int) -> StoredBulkAction:
    """Create the bulk action that undoes another one, for exactly the people it changed.

    Raises NotFound or NotUndoable.
    """
    async with ctx.pool.acquire() as connection, connection.transaction():
        action = await _locked(connection, ctx.workspace_id, action_id)
        inverse = await _inverse(connection, ctx.workspace_id, action)
        undo_id = await add_undo(connection, ctx.workspace_id, inverse, ctx.viewer.token_name, action_id)
        selected = await freeze_changed_people(connection, ctx.workspace_id, undo_id, action_id)
        await start_bulk_action(connection, ctx.workspace_id, undo_id, selected, tag_id=action.tag_id)
        await mark_undone(connection, ctx.workspace_id, action_id, undo_id)
        detail = {"bulkAction": _id(undo_id), "undoes": _id(action_id)}
        await record(ctx, connection, AuditAction.UNDO, detail, selected)
        await add_job(connection, ctx.workspace_id, inverse, undo_id)
    return await _written(ctx, undo_id)


async def _inverse(connection: Connection, workspace_id: int, action: LockedBulkAction) -> BulkActionKind:
    """The kind of action that undoes this one. Raises NotUndoable."""
    if action.kind.inverse is None:
        raise NotUndoable("A message cannot be undone.", ("id",))
    if action.undoes is not None:
        raise NotUndoable("This bulk action is an undo: repeat the action that it undoes instead.", ("id",))
    if not action.status.has_ended:
        raise NotUndoable("The bulk action has not ended yet: wait for its end, or cancel it first.", ("id",))
    if action.undone_by is not None:
        undo = await _locked(connection, workspace_id, action.undone_by)
        if undo.status not in (JobStatus.CANCELED, JobStatus.FAILED):
            raise NotUndoable("The bulk action has already been undone.", ("id",))
    if action.succeeded == 0:
        raise NotUndoable("The bulk action changed no one, so there is nothing to undo.", ("id",))
    if not action.has_people:
        raise NotUndoable(
            f"The bulk action ended on {action.completed_at:%Y-%m-%d}, and its undo period has expired.", ("id",)
        )
    return action.kind.inverse


async def _action_of_key(connection: Connection, workspace_id: int, requested: BulkRequest) -> int:
    assert requested.key is not None  # noqa: S101 - an action without a key is always new
    action_id, hash_ = await bulk_action_of_key(connection, workspace_id, requested.key)
    if hash_ != requested.hash:
        raise key_reused()
    return action_id


async def _tag_id(connection: Connection, workspace_id: int, kind: BulkActionKind, name: str) -> int:
    if kind is BulkActionKind.TAG:
        return await ensure_tag(connection, workspace_id, name)
    tag_id = await tag_of_name(connection, workspace_id, name)
    if tag_id is None:
        raise NotFound(f"No tag has the name {name!r}: check its spelling.", ("tag",))
    return tag_id


async def _locked(connection: Connection, workspace_id: int, action_id: int) -> LockedBulkAction:
    action = await lock_bulk_action(connection, workspace_id, action_id)
    if action is None:
        raise unknown("bulk action", "id")
    return action


def _id(action_id: int) -> str:
    return global_id("BulkAction", action_id)


async def _written(ctx: Context, action_id: int) -> StoredBulkAction:
    await ctx.written()
    stored = await bulk_action_by_id(ctx, action_id)
    assert stored is not None  # noqa: S101 - bulk actions are never deleted
    return stored
