"""Fair turns, under any order of arrivals, ends and cancellations."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.turns import Turns

LONG = 3600
LONG_WAIT = 10


@asynccontextmanager
async def turn(turns: Turns[str], key: str, seconds: float = LONG) -> AsyncIterator[None]:
    await turns.take(key, seconds)
    try:
        yield
    finally:
        turns.give_back(key)


@dataclass(eq=False)
class Request:
    number: int  # in order of arrival
    key: str
    may_end: asyncio.Event = field(default_factory=asyncio.Event)
    has_turn: bool = False
    task: asyncio.Task[None] | None = None

    async def run(self, turns: Turns[str], granted: list["Request"]) -> None:
        async with turn(turns, self.key):
            self.has_turn = True
            granted.append(self)
            try:
                await self.may_end.wait()
            finally:
                self.has_turn = False


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


@dataclass
class Site:
    """Requests with turns, and requests that wait for one, in order of arrival."""

    share: int
    most: int | None
    kept: int = 0
    requests: list[Request] = field(default_factory=list)
    granted: list[Request] = field(default_factory=list)
    arrived: int = 0

    def __post_init__(self) -> None:
        self.turns: Turns[str] = Turns(self.share, self.most, self.kept)

    def arrive(self, key: str) -> None:
        request = Request(self.arrived, key)
        self.arrived += 1
        request.task = asyncio.create_task(request.run(self.turns, self.granted))
        self.requests.append(request)

    @property
    def held(self) -> Counter[str]:
        return Counter(request.key for request in self.requests if request.has_turn)

    def waiting(self) -> list[Request]:
        return [request for request in self.requests if not request.has_turn]

    def forget_ended(self) -> None:
        for request in self.requests:
            if request.task and request.task.done() and not request.task.cancelled():
                request.task.result()  # raises what the task has raised
        self.requests = [request for request in self.requests if request.task and not request.task.done()]

    async def end(self, choice: int) -> list[Request]:
        """End one of the requests that have a turn, and return those that get one then."""
        running, begun = [request for request in self.requests if request.has_turn], len(self.granted)
        for request in running[choice % len(running) :][:1] if running else []:
            request.may_end.set()
        await settle()
        self.forget_ended()
        return self.granted[begun:]

    def check(self) -> None:
        held = self.held
        assert all(count <= self.share for count in held.values())
        assert self.most is None or held.total() <= self.most
        assert sum(map(len, self.turns._waiting.values())) == len(self.waiting())  # those that gave up are forgotten
        for request in self.waiting():  # no wake-up was lost
            kept = self.kept if held[request.key] else 0
            is_free = self.most is None or self.most - held.total() > kept
            assert not is_free or held[request.key] == self.share


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("arrive"), st.sampled_from("abc")),
        st.tuples(st.sampled_from(["end", "cancel"]), st.integers(0, 100)),
        st.just(("settle", 0)),
    ),
    max_size=60,
)


@given(steps=STEPS, share=st.integers(1, 3), most=st.one_of(st.none(), st.integers(1, 5)), kept=st.integers(0, 2))
def test_no_turn_is_lost_and_no_key_has_more_than_its_share(steps, share, most, kept):
    async def scenario() -> None:
        site = Site(share, most, kept)
        for step, choice in [*steps, ("settle", 0)]:
            if step == "arrive":
                site.arrive(choice)
            elif step == "settle":
                await settle()
                site.forget_ended()
                site.check()
            elif site.requests:
                request = site.requests[choice % len(site.requests)]
                assert request.task is not None
                request.may_end.set() if step == "end" else request.task.cancel()
        for request in site.requests:
            request.may_end.set()
        for _ in range(len(site.requests) + 1):
            await settle()
        site.forget_ended()
        assert site.requests == []
        assert (site.turns._held, site.turns._waiting, site.turns._rotation, site.turns._total) == ({}, {}, {}, 0)

    asyncio.run(scenario())


@given(
    arrivals=st.lists(st.sampled_from("abcd"), min_size=1, max_size=40),
    ends=st.lists(st.integers(0, 100), max_size=60),
    share=st.integers(1, 3),
    most=st.integers(1, 5),
)
def test_while_a_key_waits_below_its_share_no_other_key_gets_two_turns(arrivals, ends, share, most):
    async def scenario() -> None:
        site = Site(share, most)
        for key in arrivals:
            site.arrive(key)
        await settle()
        since: dict[str, Counter[str]] = {}  # turns of the other keys since a key has waited below its share
        for choice in ends:
            ready = {request.key for request in site.waiting() if site.held[request.key] < share}
            since = {key: since.get(key, Counter()) for key in ready}
            for request in await site.end(choice):
                since.pop(request.key, None)
                for others in since.values():
                    others[request.key] += 1
            assert all(count <= 1 for others in since.values() for count in others.values())
        for request in site.requests:
            assert request.task is not None
            request.task.cancel()
        await settle()
        for key in "abcd":
            numbers = [request.number for request in site.granted if request.key == key]
            assert numbers == sorted(numbers)

    asyncio.run(scenario())


@given(
    busy=st.lists(st.sampled_from("abcd"), max_size=40),
    ends=st.lists(st.integers(0, 100), max_size=20),
    share=st.integers(1, 5),
    most=st.integers(4, 10),
    kept=st.integers(1, 3),
)
def test_keys_that_hold_turns_leave_the_last_ones_to_keys_without(busy, ends, share, most, kept):
    async def scenario() -> None:
        site = Site(share, most, kept)
        for key in busy:
            site.arrive(key)
        await settle()
        for choice in ends:
            await site.end(choice)
        holding_all_but_the_kept = ceil((most - kept) / share)
        free_for_others = kept - max(0, len(site.held) - holding_all_but_the_kept)
        for number in range(free_for_others):
            site.arrive(f"new {number}")
        await settle()
        assert [request.key for request in site.waiting() if request.key.startswith("new")] == []
        for request in site.requests:
            assert request.task is not None
            request.task.cancel()
        await settle()

    asyncio.run(scenario())


async def test_a_key_without_a_turn_gets_the_next_one_that_ends_before_keys_that_have_some():
    site = Site(share=5, most=10, kept=2)
    for key in "aaaaaaaabbbbbbbbcccddd":
        site.arrive(key)
    await settle()
    assert site.held == {"a": 5, "b": 3, "c": 1, "d": 1}
    site.arrive("e")
    await settle()

    assert [request.key for request in await site.end(0)] == ["e"]
    for request in site.requests:
        assert request.task is not None
        request.task.cancel()
    await settle()


async def test_a_turn_that_does_not_come_in_time_is_a_timeout_and_is_not_granted_later():
    turns: Turns[str] = Turns(1)

    async with turn(turns, "a"):
        with pytest.raises(TimeoutError):
            async with turn(turns, "a", 0.01):
                pytest.fail("the only turn is taken")
        assert (turns._waiting, turns._rotation) == ({}, {})  # a request that gave up takes no memory
        async with turn(turns, "b", 0.01):
            pass
    async with turn(turns, "a", 0.01):
        pass


async def test_a_turn_that_ends_while_the_next_request_is_being_canceled_goes_to_the_one_after_it():
    site = Site(1, None)
    for _ in range(3):
        site.arrive("a")
    await settle()
    first, second, _ = site.requests
    first.may_end.set()
    assert second.task is not None
    second.task.cancel()
    await settle()

    assert [request.number for request in site.granted] == [0, 2]
    await site.end(0)
    assert (site.requests, site.turns._held) == ([], {})


async def test_a_turn_that_was_granted_just_before_a_cancellation_goes_to_the_next():
    turns: Turns[str] = Turns(1)
    order: list[int] = []

    async def ask(number: int) -> None:
        async with turn(turns, "a"):
            order.append(number)

    async with turn(turns, "a"):
        first, second = asyncio.create_task(ask(1)), asyncio.create_task(ask(2))
        await settle()
    first.cancel()
    await asyncio.wait([first, second], timeout=LONG_WAIT)

    assert (first.cancelled(), order) == (True, [2])
