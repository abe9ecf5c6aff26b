"""Notes about messages, written in groups: one transaction at a time, for all that is to be noted by then.

So a mail costs a share of a transaction, and is noted as soon as can be: no more mails are ever in doubt than leave at
the same time.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from db.bulk_actions import advance_bulk_action, lock_bulk_action
from db.messages import Fate, Outcome, claim_recipients, settle_recipients
from db.pool import OUTAGES
from jobs.work import Work

NOTING_SECONDS = 60  # to note what became of mails while the database does not answer
FAREWELL_SECONDS = 3  # the same when the worker is told to stop
PAUSE_SECONDS = 0.5  # between attempts at it


@dataclass(frozen=True, slots=True)
class _Group:
    """What is noted together: who asks to leave, and what became of those who left."""

    claims: dict[int, asyncio.Future[bool]] = field(default_factory=dict[int, asyncio.Future[bool]])
    outcomes: list[Outcome] = field(default_factory=list[Outcome])

    def fail(self, error: Exception) -> None:
        for claim in self.claims.values():
            if not claim.done():
                claim.set_exception(error)


class MessageLedger:
    """What is to be noted about the messages of one bulk action. `has_ended`: nothing more of it is to be sent."""

    def __init__(self, work: Work) -> None:
        self.has_ended = False
        self._work = work
        self._next = _Group()
        self._news = asyncio.Event()
        self._is_closed = False
        self._failure: Exception | None = None

    async def claim(self, person_id: int) -> bool:
        """Note that a message is about to leave. False where it is not to be sent any more.

        Raises whatever keeps it from being noted, after which it must not leave either.
        """
        self._check()
        claim = self._next.claims[person_id] = asyncio.get_running_loop().create_future()
        self._news.set()
        try:
            return await claim
        except BaseException:
            self._add(Outcome(person_id, Fate.PENDING))  # it may have been noted all the same, but does not leave
            raise

    def settle(self, outcome: Outcome) -> None:
        """Have it noted what became of a message. Raises what has kept earlier notes from being written."""
        self._check()
        self._add(outcome)

    def close(self) -> None:
        """Have the writing end once everything is noted."""
        self._is_closed = True
        self._news.set()

    async def write(self) -> None:
        """Write until closed, waiting for a database that is away. Raises LeaseLost."""
        while await self._has_more():
            group, self._next = self._next, _Group()
            try:
                await self._write(group)
            except OUTAGES as error:
                group.fail(error)
                self._next.outcomes[:0] = group.outcomes
                await asyncio.sleep(PAUSE_SECONDS)
            except Exception as error:
                self._failure = error
                group.fail(error)
                self._next.fail(error)
                raise

    async def _has_more(self) -> bool:
        while not (self._next.claims or self._next.outcomes or self._is_closed):
            self._news.clear()
            await self._news.wait()
        return bool(self._next.claims or self._next.outcomes)

    def _check(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _add(self, outcome: Outcome) -> None:
        self._next.outcomes.append(outcome)
        self._news.set()

    async def _write(self, group: _Group) -> None:
        waiting = {person_id: claim for person_id, claim in group.claims.items() if not claim.done()}
        claimed = await self._note(list(waiting), group.outcomes)
        for person_id, claim in waiting.items():
            if not claim.done():
                claim.set_result(person_id in claimed)

    async def _note(self, person_ids: list[int], outcomes: list[Outcome]) -> set[int]:
        """Those who may leave now."""
        place = (self._work.workspace_id, self._work.subject_id)
        async with self._work.effect() as connection:
            action = await lock_bulk_action(connection, *place)
            self.has_ended = action is None or action.status.has_ended
            if outcomes:
                await advance_bulk_action(connection, *place, await settle_recipients(connection, *place, outcomes))
            if self.has_ended or not person_ids:
                return set()
            return await claim_recipients(connection, *place, person_ids)


@asynccontextmanager
async def message_ledger(work: Work) -> AsyncGenerator[MessageLedger]:
    """A ledger in which everything is noted by the end. Raises LeaseLost, or whatever outage lasts for too long."""
    ledger = MessageLedger(work)
    writing = asyncio.create_task(ledger.write())
    try:
        yield ledger
    finally:
        ledger.close()
        task = asyncio.current_task()
        seconds = FAREWELL_SECONDS if task is not None and task.cancelling() else NOTING_SECONDS
        async with asyncio.timeout(seconds):
            await writing
