"""The API and the worker as children of `milepost up`, and whether everything is ready."""

import http.client
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from functools import partial

from cli.listening import reachable
from cli.restarts import how_it_ended
from cli.signals import signals_held_back
from core.errors import Unavailable
from servers.child import Child, confined, start, stop

READY_SECONDS = 60
ANSWER_SECONDS = 5
STOP_SECONDS = 15  # the API gives requests 5 seconds, and its connection pools as many; the worker does alike
POLL_SECONDS = 0.1


@contextmanager
def children(listener: socket.socket, environment: Mapping[str, str]) -> Generator[list[Child]]:
    """The API on this socket and the worker, with this environment. At the end both are stopped at the same time.

    The socket stays open in this process: while the API is started again, connections to it wait and are not refused.
    """
    started: list[Child] = []
    descriptor = listener.fileno()
    try:
        for name, arguments, descriptors in (
            ("API", ["serve", "--fd", str(descriptor)], [descriptor]),
            ("Worker", ["worker"], []),
        ):
            launch = partial(_launch, arguments, environment, descriptors)
            with signals_held_back():
                started.append(Child(name, launch(), launch))
        yield started
    finally:
        stop({child.name: child.process for child in started}, {signal.SIGTERM: STOP_SECONDS})


def _launch(arguments: list[str], environment: Mapping[str, str], descriptors: list[int]) -> subprocess.Popen[bytes]:
    # -P: a folder in the current directory that has the name of one of ours must not be taken for it.
    command = [sys.executable, "-P", "-m", "cli.main", *arguments]
    # Should this process be killed they are, too, and leave the port.
    confined_command = confined(command, account=None, at_parents_death=signal.SIGKILL)
    return start(confined_command, environment=environment, descriptors=descriptors)


def await_ready(host: str, port: int, processes: Mapping[str, subprocess.Popen[bytes]]) -> None:
    """Return once the API says that it is ready. Raises Unavailable if it never does, or if a process ends."""
    deadline = time.monotonic() + READY_SECONDS

    def check() -> None:
        for name, process in processes.items():
            if (status := process.poll()) is not None:
                raise Unavailable(f"{name} {how_it_ended(status)} while Milepost started, so everything was stopped.")
        if time.monotonic() > deadline:
            raise Unavailable(f"The API was not ready within {READY_SECONDS} seconds.")

    while not _is_ready(host, port, check):
        check()
        time.sleep(POLL_SECONDS)


def _is_ready(host: str, port: int, check: Callable[[], None]) -> bool:
    connection = http.client.HTTPConnection(reachable(host), port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", "/readyz")
        # The connection is accepted before the API has started. It may end without ever answering.
        while not select.select([connection.sock], [], [], POLL_SECONDS)[0]:
            check()
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
