"""The stock executor, which leaves no coroutine behind that was never awaited."""
# pyright: reportUnknownMemberType=false
# graphql-core does not declare the item types of its lists

from collections.abc import Awaitable, Coroutine, Generator
from inspect import iscoroutine
from typing import Any

from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from typing_extensions import override


class _Closable(Awaitable[Any]):
    """A coroutine that can be closed as long as it was not awaited."""

    __slots__ = ("_coroutine",)

    def __init__(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        self._coroutine: Coroutine[Any, Any, Any] | None = coroutine

    def __await__(self) -> Generator[Any, Any, Any]:
        coroutine, self._coroutine = self._coroutine, None
        if coroutine is None:
            raise RuntimeError("A coroutine was awaited twice, or after the operation had ended.")
        return coroutine.__await__()

    def close(self) -> None:
        coroutine, self._coroutine = self._coroutine, None
        if coroutine is not None:
            coroutine.close()


class ClosingExecutor(StrawberryGraphQLCoreExecutionContext):
    """At the end of an operation, closes all coroutines of fields that were not awaited.

    Python would warn of each. graphql-core creates the coroutines of fields, and tasks for them. If the request is
    canceled before a task has started, or an error cancels it, the coroutines inside are never awaited. They cannot
    close themselves when they are deleted: in a reference cycle, Python may delete the inner one first.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._closables: list[_Closable] = []

    @override
    def execute_operation(self, serially: bool | None = None) -> Any:
        result = super().execute_operation(serially)
        if iscoroutine(result):
            return self._closing(result)
        self._close()
        return result

    @override
    def execute_field(self, *args: Any, **kwargs: Any) -> Any:
        return self.closed_at_end(super().execute_field(*args, **kwargs))

    @override
    def complete_awaitable_value(  # pyright: ignore[reportIncompatibleMethodOverride] - the coroutine is wrapped
        self, return_type: Any, field_details_list: Any, info: Any, path: Any, result: Any, position_context: Any
    ) -> Any:
        """What a resolver returns when it is awaited."""
        result = self.closed_at_end(result)
        return self.closed_at_end(
            super().complete_awaitable_value(return_type, field_details_list, info, path, result, position_context)
        )

    @override
    def complete_iterable_value(self, *args: Any, **kwargs: Any) -> Any:
        return self.closed_at_end(super().complete_iterable_value(*args, **kwargs))

    @override
    def complete_list_item_value(self, item: Any, complete_results: list[Any], *args: Any, **kwargs: Any) -> bool:
        is_awaitable = super().complete_list_item_value(item, complete_results, *args, **kwargs)
        if is_awaitable:
            complete_results[-1] = self.closed_at_end(complete_results[-1])
        return is_awaitable

    @override
    def complete_object_value(self, *args: Any, **kwargs: Any) -> Any:
        return self.closed_at_end(super().complete_object_value(*args, **kwargs))

    def closed_at_end(self, result: Any) -> Any:
        """The result, which is closed at the end of the operation if it is a coroutine that was not awaited by then."""
        if not iscoroutine(result):
            return result
        closable = _Closable(result)
        self._closables.append(closable)
        return closable

    async def _closing(self, result: Coroutine[Any, Any, Any]) -> Any:
        try:
            return await result
        finally:
            self._close()

    def _close(self) -> None:
        closables, self._closables = self._closables, []
        for each in closables:
            each.close()
