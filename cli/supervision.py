"""The API and the worker as children of `milepost up`, watched together with the servers below them."""

import http.client
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager

from cli.listening import base_url, reachable
from core.errors import Unavailable
from servers.child import Server, confined, start

READY_SECONDS = 60
ANSWER_SECONDS = 5
STOP_SECONDS = 10  # more than the API and the worker give what they have under way
WATCH_SECONDS = 0.1


@contextmanager
def children(host: str, port: int, environment: Mapping[str, str]) -> Generator[list[Server]]:
    """The API and the worker, started with this environment. At the end both are stopped, side by side."""
    started: list[Server] = []
    try:
        api = _start(environment, "serve", "--host", host, "--port", str(port))
        started.append(Server("The API", base_url(host, port), api))
        started.append(Server("The worker", "", _start(environment, "worker")))
        yield started
    finally:
        for child in started:
            child.process.send_signal(signal.SIGTERM)
        for child in started:
            _await_end(child.process)


def await_ready(host: str, port: int, running: Sequence[Server]) -> None:
    """Returns once the API is ready by its own word. Raises Unavailable if it never is, or something ends."""
    deadline = time.monotonic() + READY_SECONDS
    while not _is_ready(host, port):
        _check(running)
        if time.monotonic() > deadline:
            raise Unavailable(f"The API was not ready within {READY_SECONDS} seconds.")
        time.sleep(WATCH_SECONDS)


def watch(running: Sequence[Server]) -> None:
    """Stays until one of the processes ends, and raises Unavailable naming it."""
    while True:
        _check(running)
        time.sleep(WATCH_SECONDS)


def _start(environment: Mapping[str, str], *arguments: str) -> subprocess.Popen[bytes]:
    # -P: a folder in the current directory that has the name of one of ours must not be taken for it.
    # Nothing is lost with either process: should this one be killed they are, too, and leave the port.
    command = [sys.executable, "-P", "-m", "cli.main", *arguments]
    return start(confined(command, account=None, at_parents_death=signal.SIGKILL), environment=environment)


def _await_end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _check(running: Sequence[Server]) -> None:
    for server in running:
        status = server.process.poll()
        if status is not None:
            raise Unavailable(f"{server.name} ended by itself with status {status}, so everything was stopped.")


def _is_ready(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(reachable(host), port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()
