"""Messages to many people: their templates, and the state of each recipient."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from core.people_filters import PeopleFilter
from db.bulk_actions import LockedBulkAction, Progress, Skip
from db.people_filters import narrowed
from db.pool import Connection, WorkspacePool
from db.snapshots import Snapshot
from db.statements.composer import statement


class RecipientState(StrEnum):
    """The state of a recipient. PENDING: the mail is not sent yet.

    The database also has SENDING, which only `claim_recipients` sets.
    """

    PENDING = "PENDING"
    SENT = "SENT"
    SKIPPED = "SKIPPED"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """The templates of a message. `name` is unique, and `link_key` signs its unsubscribe links."""

    subject: str
    body: str
    name: UUID
    link_key: bytes


@dataclass(frozen=True, slots=True)
class DueRecipient:
    """A recipient whose mail is due. `skip` is the reason why it must not be sent any more, or None.

    `inbox` identifies the inbox of the address: equal addresses have the same. None if there is no address.
    """

    person_id: int
    deferrals: int
    external_id: str
    email: str | None
    name: str | None
    attributes: Mapping[str, Any]
    tags: list[str]
    inbox: bytes | None
    skip: str | None


@dataclass(frozen=True, slots=True)
class DeliveryResult:
    """The state of a recipient after an attempt to send the mail. `pause`: time until a deferred mail is retried."""

    person_id: int
    state: RecipientState
    reason: str | None = None
    pause: timedelta | None = None


async def add_message(
    connection: Connection, workspace_id: int, action_id: int, *, subject: str, body: str, link_key: bytes
) -> None:
    """Store the templates of a bulk action."""
    await connection.execute(statement("add_message"), workspace_id, action_id, subject, body, link_key)


async def fetch_message(db: WorkspacePool | Connection, workspace_id: int, action_id: int) -> StoredMessage | None:
    """The message of a bulk action, or None if it sends none."""
    row = await db.fetchrow(statement("message"), workspace_id, action_id)
    return StoredMessage(**row) if row else None


async def count_messaging(
    snapshot: Snapshot, workspace_id: int, people: PeopleFilter, as_of: datetime
) -> tuple[int, list[Skip]]:
    """The number of people who match a filter, and of those who would be skipped, by reason."""
    query, narrowing = narrowed("count_mailable", people, as_of)
    rows = await snapshot.fetch(query, workspace_id, *narrowing)
    return sum(row["people"] for row in rows), [Skip(**row) for row in rows if row["reason"] is not None]


async def fetch_reasons_for_no_mail(
    snapshot: Snapshot, workspace_id: int, person_ids: Sequence[int]
) -> dict[int, str | None]:
    """Why no message can be sent to each person; None if one can."""
    rows = await snapshot.look_up(statement("why_not_mailed"), workspace_id, person_ids)
    return {row["person_id"]: row["reason"] for row in rows}


async def add_recipients(connection: Connection, workspace_id: int, action: LockedBulkAction) -> Progress:
    """Store the next batch of a bulk action as recipients. The progress counts those who are skipped."""
    rows = await connection.fetch(statement("add_recipients"), workspace_id, action.id, action.last_batch)
    last = rows[0]["number"] if rows else action.last_batch
    return Progress(last, skips={row["reason"]: row["people"] for row in rows if row["reason"] is not None})


async def due_recipients(connection: Connection, workspace_id: int, action_id: int, most: int) -> list[DueRecipient]:
    """The recipients whose mail is due, longest due first. Call it after lock_bulk_action."""
    await connection.execute(statement("readdress_recipients"), workspace_id, action_id, most)
    rows = await connection.fetch(statement("due_recipients"), workspace_id, action_id, most)
    return [DueRecipient(**row) for row in rows]


async def next_recipient_due(connection: Connection, workspace_id: int, action_id: int) -> datetime | None:
    """When the next unsent mail is due, or None if there is none."""
    return await connection.fetchval(statement("next_recipient_due"), workspace_id, action_id)


async def claim_recipients(
    connection: Connection, workspace_id: int, action_id: int, inboxes: Mapping[int, bytes | None]
) -> set[int]:
    """Set recipients to SENDING, given the inbox of each person. Call it after lock_bulk_action.

    Returns those whose mail may be sent: PENDING until now, not unsubscribed, still with that inbox, and the only one
    of the bulk action with it.
    """
    arguments = (workspace_id, action_id, list(inboxes), list(inboxes.values()))
    rows = await connection.fetch(statement("claim_recipients"), *arguments)
    return {row["person_id"] for row in rows}


async def settle_recipients(
    connection: Connection, workspace_id: int, action_id: int, results: Sequence[DeliveryResult]
) -> Progress:
    """Store the results of delivery. Recipients with a final state keep it, and do not count as progress."""
    person_ids = [result.person_id for result in results]
    states = [result.state for result in results]
    reasons = [result.reason for result in results]
    pauses = [result.pause for result in results]
    arguments = (workspace_id, action_id, person_ids, states, reasons, pauses)
    rows = await connection.fetch(statement("settle_recipients"), *arguments)
    people = {state: sum(row["people"] for row in rows if row["state"] == state) for state in RecipientState}
    skips = {row["reason"]: row["people"] for row in rows if row["state"] == RecipientState.SKIPPED}
    return Progress(0, people[RecipientState.SENT], people[RecipientState.FAILED], skips)


async def leaving_recipients(db: WorkspacePool | Connection, workspace_id: int, action_id: int) -> list[int]:
    """The people whose recipient is in the state SENDING."""
    rows = await db.fetch(statement("leaving_recipients"), workspace_id, action_id)
    return [row["person_id"] for row in rows]


async def unsubscribe(db: WorkspacePool, workspace_id: int, person_id: int, inbox: bytes | None) -> None:
    """Unsubscribe a person, and the inbox that their link was sent to. None: their current one."""
    await db.execute(statement("unsubscribe"), workspace_id, person_id, inbox)
