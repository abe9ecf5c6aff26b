"""Exceptions in log lines, without the values that their messages quote: people's names and addresses among them."""

import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import cast

from core.errors import loggable

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def safe_traceback(exc_info: ExcInfo) -> str:
    """Returns the lines of code that raised an exception and its causes, and what `loggable` says of each."""
    return "".join(_lines(exc_info[1])).rstrip()


def _lines(error: BaseException) -> Iterator[str]:
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from _lines(cause)
        yield "\nThen:\n\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__module__}.{loggable(error)}\n"
    if isinstance(error, BaseExceptionGroup):
        for inner in cast("BaseExceptionGroup[BaseException]", error).exceptions:
            yield "\nOne of them:\n\n"
            yield from _lines(inner)
