"""The time of the event loop is divided between workspaces, whatever one of them sends."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.loop_time import (
    ACTIVE_SECONDS,
    BURST_SECONDS,
    MOST_DEBT_SECONDS,
    SHARE,
    SLICE_SECONDS,
    LoopTime,
    Slices,
)

SOME_ITERATIONS = 20


@dataclass
class Clock:
    """Advances only when work takes time."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now

    async def work(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class Loop:
    """Work of several workspaces on one event loop."""

    clock: Clock = field(default_factory=Clock)
    turns: list[int] = field(default_factory=list[int])  # workspaces in the order of their turns

    def __post_init__(self) -> None:
        self.time = LoopTime(self.clock)

    async def take_turns(self, workspace_id: int, count: int, seconds: float = 0) -> None:
        for _ in range(count):
            await self.time.turn(workspace_id)
            self.turns.append(workspace_id)
            await self.time.measured(workspace_id, self.clock.work(seconds))


async def iterations(count: int = SOME_ITERATIONS) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


@given(st.dictionaries(st.integers(1, 4), st.integers(1, 8), min_size=1), st.integers(1, 10))
def test_each_workspace_gets_every_turn_of_a_rotation_however_many_tasks_it_has(tasks: dict[int, int], count: int):
    async def run() -> list[int]:
        loop = Loop()
        await asyncio.gather(
            *(loop.take_turns(workspace_id, count) for workspace_id, many in tasks.items() for _ in range(many))
        )
        return loop.turns

    turns = asyncio.run(run())
    assert Counter(turns) == {workspace_id: many * count for workspace_id, many in tasks.items()}
    left = Counter(turns)
    settled = 2 * sum(tasks.values())  # every task waits by then
    for place, workspace_id in enumerate(turns):
        left[workspace_id] -= 1
        others = [other for other, many in left.items() if many and other != workspace_id]
        following = turns[place + 1 : place + 2]
        assert place < settled or not others or following != [workspace_id]


async def test_an_iteration_of_the_event_loop_has_at_most_one_turn():
    loop = Loop()
    tasks = [asyncio.create_task(loop.take_turns(1, 5)) for _ in range(8)]
    for _ in range(40):
        before = len(loop.turns)
        await asyncio.sleep(0)
        assert len(loop.turns) <= before + 1
    await asyncio.gather(*tasks)


async def test_a_workspace_that_is_alone_never_waits():
    loop = Loop()
    await loop.take_turns(1, 3, seconds=1_000)


@pytest.mark.parametrize("seconds", [BURST_SECONDS * SHARE + 0.01, 1_000], ids=["a little", "very much"])
async def test_a_workspace_that_used_more_than_its_share_waits_while_another_is_active(seconds: float):
    loop = Loop()
    await loop.take_turns(1, 1, seconds=seconds)
    await loop.take_turns(2, 1)
    task = asyncio.create_task(loop.take_turns(1, 1))
    await iterations()
    assert loop.turns == [1, 2]
    loop.clock.now += ACTIVE_SECONDS
    await task
    assert loop.turns == [1, 2, 1]


@pytest.mark.parametrize("seconds", [BURST_SECONDS * SHARE + 0.01, 1_000], ids=["a little", "very much"])
async def test_it_waits_for_a_moment_alone_however_long_another_one_is_active(seconds: float):
    loop = Loop()
    await loop.take_turns(1, 1, seconds=seconds)
    task = asyncio.create_task(loop.take_turns(1, 1))
    waited = 0.0
    while not task.done() and waited < 1:
        await loop.take_turns(2, 1)
        await asyncio.sleep(0.001)
        loop.clock.now += 0.01
        waited += 0.01
    assert waited <= MOST_DEBT_SECONDS + 0.1


async def test_a_pause_lets_a_workspace_use_a_burst():
    loop = Loop()
    await loop.take_turns(2, 1)
    await loop.take_turns(1, 5, seconds=BURST_SECONDS * SHARE / 5)


@pytest.mark.parametrize(("factor", "waits"), [(1, False), (4, True)])
async def test_a_factor_charges_a_workspace_for_what_is_not_measured(factor: float, waits: bool):
    loop = Loop()
    await loop.take_turns(2, 1)
    await loop.time.measured(1, loop.clock.work(BURST_SECONDS * SHARE / 2), factor=factor)
    await loop.take_turns(2, 1)
    task = asyncio.create_task(loop.take_turns(1, 1))
    await iterations()
    assert task.done() is not waits
    loop.clock.now += MOST_DEBT_SECONDS
    await task


async def test_slices_ask_for_a_turn_only_after_their_time():
    loop = Loop()
    slices = Slices(loop.time, 1)
    asked = 0
    for _ in range(100):
        before = loop.time._turns._held.total()  # pyright: ignore[reportPrivateUsage]
        await slices.turn()
        asked += loop.time._turns._held.total() > before  # pyright: ignore[reportPrivateUsage]
        loop.clock.now += SLICE_SECONDS / 10
        await asyncio.sleep(0)
    assert asked == 10


async def test_measured_work_returns_and_raises_as_without_it():
    loop = Loop()

    async def failing() -> None:
        await asyncio.sleep(0)
        raise KeyError("a")

    assert await loop.time.measured(1, asyncio.sleep(0, "result")) == "result"
    with pytest.raises(KeyError):
        await loop.time.measured(1, failing())


async def test_measured_work_can_be_canceled_and_pays_for_its_clean_up():
    loop = Loop()

    async def cleaning_up() -> None:
        try:
            await asyncio.sleep(3_600)
        finally:
            loop.clock.now += 1

    task = asyncio.create_task(loop.time.measured(1, cleaning_up()))
    await iterations()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await loop.take_turns(2, 1)
    waiting = asyncio.create_task(loop.take_turns(1, 1))
    await iterations()
    assert not waiting.done()
    loop.clock.now += 1
    await waiting


async def test_workspaces_that_are_idle_are_forgotten():
    loop = Loop()
    for workspace_id in range(5_000):
        loop.clock.now += 1
        await loop.take_turns(workspace_id, 1, SLICE_SECONDS)

    assert len(loop.time._repaid_at) <= 1_001
    assert len(loop.time._active_until) <= 1_001
