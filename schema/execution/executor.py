"""The executor: plans for plain objects, direct calls of resolvers, and stock graphql-core for everything else."""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownParameterType=false, reportUnknownArgumentType=false
# graphql-core does not declare the item types of its lists

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, TypeVar, cast

from graphql import (
    GraphQLError,
    GraphQLLeafType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    GraphQLResolveInfoHelpers,
)
from graphql.execution.collect_fields import FieldDetailsList
from graphql.pyutils import AwaitableOrValue, Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from typing_extensions import override

from core.errors import ResponseTooLarge
from core.response_size import VALUE_CHARACTERS, begin_response, count_characters
from schema.execution.calls import Arguments, Call
from schema.execution.closing import ClosingExecutor
from schema.execution.fallbacks import Fallback, UnexpectedValue, Unplanned, count
from schema.execution.leaves import measure_of
from schema.execution.plan_cache import plans_of
from schema.execution.plans import Batch, Called, Fill, Planner

Plan = TypeVar("Plan", Fill, Fill | Call, Batch)
Make = Callable[[Planner, Any, FieldDetailsList], Plan]
Complete = Callable[[], AwaitableOrValue[list[Any]]]


class PlannedExecutor(ClosingExecutor):
    """Completes plain objects, their lists and their fields by plans, each compiled once for a selection.

    graphql-core spends about 30 microseconds on an object of eight fields, a plan less than one. If there is no plan
    (Unplanned), or a plan meets a value that it does not handle (UnexpectedValue), the stock executor takes over, with
    the same data and errors; fallbacks.py counts this. A plan only reads attributes, and no resolver is called twice.
    Any other exception is a bug, and becomes an INTERNAL error.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begin_response()
        self._plans = plans_of(self)
        if self._plans is None:
            count(Fallback.OPERATION)
        self._arguments: dict[int, Arguments] = {}  # of calls, by the ids of their nodes
        self._results: dict[tuple[int, int], Any] = {}  # of resolvers, by the ids of the source and the node

    @property
    def async_helpers(self) -> GraphQLResolveInfoHelpers:
        """Created when they are read.

        The stock executor stores them, and they refer to the executor. This reference cycle would leave all data of a
        request to the garbage collector, which took a tenth of the time of a dashboard.
        """
        return GraphQLResolveInfoHelpers(gather=self.gather_async_work, track=self.track_async_work)

    @async_helpers.setter
    def async_helpers(  # pyright: ignore[reportIncompatibleVariableOverride]
        self, helpers: GraphQLResolveInfoHelpers
    ) -> None:
        """Ignores the value that the stock constructor sets."""

    @override
    def complete_iterable_value(
        self,
        item_type: GraphQLOutputType,
        field_details_list: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        items: Iterable[Any],
        position_context: Any,
    ) -> AwaitableOrValue[list[Any]]:
        """A list: by one plan, by one plan and one call for each of the other fields, or item by item."""

        def stock() -> AwaitableOrValue[list[Any]]:
            complete = super(PlannedExecutor, self).complete_iterable_value
            return complete(item_type, field_details_list, info, path, items, position_context)

        fill = self._plan(Planner.items, item_type, field_details_list)
        if fill is not None:
            try:
                return fill(items)
            except UnexpectedValue:
                count(Fallback.VALUE)
                return stock()
        batch = self._plan(Planner.batch, item_type, field_details_list)
        if batch and isinstance(items, list):
            return cast("Awaitable[list[Any]]", self.closed_at_end(self._batched(batch, items, path, stock)))
        return stock()

    @override
    def complete_object_value(
        self,
        return_type: GraphQLObjectType,
        field_details_list: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        result: Any,
        position_context: Any,
    ) -> AwaitableOrValue[dict[str, Any]]:
        """An object that a resolver returned, or an item of a list that has no plan."""
        fill = self._plan(Planner.single, return_type, field_details_list)
        if fill is not None:
            try:
                return fill(result)
            except UnexpectedValue:
                count(Fallback.VALUE)
        return super().complete_object_value(return_type, field_details_list, info, path, result, position_context)

    @override
    def execute_field(
        self,
        parent_type: GraphQLObjectType,
        source: Any,
        field_details_list: FieldDetailsList,
        path: Path,
        position_context: Any,
    ) -> Any:
        """A field of an object that has no plan: its attribute is read, or its resolver called."""
        plan = self._plan(Planner.field, parent_type, field_details_list)
        try:
            if path.prev is not None:  # a field of a mutation runs, however long the response is already
                count_characters(len(str(path.key)) + VALUE_CHARACTERS)
            if isinstance(plan, Call):
                return self._called(plan, source, field_details_list, path, position_context)
            if plan is not None:
                return plan(source)
        except UnexpectedValue:
            count(Fallback.VALUE)
        except ResponseTooLarge as error:
            return self._not_written(error, parent_type, field_details_list, path)
        if plan is None and self._plans is not None and self._has_resolver(parent_type, field_details_list):
            count(Fallback.FIELD)
        return super().execute_field(parent_type, source, field_details_list, path, position_context)

    @staticmethod
    @override
    def complete_leaf_value(return_type: GraphQLLeafType, result: Any) -> Any:
        """A leaf that no plan has written."""
        written = StrawberryGraphQLCoreExecutionContext.complete_leaf_value(return_type, result)
        if measure := measure_of(return_type):
            count_characters(measure(written))
        return written

    def _called(
        self, call: Call, source: Any, selected: FieldDetailsList, path: Path, position_context: Any
    ) -> Awaitable[Any] | None:
        """The value of a field by its resolver. Its errors are located as the stock executor locates them."""
        try:
            info = self._info(call, selected, path)
            place = (id(source), id(selected[0].node))
            if place in self._results:
                result = _returned(self._results[place])
            else:
                result = call.of_one(source, info, self._arguments_of(call, selected))
        except Exception as error:
            self.handle_field_error(error, call.definition.type, selected, path)
            return None
        return self.complete_awaitable_value(call.definition.type, selected, info, path, result, position_context)

    async def _batched(self, batch: Batch, items: list[Any], path: Path, stock: Complete) -> list[Any]:
        """A list whose items are filled by a plan, except for fields whose resolver is called once for all items."""
        try:
            filled = [batch.fill(item) for item in items]
        except UnexpectedValue:  # nothing has been called yet
            count(Fallback.VALUE)
            return await self._awaited(stock())
        results = [await self._results_of(called, items, path) for called in batch.called]
        try:
            for called, values in zip(batch.called, results, strict=True):
                for item, value in zip(filled, values, strict=True):
                    item[called.key] = called.fill(value)
        except UnexpectedValue:
            has_errors = any(isinstance(value, Exception) for values in results for value in values)
            count(Fallback.ERROR if has_errors else Fallback.VALUE)
            return await self._awaited(self._stock_with(stock, batch, items, results))
        return filled

    async def _results_of(self, called: Called, items: list[Any], path: Path) -> list[Any]:
        """The result of a resolver for each item. An error is repeated for each, as if each were resolved alone."""
        try:
            info = self._info(called.call, called.selected, path)
            return await called.call.of_all(items, info, self._arguments_of(called.call, called.selected))
        except Exception as error:
            return [error] * len(items)  # no plan accepts an exception, and the stock executor raises it for each item

    def _stock_with(self, stock: Complete, batch: Batch, items: list[Any], results: list[list[Any]]) -> Any:
        """The list by the stock executor, which takes the results of resolvers instead of calling them again."""
        for called, values in zip(batch.called, results, strict=True):
            node = id(called.selected[0].node)
            self._results.update({(id(item), node): value for item, value in zip(items, values, strict=True)})
        try:
            return stock()  # it has read the results for all items when it returns
        finally:
            self._results.clear()  # an id is only valid as long as its object

    async def _awaited(self, completed: Any) -> Any:
        return await completed if self.is_awaitable(completed) else completed

    def _not_written(
        self, error: ResponseTooLarge, parent_type: GraphQLObjectType, selected: FieldDetailsList, path: Path
    ) -> None:
        """Null, where the field may be null. Otherwise the object around it is."""
        field = self.schema.get_field(parent_type, selected[0].node.name.value)
        assert field is not None  # noqa: S101 - it has a plan, or was executed
        self.handle_field_error(error, field.type, selected, path)

    def _has_resolver(self, parent_type: GraphQLObjectType, selected: FieldDetailsList) -> bool:
        """Whether it is a field of this schema, not of introspection, that has a resolver."""
        name = selected[0].node.name.value
        field = self.schema.get_field(parent_type, name)
        is_introspection = parent_type.name.startswith("__") or name.startswith("__")
        return not (field is None or is_introspection or getattr(field.resolve, "_is_default", False))

    def _info(self, call: Call, selected: FieldDetailsList, path: Path) -> GraphQLResolveInfo[Any]:
        return self.build_resolve_info(call.definition, [details.node for details in selected], call.parent, path)

    def _arguments_of(self, call: Call, selected: FieldDetailsList) -> Arguments:
        if call.fixed is not None:
            return call.fixed
        node = id(selected[0].node)
        if node not in self._arguments:
            self._arguments[node] = call.arguments(selected, self.variable_values)
        return self._arguments[node]

    def _plan(self, make: Make[Plan], type_: Any, selected: FieldDetailsList) -> Plan | None:
        if self._plans is None:
            return None
        key = (make, type_, *[id(details.node) for details in selected])
        try:
            return cast("Plan | None", self._plans[key])
        except KeyError:
            plan = self._plans[key] = self._compiled(make, type_, selected)
            return plan

    def _compiled(self, make: Make[Plan], type_: Any, selected: FieldDetailsList) -> Plan | None:
        try:
            return make(Planner(self.schema, self.collect_subfields), type_, selected)
        except (Unplanned, GraphQLError):  # the stock executor collects the same fields, and reports the error
            return None


async def _returned(result: Any) -> Any:
    return result
