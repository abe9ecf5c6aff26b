"""When a child that has ended is started again: pauses that grow, an end to them, and what it waits for."""

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
    """The pause after each of these lifetimes, in seconds of a clock that we move."""
    pauses: list[float] = []
    now = watched.started_at
    for life in lives:
        child.process.wait()
        ended = child.process
        now += life
        with capture_logs() as logs:
            watched.look(now)
        pauses.append(logs[0]["starts_again_in_seconds"])
        watched.look(now + pauses[-1] - 0.01)
        assert child.process is ended
        now += pauses[-1]
        watched.look(now)
        assert child.process is not ended
    child.process.wait()
    return pauses


def test_pauses_double_up_to_a_bound_and_begin_anew_after_a_steady_time():
    child = Child("It", _ends(), _ends)

    pauses = _pauses(Watched(child, []), child, [0, 0, 0, 1, 1, 1, 1, 9.9, 10, 0, 100])

    assert pauses == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0, 0.1, 0.2, 0.1]


def test_what_needs_a_server_is_started_once_that_is_ready():
    ready = False
    server = Server("Server", _stays(), _stays, "", answers=lambda _: ready, socket=Path("/nowhere"))
    child = Child("It", _ends(), _ends)
    ended = child.process
    ended.wait()
    watched = Watched(child, [server])
    watched.look(watched.started_at)

    watched.look(watched.started_at + 60)
    assert child.process is ended
    ready = True
    watched.look(watched.started_at + 61)
    assert child.process is not ended

    child.process.wait()
    server.process.kill()
    server.process.wait()
    assert not server.is_ready()


def test_a_start_that_fails_is_tried_again():
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

    assert [(line["event"], line.get("how")) for line in logs] == [
        ("child.ended", "exited with status 1"),
        ("child.ended", "could not be started: no memory"),
        ("child.ended", "could not be started: no memory"),
        ("child.started_again", None),
    ]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (0, "exited with status 0"),
        (3, "exited with status 3"),
        (-9, "was killed by SIGKILL"),
        (-40, "was killed by signal 40"),
    ],
)
def test_an_end_is_told_in_words(status, words):
    assert how_it_ended(status) == words


def test_a_signal_that_is_held_back_takes_effect_at_the_end():
    order: list[str] = []
    before = signal.signal(signal.SIGTERM, lambda *_: order.append("stopped"))
    try:
        with signals_held_back():
            os.kill(os.getpid(), signal.SIGTERM)
            order.append("started")
    finally:
        signal.signal(signal.SIGTERM, before)

    assert order == ["started", "stopped"]
