"""When the values of large bodies are collected. An error refers to the frames in which it was raised, and so to them.

A full collection stops every request for some tens of milliseconds.
"""

import asyncio
import gc

MOST_BYTES = 4 << 20  # of bodies whose values may wait; these take several times as much memory
MOST_SECONDS = 1.0  # until a collection, however small the bodies are
LEAST_SECONDS = 0.1  # by then the frames of the request have ended


class Garbage:
    """Collects once for several bodies. For one event loop."""

    def __init__(self) -> None:
        self._bytes = 0
        self._due: asyncio.TimerHandle | None = None

    def note(self, size: int) -> None:
        """A request with a large body of this size has ended."""
        self._bytes += size
        loop = asyncio.get_running_loop()
        due_at = loop.time() + (LEAST_SECONDS if self._bytes >= MOST_BYTES else MOST_SECONDS)
        if self._due is None or due_at < self._due.when():
            if self._due is not None:
                self._due.cancel()
            self._due = loop.call_at(due_at, self._collect)

    def _collect(self) -> None:
        self._bytes, self._due = 0, None
        gc.collect()
