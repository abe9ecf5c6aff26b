"""Group commit: waiting batches of a workspace are recorded in one transaction, whichever request sent them.

Events of one visit from two clients are merged and written once, and small batches share the cost of a transaction.
Memory is bounded: a request stops reading while `LineKind.ahead` of its batches are not recorded, and a group is never
larger than `LineKind.group` full batches.
"""

import asyncio
from abc import ABC, abstractmethod
from asyncio import Future
from collections import Counter
from contextvars import Context
from dataclasses import dataclass, field
from itertools import chain, takewhile
from operator import attrgetter

from typing_extensions import override

from core.errors import Unavailable
from db.pool import Pool
from db.recorded import Recorded
from web.batches import BATCH, BATCH_BYTES, Batch
from web.line_kinds import LineKind

# Groups of full batches that a process records at the same time: while one is merged the next is staged, so that two
# cores are busy. Each group uses one connection per lane; the rest of the pool is left to other requests.
_AT_ONCE = 2
# Groups of small batches of a workspace that are recorded at the same time, beside groups of full ones. Each uses one
# connection, so that a workspace that sends many small batches leaves connections to others.
_SMALL_AT_ONCE = 3
# Groups of ordered batches that a process records at the same time, each of another workspace.
_ORDERED_AT_ONCE = 3


@dataclass(slots=True, eq=False)
class _Waiting:
    batch: Batch
    outcome: Future[Recorded]

    @property
    def first_line(self) -> int:
        """How much its request has had before."""
        return self.batch.items[0].place

    def tell(self, outcome: Recorded | Exception) -> None:
        if self.outcome.done():  # the request was canceled
            return
        if isinstance(outcome, Exception):
            self.outcome.set_exception(outcome)
        else:
            self.outcome.set_result(outcome)


@dataclass(slots=True)
class _Group:
    most: int  # full batches
    batches: list[_Waiting] = field(default_factory=list[_Waiting])
    count: int = 0
    size: int = 0

    def takes(self, waiting: _Waiting) -> bool:
        """Adds a batch if there is room for it. The first batch is always added. Returns whether it was added."""
        count, size = self.count + len(waiting.batch.items), self.size + waiting.batch.size
        if self.batches and (count > self.most * BATCH or size > self.most * BATCH_BYTES):
            return False
        self.batches.append(waiting)
        self.count, self.size = count, size
        return True


@dataclass(slots=True)
class _Queues:
    """Waiting batches by workspace, in order of arrival, and the number of groups that are being recorded."""

    group: int  # the most full batches in a group
    waiting: dict[int, list[_Waiting]] = field(default_factory=dict[int, list[_Waiting]])
    recording: Counter[int] = field(default_factory=Counter[int])

    def begin(self, workspace_id: int) -> list[_Waiting]:
        """Removes a group from a workspace's queue, and moves the queue behind those of other workspaces.

        The group contains the batch that has waited longest, so no batch waits forever. The others are those with the
        lowest line numbers, which keeps clients in step that each send a part of one history. Of one request, a group
        has those that arrived first.
        """
        first, *others = self.waiting.pop(workspace_id)
        group = _Group(self.group)
        taken = {*takewhile(group.takes, (first, *sorted(others, key=attrgetter("first_line"))))}
        if rest := [waiting for waiting in others if waiting not in taken]:
            self.waiting[workspace_id] = rest
        self.recording[workspace_id] += 1
        return group.batches

    def end(self, workspace_id: int) -> None:
        self.recording[workspace_id] -= 1
        if not self.recording[workspace_id]:
            del self.recording[workspace_id]


