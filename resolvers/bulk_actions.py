"""Acting on many people: whom a filter selects is written down when it is asked for, and a job does the rest."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import orjson

from core.bulk_actions import BulkActionKind
from core.errors import Conflict, Invalid, NotCancelable, NotFound, NotUndoable
from core.ids import global_id
from core.job_states import JobStatus
from core.people import tag_name
from core.people_filters import PeopleFilter
from core.texts import check_text
from db.bulk_actions import (
    Failure,
    LockedBulkAction,
    Skip,
    StoredBulkAction,
    add_bulk_action,
    bulk_action_of_key,
    end_bulk_action,
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
from db.jobs import add_job
from db.pool import Connection
from db.tagging import count_tagged, ensure_tag, tag_of_name
from resolvers.context import Context

MOST_FAILURES = 100


@dataclass(frozen=True, slots=True)
class BulkRequest:
    """What is asked for. `details` is all of the input but the people, and fit to be JSON."""

    kind: BulkActionKind
    people: PeopleFilter
    details: tuple[str | None, ...]
    key: str | None

    @property
    def hash(self) -> bytes:
        """The same for the same input."""
        return hashlib.sha256(orjson.dumps((self.kind, self.people, self.details))).digest()


@dataclass(frozen=True, slots=True)
class DryRun:
    """How many people would be selected, and how many of them skipped for which reason."""

    selected: int
    skips: list[Skip]


# Completes a new bulk action that selects so many people: complete(connection, action_id, selected).
Complete = Callable[[Connection, int, int], Awaitable[None]]


async def bulk_action_by_id(ctx: Context, action_id: int) -> StoredBulkAction | None:
    """A bulk action, or None."""
    return await ctx.loaders.load(fetch_bulk_actions, action_id)


async def skips_of(ctx: Context, action_id: int) -> list[Skip]:
    """Why people were skipped so far, the most frequent reason first."""
    return await ctx.loaders.load(fetch_skips, action_id) or []


async def failures_of(ctx: Context, action_id: int) -> list[Failure]:
    """Whom it could not be done to so far, and why: the first 100, in the order in which they became known here."""
    return await ctx.loaders.load(fetch_failures, action_id, MOST_FAILURES) or []


async def request(ctx: Context, asked: BulkRequest, complete: Complete) -> StoredBulkAction:
    """Make a bulk action, with its people and its job, in one transaction; or find the one made under the same key.

    Raises NotFound for ids that are nobody's, Invalid where nobody is selected, and Conflict where the key was used
    with another input.
    """
    if asked.key is not None:
        check_text(asked.key, "idempotencyKey")
    async with ctx.pool.acquire() as connection, connection.transaction():
        action_id = await add_bulk_action(connection, ctx.workspace_id, asked.kind, asked.key, asked.hash)
        if action_id is None:
            action_id = await _made_before(connection, ctx.workspace_id, asked)
        else:
            await check_known(connection, ctx.workspace_id, asked.people)
            selected = await freeze_people(connection, ctx.workspace_id, action_id, asked.people, ctx.now)
            if selected == 0:
                raise nobody()
            await complete(connection, action_id, selected)
            await add_job(connection, ctx.workspace_id, asked.kind, action_id)
    return await _written(ctx, action_id)


def nobody() -> Invalid:
    """Why a filter cannot be acted on that selects nobody."""
    return Invalid("the filter selects nobody", ("people",))


async def check_known(connection: Connection, workspace_id: int, people: PeopleFilter) -> None:
    """Raise NotFound where a person who is named does not exist in this workspace."""
    unknown = await unknown_people(connection, workspace_id, people.ids or ())
    if unknown:
        raise NotFound(f"there is no person with the id {global_id('Person', unknown[0])!r}", ("people", "ids"))


async def change_tags(
    ctx: Context, kind: BulkActionKind, people: PeopleFilter, tag: str, key: str | None
) -> StoredBulkAction:
    """Tag or untag people. Raises Refused like `request`, and NotFound for a tag to be removed that does not exist."""
    name = tag_name(tag, "tag")

    async def complete(connection: Connection, action_id: int, selected: int) -> None:
        tag_id = await _tag_id(connection, ctx.workspace_id, kind, name)
        await start_bulk_action(connection, ctx.workspace_id, action_id, selected, tag_id=tag_id)

    return await request(ctx, BulkRequest(kind, people, (name,), key), complete)


async def try_change_tags(ctx: Context, kind: BulkActionKind, people: PeopleFilter, tag: str) -> DryRun:
    """What `change_tags` would do; nothing is changed. Raises what it would raise."""
    name = tag_name(tag, "tag")
    async with ctx.pool.acquire() as connection:
        await check_known(connection, ctx.workspace_id, people)
        if kind is BulkActionKind.UNTAG:
            await _tag_id(connection, ctx.workspace_id, kind, name)
    counted = await count_tagged(ctx.snapshot, ctx.workspace_id, name, people, ctx.now)
    return DryRun(counted.people, counted.skips(kind))


async def cancel(ctx: Context, action_id: int) -> StoredBulkAction:
    """Stop a bulk action after the batch that is being worked on. Raises NotFound, or NotCancelable when it is over."""
    async with ctx.pool.acquire() as connection, connection.transaction():
        action = await _locked(connection, ctx.workspace_id, action_id)
        if not await end_bulk_action(connection, ctx.workspace_id, action_id, JobStatus.CANCELED):
            raise NotCancelable(f"the bulk action is over: {action.status}", ("id",))
    return await _written(ctx, action_id)


async def undo(ctx: Context, action_id: int) -> StoredBulkAction:
    """Make the bulk action that takes another back, for exactly those whom it changed.

    Raises NotFound, or NotUndoable where that cannot be.
    """
    async with ctx.pool.acquire() as connection, connection.transaction():
        action = await _locked(connection, ctx.workspace_id, action_id)
        inverse = await _inverse(connection, ctx.workspace_id, action)
        undo_id = await add_bulk_action(connection, ctx.workspace_id, inverse)
        assert undo_id is not None  # noqa: S101 - it has no key
        selected = await freeze_changed_people(connection, ctx.workspace_id, undo_id, action_id)
        await start_bulk_action(connection, ctx.workspace_id, undo_id, selected, tag_id=action.tag_id, undoes=action_id)
        await mark_undone(connection, ctx.workspace_id, action_id, undo_id)
        await add_job(connection, ctx.workspace_id, inverse, undo_id)
    return await _written(ctx, undo_id)


async def _inverse(connection: Connection, workspace_id: int, action: LockedBulkAction) -> BulkActionKind:
    """What takes an action back. Raises NotUndoable."""
    if action.kind.inverse is None:
        raise NotUndoable("a message cannot be taken back", ("id",))
    if action.undoes is not None:
        raise NotUndoable("it takes another bulk action back: repeat that one instead", ("id",))
    if not action.status.has_ended:
        raise NotUndoable("it is not over yet: cancel it first, or wait", ("id",))
    if action.undone_by is not None:
        undo = await _locked(connection, workspace_id, action.undone_by)
        if undo.status not in (JobStatus.CANCELED, JobStatus.FAILED):
            raise NotUndoable("it is taken back already", ("id",))
    if action.succeeded == 0:
        raise NotUndoable("it changed nobody", ("id",))
    if not action.has_people:
        raise NotUndoable(
            f"it was over on {action.completed_at:%Y-%m-%d}, and whom it changed is kept no longer", ("id",)
        )
    return action.kind.inverse


async def _made_before(connection: Connection, workspace_id: int, asked: BulkRequest) -> int:
    assert asked.key is not None  # noqa: S101 - only a key can be taken
    action_id, hash_ = await bulk_action_of_key(connection, workspace_id, asked.key)
    if hash_ != asked.hash:
        raise Conflict("the key was used with another input", ("idempotencyKey",))
    return action_id


async def _tag_id(connection: Connection, workspace_id: int, kind: BulkActionKind, name: str) -> int:
    if kind is BulkActionKind.TAG:
        return await ensure_tag(connection, workspace_id, name)
    tag_id = await tag_of_name(connection, workspace_id, name)
    if tag_id is None:
        raise NotFound(f"there is no tag {name!r}", ("tag",))
    return tag_id


async def _locked(connection: Connection, workspace_id: int, action_id: int) -> LockedBulkAction:
    action = await lock_bulk_action(connection, workspace_id, action_id)
    if action is None:
        raise NotFound("there is no such bulk action", ("id",))
    return action


async def _written(ctx: Context, action_id: int) -> StoredBulkAction:
    await ctx.written()
    stored = await bulk_action_by_id(ctx, action_id)
    assert stored is not None  # noqa: S101 - bulk actions are never deleted
    return stored
