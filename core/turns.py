"""Fair turns: requests of one key wait for each other before they make those of other keys wait."""

import asyncio
from asyncio import Future
from collections import Counter
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Turns(Generic[K]):
    """Grants at most `most` turns at the same time, and at most `share` of them to one key.

    The last `kept` free turns are granted only to keys that have none. A free turn goes to the waiting keys in
    rotation, and within a key to the request that has waited longest. A key that has its share waits until one of its
    turns ends, whatever else is free. For one event loop.
    """

    def __init__(self, share: int, most: int | None = None, kept: int = 0) -> None:
        self._share = share
        self._most = most
        self._kept = kept
        self._held: Counter[K] = Counter()
        self._total = 0
        self._waiting: dict[K, dict[Future[None], None]] = {}  # the futures of each key in order of arrival
        self._rotation: dict[K, None] = {}  # the waiting keys that have less than their share; the next one first

    async def take(self, key: K, seconds: float | None = None) -> None:
        """Waits for a turn of the key, to be given back. Raises TimeoutError if there is none within `seconds`."""
        if self.has_less_than_its_share(key) and self._is_free_for(key):
            self._grant(key)
        else:
            async with asyncio.timeout(seconds):
                await self._wait(key)

    def give_back(self, key: K) -> None:
        """Ends a turn of the key, which goes to the next request that may have it."""
        self._total -= 1
        self._held[key] -= 1
        if not self._held[key]:
            del self._held[key]
        if key in self._waiting:
            self._rotation.setdefault(key)
        while (ready := next(filter(self._is_free_for, self._rotation), None)) is not None:
            self._grant_next(ready)

    def has_less_than_its_share(self, key: K) -> bool:
        """Whether the key would get a turn if one were free."""
        return self._held[key] < self._share

    def _is_free_for(self, key: K) -> bool:
        return self._most is None or self._most - self._total > (self._kept if self._held[key] else 0)

    def _grant(self, key: K) -> None:
        self._held[key] += 1
        self._total += 1

    def _grant_next(self, key: K) -> None:
        waiter = next(iter(self._waiting[key]))
        self._forget(key, waiter)
        if waiter.cancelled():  # its task has not run since
            return
        self._grant(key)
        waiter.set_result(None)
        self._rotation.pop(key, None)
        if key in self._waiting and self.has_less_than_its_share(key):
            self._rotation[key] = None  # behind the other keys

    async def _wait(self, key: K) -> None:
        waiter: Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(key, {})[waiter] = None
        if self.has_less_than_its_share(key):
            self._rotation.setdefault(key)
        try:
            await waiter
        except asyncio.CancelledError:
            if waiter.cancelled():
                self._forget(key, waiter)
            else:  # the turn was granted just before the cancellation
                self.give_back(key)
            raise

    def _forget(self, key: K, waiter: Future[None]) -> None:
        waiting = self._waiting.get(key, {})
        waiting.pop(waiter, None)
        if not waiting:
            self._waiting.pop(key, None)
            self._rotation.pop(key, None)
