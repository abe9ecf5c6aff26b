"""Coroutines that a canceled request may never start."""

from collections.abc import Awaitable, Coroutine, Generator
from inspect import iscoroutine
from typing import Any


class Droppable(Awaitable[Any]):
    """Closes its coroutine if it is deleted before it was awaited, because Python writes a warning otherwise.

    graphql-core creates the coroutines of fields, and tasks for them. If the request is canceled before a task has
    started, the coroutines inside are never awaited.
    """

    __slots__ = ("_coroutine",)

    def __init__(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        self._coroutine: Coroutine[Any, Any, Any] | None = coroutine

    def __await__(self) -> Generator[Any, Any, Any]:
        coroutine, self._coroutine = self._coroutine, None
        if coroutine is None:
            raise RuntimeError("A coroutine was awaited twice.")
        return coroutine.__await__()

    def __del__(self) -> None:
        if self._coroutine is not None:
            self._coroutine.close()


def droppable(result: Any) -> Any:
    """The result of a field, which Python may delete before it was awaited."""
    return Droppable(result) if iscoroutine(result) else result