class GroupCommit:
    """Records batches in groups. Each group belongs to one workspace, and workspaces take turns."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._kinds: dict[LineKind, _Groups] = {}

    async def record(self, workspace_id: int, batch: Batch) -> Recorded:
        """Waits until the batch is recorded. Returns the counts and rejections of the batch alone."""
        kind = batch.kind
        if kind not in self._kinds:
            self._kinds[kind] = (_OrderedGroups if kind.is_ordered else _UnorderedGroups)(self._pool, kind)
        return await self._kinds[kind].record(workspace_id, batch)


class _Groups(ABC):
    """The groups of one kind of lines."""

    def __init__(self, pool: Pool, kind: LineKind) -> None:
        self._pool = pool
        self._kind = kind
        self._tasks: set[asyncio.Task[None]] = set()

    async def record(self, workspace_id: int, batch: Batch) -> Recorded:
        waiting = _Waiting(batch, asyncio.get_running_loop().create_future())
        self._queues_of(batch).waiting.setdefault(workspace_id, []).append(waiting)
        self._begin(workspace_id)
        return await waiting.outcome

    @abstractmethod
    def _queues_of(self, batch: Batch) -> _Queues: ...

    @abstractmethod
    def _begin(self, workspace_id: int) -> None:
        """Starts all groups that may start now. Runs when a batch arrives and when a group is done."""

    def _start(self, queues: _Queues, workspace_id: int) -> None:
        task = asyncio.create_task(
            self._record(queues, workspace_id, queues.begin(workspace_id)),
            context=Context(),  # a group may belong to several requests
        )
        self._tasks.add(task)  # a task without a reference may be garbage-collected before it ends
        task.add_done_callback(self._tasks.discard)

    async def _record(self, queues: _Queues, workspace_id: int, group: list[_Waiting]) -> None:
        try:
            items = [*chain.from_iterable(waiting.batch.items for waiting in group)]
            outcomes = await self._kind.record(self._pool, workspace_id, items)
            for waiting in group:
                waiting.tell(outcomes[waiting.batch.number])
        except Exception as failure:
            for waiting in group:
                waiting.tell(failure)
        finally:
            for waiting in group:
                waiting.tell(Unavailable("The server is shutting down."))  # only if it has no outcome yet
            queues.end(workspace_id)
            self._begin(workspace_id)


class _UnorderedGroups(_Groups):
    """Groups that are recorded at the same time, full batches apart from small ones."""

    def __init__(self, pool: Pool, kind: LineKind) -> None:
        super().__init__(pool, kind)
        self._full = _Queues(kind.group)
        self._small = _Queues(kind.group)

    @override
    def _queues_of(self, batch: Batch) -> _Queues:
        return self._full if batch.is_full else self._small

    @override
    def _begin(self, workspace_id: int) -> None:
        self._begin_small(workspace_id)
        while self._full.waiting and self._full.recording.total() < _AT_ONCE:
            next_one = next(iter(self._full.waiting))
            self._start(self._full, next_one)
            self._begin_small(next_one)

    def _begin_small(self, workspace_id: int) -> None:
        """Starts groups of small batches, which do not wait for full batches to be recorded.

        While full batches of the workspace are recorded, a few groups of small batches do not wait for each other
        either: a group of small batches may then wait long for a lane, and later small batches would also wait for the
        next full group.
        """
        most = _SMALL_AT_ONCE if self._full.recording[workspace_id] else 1
        while workspace_id in self._small.waiting and self._small.recording[workspace_id] < most:
            self._start(self._small, workspace_id)


class _OrderedGroups(_Groups):
    """Groups of which one of a workspace is recorded at a time, so that batches of a request keep their order."""

    def __init__(self, pool: Pool, kind: LineKind) -> None:
        super().__init__(pool, kind)
        self._all = _Queues(kind.group)

    @override
    def _queues_of(self, batch: Batch) -> _Queues:
        return self._all

    @override
    def _begin(self, workspace_id: int) -> None:
        idle = [waiting for waiting in self._all.waiting if not self._all.recording[waiting]]
        for next_one in idle[: _ORDERED_AT_ONCE - self._all.recording.total()]:
            self._start(self._all, next_one)
