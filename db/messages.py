"""Messages to many people: what they say, and what became of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from core.people_filters import PeopleFilter
from db.bulk_actions import LockedBulkAction, Progress, Skip
from db.people_filters import narrowed
from db.pool import Connection, Pool
from db.snapshots import Snapshot
from db.statements.composer import statement


class RecipientState(StrEnum):
    """What became of a message: PENDING, it is still to be sent."""

    PENDING = "PENDING"
    SENT = "SENT"
    SKIPPED = "SKIPPED"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """What a bulk action says: templates. `name` is unlike that of any other, `link_key` signs its links."""

    subject: str
    body: str
    name: UUID
    link_key: bytes


@dataclass(frozen=True, slots=True)
class DueRecipient:
    """Somebody whose message is to be sent now. `skip` is why they can no longer be sent e-mail."""

    person_id: int
    deferrals: int
    external_id: str
    email: str | None
    name: str | None
    attributes: Mapping[str, Any]
    tags: list[str]
    skip: str | None


@dataclass(frozen=True, slots=True)
class DeliveryResult:
    """What became of a person's message. With a `pause`, it was put off for so long."""

    person_id: int
    state: RecipientState
    reason: str | None = None
    pause: timedelta | None = None


async def add_message(
    connection: Connection, workspace_id: int, action_id: int, *, subject: str, body: str, link_key: bytes
) -> None:
    """Note what a bulk action says."""
    await connection.execute(statement("add_message"), workspace_id, action_id, subject, body, link_key)


async def fetch_message(db: Pool | Connection, workspace_id: int, action_id: int) -> StoredMessage | None:
    """What a bulk action says, or None where it says nothing."""
    row = await db.fetchrow(statement("message"), workspace_id, action_id)
    return StoredMessage(**row) if row else None


async def count_messaging(
    snapshot: Snapshot, workspace_id: int, people: PeopleFilter, as_of: datetime
) -> tuple[int, list[Skip]]:
    """How many people a filter selects, and how many of them would be skipped for which reason."""
    query, narrowing = narrowed("count_mailable", people, as_of)
    rows = await snapshot.fetch(query, workspace_id, *narrowing)
    return sum(row["people"] for row in rows), [Skip(**row) for row in rows if row["reason"] is not None]


async def add_recipients(connection: Connection, workspace_id: int, action: LockedBulkAction) -> Progress:
    """Write the next batch of a bulk action down as recipients. The progress says who of them is skipped."""
    rows = await connection.fetch(statement("add_recipients"), workspace_id, action.id, action.last_batch)
    last = rows[0]["number"] if rows else action.last_batch
    return Progress(last, skips={row["reason"]: row["people"] for row in rows if row["reason"] is not None})


async def due_recipients(connection: Connection, workspace_id: int, action_id: int, most: int) -> list[DueRecipient]:
    """Those whose message is due, the longest due first."""
    rows = await connection.fetch(statement("due_recipients"), workspace_id, action_id, most)
    return [DueRecipient(**row) for row in rows]


async def next_recipient_due(connection: Connection, workspace_id: int, action_id: int) -> datetime | None:
    """When the next message is due that is still to be sent. None: there is none."""
    return await connection.fetchval(statement("next_recipient_due"), workspace_id, action_id)


async def claim_recipients(
    connection: Connection, workspace_id: int, action_id: int, person_ids: Sequence[int]
) -> set[int]:
    """Note that messages are about to leave. The ids are of those that may: not sent or unsubscribed meanwhile."""
    rows = await connection.fetch(statement("claim_recipients"), workspace_id, action_id, person_ids)
    return {row["person_id"] for row in rows}


async def settle_recipients(
    connection: Connection, workspace_id: int, action_id: int, results: Sequence[DeliveryResult]
) -> Progress:
    """Note what became of messages. What is known of one already stays, and is no progress."""
    person_ids = [result.person_id for result in results]
    states = [result.state for result in results]
    reasons = [result.reason for result in results]
    pauses = [result.pause for result in results]
    arguments = (workspace_id, action_id, person_ids, states, reasons, pauses)
    rows = await connection.fetch(statement("settle_recipients"), *arguments)
    people = {state: sum(row["people"] for row in rows if row["state"] == state) for state in RecipientState}
    skips = {row["reason"]: row["people"] for row in rows if row["state"] == RecipientState.SKIPPED}
    return Progress(0, people[RecipientState.SENT], people[RecipientState.FAILED], skips)


async def leaving_recipients(db: Pool | Connection, workspace_id: int, action_id: int) -> list[int]:
    """The ids of those whose message was leaving when that was last noted."""
    rows = await db.fetch(statement("leaving_recipients"), workspace_id, action_id)
    return [row["person_id"] for row in rows]


async def unsubscribe(db: Pool, workspace_id: int, person_id: int) -> None:
    """Send a person no more e-mail."""
    await db.execute(statement("unsubscribe"), workspace_id, person_id)
