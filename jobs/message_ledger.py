"""Group commit of recipient states: one transaction at a time, for all changes that came up by then.

A mail costs only a share of a transaction, and its state is committed as soon as possible. There are never more
doubtful cases than mails in transmission.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from db.bulk_actions import advance_bulk_action, lock_bulk_action
from db.messages import DeliveryResult, RecipientState, claim_recipients, settle_recipients
from db.pool import OUTAGES
from jobs.handlers import JobContext

OUTAGE_SECONDS = 60  # of the database, in which results are retried before they are given up
STOP_SECONDS = 3  # the same, while the worker is stopping
PAUSE_SECONDS = 0.5  # between these retries


@dataclass(frozen=True, slots=True)
class _Group:
    """The changes of one transaction: claims of mails about to be sent, and results of delivery."""

    claims: dict[int, asyncio.Future[bool]] = field(default_factory=dict[int, asyncio.Future[bool]])
    inboxes: dict[int, bytes | None] = field(default_factory=dict[int, bytes | None])
    results: list[DeliveryResult] = field(default_factory=list[DeliveryResult])

    def fail(self, error: Exception) -> None:
        for claim in self.claims.values():
            if not claim.done():
                claim.set_exception(error)


class MessageLedger:
    """Commits the recipient states of one bulk action. If `has_ended`, no more of its mails may be sent."""

    def __init__(self, context: JobContext) -> None:
        self.has_ended = False
        self._context = context
        self._next = _Group()
        self._changed = asyncio.Event()
        self._is_closed = False
        self._failure: Exception | None = None

    async def claim(self, person_id: int, inbox: bytes | None) -> bool:
        """Commit the state SENDING of a recipient. Returns False if the mail must not be sent to that inbox any more.

        If it raises, the mail must not be sent either, and the recipient is set back to PENDING.
        """
        self._check()
        claim = self._next.claims[person_id] = asyncio.get_running_loop().create_future()
        self._next.inboxes[person_id] = inbox
        self._changed.set()
        try:
            return await claim
        except BaseException:
            self._add(
                DeliveryResult(person_id, RecipientState.PENDING)
            )  # SENDING may be committed, but the mail is not sent
            raise

    def settle(self, result: DeliveryResult) -> None:
        """Have the result of a delivery committed. Raises the error that stopped earlier commits, if there was one."""
        self._check()
        self._add(result)

    def close(self) -> None:
        """Let `write` end once all changes are committed."""
        self._is_closed = True
        self._changed.set()

    async def write(self) -> None:
        """Commit changes until closed. Retries while the database is unavailable. Raises LeaseLost."""
        while await self._has_more():
            group, self._next = self._next, _Group()
            try:
                await self._write(group)
            except OUTAGES as error:
                group.fail(error)
                self._next.results[:0] = group.results
                await asyncio.sleep(PAUSE_SECONDS)
            except Exception as error:
                self._failure = error
                group.fail(error)
                self._next.fail(error)
                raise

    async def _has_more(self) -> bool:
        while not (self._next.claims or self._next.results or self._is_closed):
            self._changed.clear()
            await self._changed.wait()
        return bool(self._next.claims or self._next.results)

    def _check(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _add(self, result: DeliveryResult) -> None:
        self._next.results.append(result)
        self._changed.set()

    async def _write(self, group: _Group) -> None:
        waiting = {person_id: claim for person_id, claim in group.claims.items() if not claim.done()}
        claimed = await self._record({person_id: group.inboxes[person_id] for person_id in waiting}, group.results)
        for person_id, claim in waiting.items():
            if not claim.done():
                claim.set_result(person_id in claimed)

    async def _record(self, inboxes: dict[int, bytes | None], results: list[DeliveryResult]) -> set[int]:
        """Commit a group. Returns the people whose mails may be sent now."""
        place = (self._context.workspace_id, self._context.subject_id)
        async with self._context.effect() as connection:
            action = await lock_bulk_action(connection, *place)
            self.has_ended = action is None or action.status.has_ended
            if results:
                await advance_bulk_action(connection, *place, await settle_recipients(connection, *place, results))
            if self.has_ended or not inboxes:
                return set()
            return await claim_recipients(connection, *place, inboxes)


@asynccontextmanager
async def message_ledger(context: JobContext) -> AsyncGenerator[MessageLedger]:
    """A ledger that has committed all changes when the block ends. Raises LeaseLost, or TimeoutError in an outage."""
    ledger = MessageLedger(context)
    writing = asyncio.create_task(ledger.write())
    try:
        yield ledger
    finally:
        ledger.close()
        task = asyncio.current_task()
        seconds = STOP_SECONDS if task is not None and task.cancelling() else OUTAGE_SECONDS
        async with asyncio.timeout(seconds):
            await writing
