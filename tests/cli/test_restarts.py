"""When a child that has ended is restarted: growing pauses, their bound, and the servers it waits for."""

import os
import signal
import subprocess
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from cli.restarts import Watched, how_it_ended, watch
from cli.signals import signals_held_back
from servers.child import Child, Server


def _ends() -> subprocess.Popen[bytes]:
    return subprocess.Popen(["false"])


def _stays() -> subprocess.Popen[bytes]:
    return subprocess.Popen(["sleep", "600"])


def _pauses(watched: Watched, child: Child, lives: list[float]) -> list[float]:
    """The pause after each of these lifetimes, in seconds of a simulated clock."""
    pauses: list[float] = []
    now = watched.started_at
    for life in lives:
        child.process.wait()
        ended = child.process
        now += life
        with capture_logs() as logs:
            watched.check(now)
        pauses.append(logs[0]["restart_in_seconds"])
        watched.check(now + pauses[-1] - 0.01)
        assert child.process is ended
        now += pauses[-1]
        watched.check(now)
        assert child.process is not ended
    child.process.wait()
    return pauses


def test_pauses_double_up_to_a_bound_and_are_reset_after_a_long_life():
    child = Child("It", _ends(), _ends)

    pauses = _pauses(Watched(child, []), child, [0, 0, 0, 1, 1, 1, 1, 9.9, 10, 0, 100])

    assert pauses == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0, 0.1, 0.2, 0.1]


def test_a_child_that_needs_a_server_is_restarted_once_the_server_is_ready():
    ready = False
    server = Server("Server", _stays(), _stays, "", accepts=lambda _: ready, socket=Path("/nowhere"))
    child = Child("It", _ends(), _ends)
    ended = child.process
    ended.wait()
    watched = Watched(child, [server])
    watched.check(watched.started_at)

    watched.check(watched.started_at + 60)
    assert child.process is ended
    ready = True
    watched.check(watched.started_at + 61)
    assert child.process is not ended

    child.process.wait()
    server.process.kill()
    server.process.wait()
    assert not server.is_ready()


def test_a_failed_start_is_retried():
    tries: list[str] = []

    def launch() -> subprocess.Popen[bytes]:
        tries.append("try")
        if len(tries) < 3:
            raise OSError("no memory")
        return _stays()

    child = Child("It", _ends(), launch)
    with capture_logs() as logs:
        watch([child], until=lambda: child.process.poll() is None and len(tries) == 3)
    child.process.kill()
    child.process.wait()

    assert [(line["event"], line.get("reason")) for line in logs] == [
        ("child.ended", "exited with status 1"),
        ("child.ended", "could not be started: no memory"),
        ("child.ended", "could not be started: no memory"),
        ("child.restarted", None),
    ]


@pytest.mark.parametrize(
    ("status", "description"),
    [
        (0, "exited with status 0"),
        (3, "exited with status 3"),
        (-9, "was killed by SIGKILL"),
        (-40, "was killed by signal 40"),
    ],
)
def test_the_end_of_a_process_is_described(status, description):
    assert how_it_ended(status) == description


def test_a_deferred_signal_takes_effect_at_the_end_of_the_block():
    order: list[str] = []
    before = signal.signal(signal.SIGTERM, lambda *_: order.append("stopped"))
    try:
        with signals_held_back():
            os.kill(os.getpid(), signal.SIGTERM)
            order.append("started")
    finally:
        signal.signal(signal.SIGTERM, before)

    assert order == ["started", "stopped"]
