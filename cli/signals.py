"""How a command that stays is told to end: SIGTERM, SIGINT (Ctrl-C) or SIGHUP (its terminal closed)."""

import signal
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def stop_on_signals() -> None:
    """From now on the first of the signals ends the process through SystemExit(0), so that it cleans up."""
    for each in stopping_signals():
        signal.signal(each, _stop)


def stopping_signals() -> list[signal.Signals]:
    """Those of the signals that are to end this process."""
    return [each for each in STOPPING if signal.getsignal(each) is not signal.SIG_IGN]  # nohup wants SIGHUP ignored


def ignore_signals() -> None:
    """For while it cleans up: a second Ctrl-C would leave it half-way."""
    for each in STOPPING:
        signal.signal(each, signal.SIG_IGN)


@contextmanager
def signals_held_back() -> Generator[None]:
    """A stopping signal that arrives inside takes effect at the end.

    Start a process inside, and note it: if the signal came between the two, nobody would stop the process.
    """
    arrived: list[int] = []
    handlers = {each: signal.signal(each, lambda number, _: arrived.append(number)) for each in stopping_signals()}
    try:
        yield
    finally:
        for each, handler in handlers.items():
            signal.signal(each, handler)
        if arrived:
            signal.raise_signal(arrived[0])


def _stop(_: int, __: FrameType | None) -> None:
    ignore_signals()
    raise SystemExit(0)
