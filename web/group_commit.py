"""Group commit: batches of a workspace that wait at the same time are recorded together, whoever sent them.

What two clients say of one visit is then merged and written once, and many small batches share a transaction's cost.
Memory stays within what requests hold anyway: each stops reading while AHEAD of its batches are not recorded, and a
group is never larger than GROUP full batches.
"""

import asyncio
from asyncio import Future
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter

from core.errors import Unavailable
from db.events import Recorded
from db.pool import Pool
from resolvers.lanes import record_by_lanes
from web.batches import BATCH, BATCH_BYTES, Batch

# Full batches in a group: enough to share the cost of a transaction, few enough to keep other writers waiting only
# briefly.
GROUP = 20
# Full batches that a request may have waiting or recorded before it reads the next: two groups that are recorded, and
# a third for when one of them is.
AHEAD = 3 * GROUP
# Groups of full batches that a process records at once, of all requests: while one is merged the next is staged, and
# neither core waits. Each takes a connection for each lane, and the others are left to other requests.
_AT_ONCE = 2


@dataclass(slots=True, eq=False)
class _Waiting:
    batch: Batch
    outcome: Future[Recorded]

    @property
    def first_line(self) -> int:
        """How much its request has had before."""
        return self.batch.events[0].place

    def tell(self, outcome: Recorded | Exception) -> None:
        if self.outcome.done():  # nobody waits for it any more
            return
        if isinstance(outcome, Exception):
            self.outcome.set_exception(outcome)
        else:
            self.outcome.set_result(outcome)


@dataclass(slots=True)
class _Group:
    batches: list[_Waiting] = field(default_factory=list[_Waiting])
    count: int = 0
    size: int = 0

    def takes(self, waiting: _Waiting) -> bool:
        """Take a batch if there is room for it, or for nothing else."""
        count, size = self.count + len(waiting.batch.events), self.size + waiting.batch.size
        if self.batches and (count > GROUP * BATCH or size > GROUP * BATCH_BYTES):
            return False
        self.batches.append(waiting)
        self.count, self.size = count, size
        return True


@dataclass(slots=True)
class _Lines:
    """Batches that wait, in the order in which they came; and how many groups of a workspace are being recorded."""

    waiting: dict[int, list[_Waiting]] = field(default_factory=dict[int, list[_Waiting]])
    recording: Counter[int] = field(default_factory=Counter[int])

    def begin(self, workspace_id: int) -> list[_Waiting]:
        """Take a group out of a workspace's line, which then waits behind those of others.

        The batch that has waited longest is in it, so that each comes to its turn; then those whose requests have had
        the least so far. That keeps in step clients who send a part each of one history.
        """
        first, *others = self.waiting.pop(workspace_id)
        group = _Group()
        taken = {waiting for waiting in (first, *sorted(others, key=attrgetter("first_line"))) if group.takes(waiting)}
        if rest := [waiting for waiting in others if waiting not in taken]:
            self.waiting[workspace_id] = rest
        self.recording[workspace_id] += 1
        return group.batches

    def end(self, workspace_id: int) -> None:
        """A group is recorded."""
        self.recording[workspace_id] -= 1
        if not self.recording[workspace_id]:
            del self.recording[workspace_id]


class GroupCommit:
    """Records batches in groups of a workspace; workspaces take turns."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._full = _Lines()
        self._small = _Lines()
        self._tasks: set[asyncio.Task[None]] = set()

    async def record(self, workspace_id: int, batch: Batch) -> Recorded:
        """Record a batch, sooner or later, and tell what became of it."""
        waiting = _Waiting(batch, asyncio.get_running_loop().create_future())
        lines = self._full if batch.is_full else self._small
        lines.waiting.setdefault(workspace_id, []).append(waiting)
        self._begin(workspace_id)
        return await waiting.outcome

    def _begin(self, workspace_id: int) -> None:
        """Record what may be recorded now, when something of a workspace has come or has been recorded."""
        self._begin_small(workspace_id)
        while self._full.waiting and self._full.recording.total() < _AT_ONCE:
            next_one = next(iter(self._full.waiting))
            self._start(self._full, next_one)
            self._begin_small(next_one)

    def _begin_small(self, workspace_id: int) -> None:
        """Small batches do not wait for full ones here, and where those are at work not for each other either.

        There a group of them might wait long for a lane, and who comes later would wait for the next full one as well.
        """
        while workspace_id in self._small.waiting and (
            self._full.recording[workspace_id] or not self._small.recording[workspace_id]
        ):
            self._start(self._small, workspace_id)

    def _start(self, lines: _Lines, workspace_id: int) -> None:
        task = asyncio.create_task(self._record(lines, workspace_id, lines.begin(workspace_id)))
        self._tasks.add(task)  # or it might be collected before its end
        task.add_done_callback(self._tasks.discard)

    async def _record(self, lines: _Lines, workspace_id: int, group: list[_Waiting]) -> None:
        try:
            events = [*chain.from_iterable(waiting.batch.events for waiting in group)]
            outcomes = await record_by_lanes(self._pool, workspace_id, events)
            for waiting in group:
                waiting.tell(outcomes[waiting.batch.number])
        except Exception as failure:
            for waiting in group:
                waiting.tell(failure)
        finally:
            for waiting in group:
                waiting.tell(Unavailable("The server is shutting down."))  # if it has no outcome yet
            lines.end(workspace_id)
            self._begin(workspace_id)
