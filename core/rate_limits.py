"""How much each key may spend in a minute: decided in this process at once, and corrected by what others have spent."""

import time
from collections import Counter
from typing import NamedTuple

from throttled import MemoryStore, RateLimiterType, Throttled, per_min

SECONDS = 60
MOST_KEYS = 10_000  # the least recently used one is forgotten
_SMALL_COST = 100  # at most, and at most a hundredth of what may be spent


class Spent(NamedTuple):
    """The result of spending: whether it was possible, what is left, and the seconds until all is available again."""

    is_possible: bool
    left: int
    seconds: float


class RateLimit:
    """A limit of what each key spends in each minute of the clock. Every process counts by the same minutes.

    What was spent here since the last `settle` is `unsettled`. It is forgotten at the end of its minute.
    """

    def __init__(self, name: str, most: int) -> None:
        self.name = name
        self.most = most
        self._small = min(_SMALL_COST, most // 100)
        self._limiter = Throttled(
            using=RateLimiterType.FIXED_WINDOW.value,
            quota=per_min(most),
            store=MemoryStore(options={"MAX_SIZE": MOST_KEYS}),
        )
        self._minute = current_minute()
        self._unsettled: Counter[str] = Counter()

    def spend(self, key: str, cost: int) -> Spent:
        """Spends, unless less is left than that. Costs above all that a key may spend in a minute count as all of it.

        What costs all of it spends what is left, if that is at least nine tenths: the points of the request itself are
        spent before. A small cost is counted even if it is refused, which saves a second look-up.
        """
        cost = min(cost, self.most)
        if cost > self._small:
            spent = self.left(key)
            if cost == self.most and 10 * spent.left >= 9 * self.most:
                cost = spent.left
            if cost > spent.left:
                return Spent(False, spent.left, spent.seconds)
        result = self._limiter.limit(key, cost)
        self._note(key, cost)
        return Spent(not result.limited, result.state.remaining, result.state.reset_after)

    def left(self, key: str) -> Spent:
        """What the key may still spend in this minute, without spending anything."""
        state = self._limiter.peek(key)
        return Spent(state.remaining > 0, state.remaining, state.reset_after)

    def unsettled(self) -> tuple[int, dict[str, int]]:
        """The current minute, and what each key has spent in it that other processes do not know."""
        self._forget_past()
        return self._minute, dict(self._unsettled)

    def settle(self, minute: int, key: str, settled: int, spent_by_all: int) -> None:
        """Corrects a key by what all processes have spent, in which `settled` of what was spent here is now counted."""
        self._forget_past()
        if minute != self._minute:
            return
        self._unsettled[key] -= settled
        if not self._unsettled[key]:
            del self._unsettled[key]
        known_here = self.most - self.left(key).left
        by_others = spent_by_all + self._unsettled[key] - known_here
        if by_others > 0:
            self._limiter.limit(key, by_others)

    def _note(self, key: str, cost: int) -> None:
        self._forget_past()
        if key in self._unsettled or len(self._unsettled) < MOST_KEYS:
            self._unsettled[key] += cost

    def _forget_past(self) -> None:
        minute = current_minute()
        if minute != self._minute:
            self._minute = minute
            self._unsettled.clear()


def current_minute() -> int:
    """The number of the current minute since 1970."""
    return int(time.time()) // SECONDS
