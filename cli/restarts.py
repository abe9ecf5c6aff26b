"""Starts again what ends while `milepost up` runs, without end: with pauses that grow while it keeps ending."""

import signal
import time
from collections.abc import Callable, Sequence

import structlog

from cli.signals import signals_held_back
from core.errors import MilepostError
from servers.child import Child, Server

log = structlog.stdlib.get_logger()

WATCH_SECONDS = 0.1
FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 5.0
STEADY_SECONDS = 10  # what ran that long before it ended is started again after the first pause


def watch(children: Sequence[Child], until: Callable[[], bool] = lambda: False) -> None:
    """Start again each child that ends, until told to stop. Call it in the main thread.

    What is no server itself is started only while all servers are ready, as it would end at once without them.
    """
    servers = [child for child in children if isinstance(child, Server)]
    watched = [Watched(child, [] if isinstance(child, Server) else servers) for child in children]
    while not until():
        for each in watched:
            each.look(time.monotonic())
        time.sleep(WATCH_SECONDS)


def how_it_ended(status: int) -> str:
    """The end of a process in words, from its return code."""
    if status >= 0:
        return f"exited with status {status}"
    known = {each.value: each.name for each in signal.Signals}
    return f"was killed by {known.get(-status, f'signal {-status}')}"


class Watched:
    """A child, and when it is to be started again if it has ended."""

    def __init__(self, child: Child, needs: Sequence[Server]) -> None:
        self._child = child
        self._needs = needs
        self.started_at = time.monotonic()
        self._pause = FIRST_PAUSE_SECONDS
        self._due_at: float | None = None  # None while it runs

    def look(self, now: float) -> None:
        """Note that it has ended, or start it again when that is due."""
        if self._due_at is None:
            status = self._child.process.poll()
            if status is not None:
                self._plan_start(now, how_it_ended(status))
            elif isinstance(self._child, Server):
                self._child.hasten_end(self._child.process)
                if self._child.end_if_unreachable():
                    log.warning("child.unreachable", name=self._child.name, missing=str(self._child.socket))
        elif now >= self._due_at and all(server.is_ready() for server in self._needs):
            self._start(now)

    def _plan_start(self, now: float, what_happened: str) -> None:
        if now - self.started_at >= STEADY_SECONDS:
            self._pause = FIRST_PAUSE_SECONDS
        log.warning("child.ended", name=self._child.name, how=what_happened, starts_again_in_seconds=self._pause)
        self._due_at = now + self._pause
        self._pause = min(2 * self._pause, LONGEST_PAUSE_SECONDS)

    def _start(self, now: float) -> None:
        self.started_at, self._due_at = now, None
        try:
            with signals_held_back():
                self._child.process = self._child.launch()
        except (MilepostError, OSError) as error:  # such as too little memory, or a full disk
            self._plan_start(now, f"could not be started: {error}")
        else:
            log.info("child.started_again", name=self._child.name)
