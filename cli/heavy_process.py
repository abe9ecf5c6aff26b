"""The second process of an API process, to which it forwards heavy requests. Restarted whenever it ends."""

import asyncio
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import structlog

from cli.listening import BACKLOG
from cli.restarts import Watched
from cli.signals import signals_held_back
from core.settings import Settings, child_environment
from core.temporary_folders import temporary_folder
from servers.child import Child, confined, start, stop
from web.unix_sockets import connected

log = structlog.stdlib.get_logger()

NAME = "Heavy requests"
SILENT_SECONDS = 30  # a single step of a request takes a second at most
STOP_SECONDS = 10  # 5 for requests in progress, and 5 to close the connection pools


@dataclass
class HeavyProcess:
    """The socket on which the process listens. None if there is no such process."""

    socket: Path | None = None
    watched: Watched | None = None
    silent_seconds: float = SILENT_SECONDS
    _probe: asyncio.Task[None] | None = None

    async def check(self) -> None:
        """Restarts the process if it has ended, and ends it if it no longer responds.

        Call it regularly, in the main thread.
        """
        if self.watched is not None and self.socket is not None:
            self.watched.check(time.monotonic())
            if self._probe is None or self._probe.done():
                self._probe = asyncio.create_task(self._end_if_silent(self.watched.process, self.socket))

    async def _end_if_silent(self, process: subprocess.Popen[bytes], path: Path) -> None:
        """The pause is part of the time: the process may have stopped right after its last response."""
        pause = self.silent_seconds / 6
        await asyncio.sleep(pause)
        try:
            async with asyncio.timeout(self.silent_seconds - pause):
                await _response_of(path)
        except TimeoutError:
            log.warning("child.silent", name=NAME, seconds=self.silent_seconds)
            process.kill()
        except OSError:  # it has ended
            return


async def _response_of(path: Path) -> None:
    reader, writer = await connected(str(path))
    try:
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: heavy\r\nConnection: close\r\n\r\n")
        await reader.read(1)
    finally:
        writer.close()


@contextmanager
def heavy_process(settings: Settings) -> Generator[HeavyProcess]:
    """Runs the process, if the settings want one.

    The socket stays open in this process, so that requests wait while the other one restarts.
    """
    if not settings.heavy_process:
        yield HeavyProcess()
        return
    with temporary_folder("heavy") as folder, socket.socket(socket.AF_UNIX) as listener:
        path = folder / "socket"
        listener.bind(str(path))
        listener.listen(BACKLOG)
        launch = partial(_launch, listener.fileno(), settings)
        with signals_held_back():
            child = Child(NAME, launch(), launch)
        try:
            yield HeavyProcess(path, Watched(child, []))
        finally:
            stop({NAME: child.process}, {signal.SIGTERM: STOP_SECONDS})


def _launch(descriptor: int, settings: Settings) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", "cli.serve_heavy", str(descriptor)]
    environment = child_environment(
        MILEPOST_DATABASE_CONNECTIONS=str(max(2, settings.database_connections // 2)),
        MILEPOST_HEAVY_PROCESS="false",
        # the API process answers other ports and origins
        MILEPOST_METRICS_PORT="",
        MILEPOST_CORS_ORIGINS="",
    )
    confined_command = confined(command, account=None, at_parents_death=signal.SIGKILL)
    return start(confined_command, environment=environment, descriptors=[descriptor])
