"""Restarts every child of `milepost up` that ends, without limit. Pauses grow while a child keeps ending."""

import signal
import subprocess
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
STEADY_SECONDS = 10  # a child that ran this long before it ended is restarted after the shortest pause


def watch(children: Sequence[Child], until: Callable[[], bool] = lambda: False) -> None:
    """Restart each child that ends, until `until` returns true. Call it in the main thread.

    The API and the worker are restarted only while all servers are ready: without them they would end at once.
    """
    servers = [child for child in children if isinstance(child, Server)]
    watched = [Watched(child, [] if isinstance(child, Server) else servers) for child in children]
    while not until():
        for each in watched:
            each.check(time.monotonic())
        time.sleep(WATCH_SECONDS)


def how_it_ended(status: int) -> str:
    """Describes the end of a process, from its return code."""
    if status >= 0:
        return f"exited with status {status}"
    known = {each.value: each.name for each in signal.Signals}
    return f"was killed by {known.get(-status, f'signal {-status}')}"


class Watched:
    """A child, and the time of its next restart if it has ended."""

    def __init__(self, child: Child, needs: Sequence[Server]) -> None:
        self._child = child
        self._needs = needs
        self.started_at = time.monotonic()
        self._pause = FIRST_PAUSE_SECONDS
        self._due_at: float | None = None  # None while it runs

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The present one, which may have ended."""
        return self._child.process

    def check(self, now: float) -> None:
        """Plan a restart if the child has ended, or restart it if that is due."""
        if self._due_at is None:
            status = self._child.process.poll()
            if status is not None:
                self._plan_restart(now, how_it_ended(status))
            elif isinstance(self._child, Server):
                self._child.hasten_end(self._child.process)
                if self._child.end_if_unreachable():
                    log.warning("child.unreachable", name=self._child.name, missing=str(self._child.socket))
        elif now >= self._due_at and all(server.is_ready() for server in self._needs):
            self._restart(now)

    def _plan_restart(self, now: float, reason: str) -> None:
        if now - self.started_at >= STEADY_SECONDS:
            self._pause = FIRST_PAUSE_SECONDS
        log.warning("child.ended", name=self._child.name, reason=reason, restart_in_seconds=self._pause)
        self._due_at = now + self._pause
        self._pause = min(2 * self._pause, LONGEST_PAUSE_SECONDS)

    def _restart(self, now: float) -> None:
        self.started_at, self._due_at = now, None
        try:
            with signals_held_back():
                self._child.process = self._child.launch()
        except (MilepostError, OSError) as error:  # such as too little memory, or a full disk
            self._plan_restart(now, f"could not be started: {error}")
        else:
            log.info("child.restarted", name=self._child.name)
