"""The signals that stop a long-running command: SIGTERM, SIGINT (Ctrl-C) and SIGHUP (its terminal was closed)."""

import signal
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import partial
from types import FrameType

STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


_AGAIN_SECONDS = 0.01


def stop_on_signals() -> None:
    """From now on, the first of these signals raises SystemExit(0), so that the process cleans up."""
    sys.unraisablehook = partial(_stop_again, sys.unraisablehook)
    for each in (*stopping_signals(), signal.SIGALRM):
        signal.signal(each, _stop)


def stopping_signals() -> list[signal.Signals]:
    """The signals that this process was not started to ignore."""
    return [each for each in STOPPING if signal.getsignal(each) is not signal.SIG_IGN]  # nohup ignores SIGHUP


def ignore_signals() -> None:
    """Ignores the signals during cleanup, which a second Ctrl-C would interrupt."""
    for each in STOPPING:
        signal.signal(each, signal.SIG_IGN)


@contextmanager
def signals_held_back() -> Generator[None]:
    """Defers stopping signals to the end of the block.

    Start a process and store it in one block: after a signal between the two, the process would never be stopped.
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


def _stop_again(report: "Callable[[sys.UnraisableHookArgs], object]", lost: "sys.UnraisableHookArgs") -> None:
    """Python loses an exception that is raised while a finalizer runs, so it is raised again soon after."""
    if lost.exc_type is SystemExit:
        signal.setitimer(signal.ITIMER_REAL, _AGAIN_SECONDS)
    else:
        report(lost)
