"""The API and the worker as children of `milepost up`, watched together with the servers below them."""

import http.client
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager

import structlog

from cli.listening import reachable
from core.errors import Unavailable
from servers.child import Server, confined, start

log = structlog.stdlib.get_logger()

READY_SECONDS = 60
ANSWER_SECONDS = 5
STOP_SECONDS = 10  # more than the API and the worker give what they have under way
WATCH_SECONDS = 0.1
MOST_ENDS = 3  # by themselves, within ENDS_SECONDS: something is wrong that starting again does not cure
ENDS_SECONDS = 60


class Child:
    """One of our own processes. Nothing is lost when it ends by itself: it is started again."""

    def __init__(self, name: str, environment: Mapping[str, str], *arguments: str) -> None:
        self.name = name
        self._environment = environment
        # -P: a folder in the current directory that has the name of one of ours must not be taken for it.
        self._command = [sys.executable, "-P", "-m", "cli.main", *arguments]
        self._ends: list[float] = []
        self.process = self._start()

    def keep(self) -> None:
        """Start it again where it has ended. Raises Unavailable where that happens too often."""
        status = self.process.poll()
        if status is None:
            return
        now = time.monotonic()
        self._ends = [*(end for end in self._ends if end > now - ENDS_SECONDS), now]
        if len(self._ends) >= MOST_ENDS:
            raise _ended(self.name, status)
        log.warning("child.ended", name=self.name, status=status, again=True)
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        # Should this process be killed they are, too, and leave the port.
        command = confined(self._command, account=None, at_parents_death=signal.SIGKILL)
        return start(command, environment=self._environment)


@contextmanager
def children(host: str, port: int, environment: Mapping[str, str]) -> Generator[list[Child]]:
    """The API and the worker, started with this environment. At the end both are stopped, side by side."""
    started: list[Child] = []
    try:
        started.append(Child("The API", environment, "serve", "--host", host, "--port", str(port)))
        started.append(Child("The worker", environment, "worker"))
        yield started
    finally:
        for child in started:
            child.process.send_signal(signal.SIGTERM)
        for child in started:
            _await_end(child.process)


def await_ready(host: str, port: int, running: Sequence[Server | Child]) -> None:
    """Returns once the API is ready by its own word. Raises Unavailable if it never is, or something ends."""
    deadline = time.monotonic() + READY_SECONDS
    while not _is_ready(host, port):
        for each in running:
            _check(each)
        if time.monotonic() > deadline:
            raise Unavailable(f"The API was not ready within {READY_SECONDS} seconds.")
        time.sleep(WATCH_SECONDS)


def watch(running: Sequence[Server | Child]) -> None:
    """Stays until a server ends, or a process of ours again and again, and raises Unavailable naming it."""
    while True:
        for each in running:
            if isinstance(each, Child):
                each.keep()
            else:
                _check(each)
        time.sleep(WATCH_SECONDS)


def _await_end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _check(watched: Server | Child) -> None:
    status = watched.process.poll()
    if status is not None:
        raise _ended(watched.name, status)


def _ended(name: str, status: int) -> Unavailable:
    return Unavailable(f"{name} ended by itself with status {status}, so everything was stopped.")


def _is_ready(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(reachable(host), port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()
