"""Runs the API and the worker as child processes of `milepost up`, and waits until the API is ready."""

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
RESPONSE_SECONDS = 5
STOP_SECONDS = 15  # the API gives requests 5 seconds, and its connection pools as many; so does the worker
POLL_SECONDS = 0.1


@contextmanager
def children(listener: socket.socket, environment: Mapping[str, str]) -> Generator[list[Child]]:
    """Runs the API on this socket, and the worker, with this environment. Stops both in parallel at the end.

    The socket stays open in this process, so that connections wait and are not refused while the API restarts.
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
    # -P: do not import modules from the current directory, where one could have the name of one of ours.
    command = [sys.executable, "-P", "-m", "cli.main", *arguments]
    # If this process is killed, they are killed too, and free the port.
    confined_command = confined(command, account=None, at_parents_death=signal.SIGKILL)
    return start(confined_command, environment=environment, descriptors=descriptors)


def await_ready(host: str, port: int, processes: Mapping[str, subprocess.Popen[bytes]]) -> None:
    """Returns once the API is ready. Raises Unavailable if it is not ready in time, or if a process ends."""
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
    connection = http.client.HTTPConnection(reachable(host), port, timeout=RESPONSE_SECONDS)
    try:
        connection.request("GET", "/readyz")
        # The connection is accepted before the API has started, and may never get a response.
        while not select.select([connection.sock], [], [], POLL_SECONDS)[0]:
            check()
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
