"""Divides the time of the event loop between workspaces.

asyncio runs ready tasks in order of arrival. A client with eight connections that always have work would run eight
times between two steps of a dashboard with one.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Generator
from typing import Any, Generic, TypeVar

from typing_extensions import override

from core.turns import Turns

T = TypeVar("T")

SHARE = 0.25  # of the time, for a workspace while others are active
BURST_SECONDS = 0.01  # that a workspace may use at once, after a pause
MOST_DEBT_SECONDS = 0.1  # a workspace waits for at most so long, whatever it has used before
ACTIVE_SECONDS = 0.02  # after a step, a workspace counts as one that needs the event loop
SLICE_SECONDS = 0.00025  # after which long work asks for its next turn
_LONGEST_SLEEP_SECONDS = 0.005  # others may have become idle
_REMEMBERED = 1_000  # workspaces, beside those that are active or owe time


class LoopTime:
    """Gives turns to work that occupies the event loop: one in each iteration of the loop, to workspaces in rotation.

    A workspace that has used more than its share waits while others are active. One that is alone uses all of the time.
    A request that waits for the database or for its client is not active. Keeps two numbers for each workspace that has
    not been idle for long.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.clock = clock
        self._turns: Turns[int] = Turns(1, 1)
        self._active_until: dict[int, float] = {}
        self._repaid_at: dict[
            int, float
        ] = {}  # when a workspace that uses nothing more has used no more than its share
        self._most = _REMEMBERED

    async def turn(self, workspace_id: int) -> None:
        """Waits until the workspace may use the event loop for about `SLICE_SECONDS`, or for one step of a request."""
        self._note_active(workspace_id)
        while (seconds := self._owed(workspace_id)) > 0 and self._has_others(workspace_id):  # noqa: ASYNC110 - time ends it
            await asyncio.sleep(min(seconds, _LONGEST_SLEEP_SECONDS))
        await self._turns.take(workspace_id)
        asyncio.get_running_loop().call_soon(self._turns.give_back, workspace_id)  # in the next iteration

    async def measured(self, workspace_id: int, work: Awaitable[T], *, factor: float = 1) -> T:
        """Awaits the work, and charges its time on the event loop to the workspace, multiplied by the factor.

        What the event loop does for the work outside of it is not measured: tasks that it creates, and reading and
        writing of sockets. The factor stands for them.
        """
        return await _Measured(work, self.clock, lambda seconds: self._charge(workspace_id, seconds * factor))

    def _owed(self, workspace_id: int) -> float:
        return self._repaid_at.get(workspace_id, 0) - self.clock()

    def _note_active(self, workspace_id: int) -> None:
        self._active_until[workspace_id] = self.clock() + ACTIVE_SECONDS

    def _has_others(self, workspace_id: int) -> bool:
        now = self.clock()
        self._active_until = {each: until for each, until in self._active_until.items() if until > now}
        return len(self._active_until) > (workspace_id in self._active_until)

    def _charge(self, workspace_id: int, seconds: float) -> None:
        now = self.clock()
        repaid_at = max(self._repaid_at.get(workspace_id, 0), now - BURST_SECONDS) + seconds / SHARE
        self._repaid_at[workspace_id] = min(repaid_at, now + MOST_DEBT_SECONDS)
        self._note_active(workspace_id)
        if len(self._repaid_at) > self._most:
            self._forget_idle(now)

    def _forget_idle(self, now: float) -> None:
        self._active_until = {each: until for each, until in self._active_until.items() if until > now}
        self._repaid_at = {each: at for each, at in self._repaid_at.items() if at > now - BURST_SECONDS}
        self._most = max(_REMEMBERED, 2 * len(self._repaid_at))


class Slices:
    """The turns of work that takes long, such as an upload."""

    def __init__(self, loop_time: LoopTime, workspace_id: int) -> None:
        self._loop_time = loop_time
        self._workspace_id = workspace_id
        self._ends_at = 0.0

    async def turn(self) -> None:
        """Call it often: waits for a turn when the last one is used up."""
        if self._loop_time.clock() >= self._ends_at:
            await self._loop_time.turn(self._workspace_id)
            self._ends_at = self._loop_time.clock() + SLICE_SECONDS


class _Measured(Generator[Any, Any, T], Generic[T]):
    """Runs an awaitable, and tells how long each of its steps took."""

    def __init__(self, work: Awaitable[T], clock: Callable[[], float], charge: Callable[[float], None]) -> None:
        self._steps = work.__await__()
        self._clock = clock
        self._charge = charge

    def __await__(self) -> Generator[Any, Any, T]:
        return self

    @override
    def send(self, value: Any) -> Any:
        begun = self._clock()
        try:
            return self._steps.send(value)
        finally:
            self._charge(self._clock() - begun)

    @override
    def throw(self, *error: Any) -> Any:
        begun = self._clock()
        try:
            return self._steps.throw(*error)
        finally:
            self._charge(self._clock() - begun)

    @override
    def close(self) -> None:
        self._steps.close()
