"""The executor: stock graphql-core, but for plain objects."""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownParameterType=false, reportUnknownArgumentType=false
# graphql-core leaves the items of its lists without a type

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, TypeVar, cast

from graphql import GraphQLObjectType, GraphQLOutputType, GraphQLResolveInfo, GraphQLResolveInfoHelpers
from graphql.execution.collect_fields import FieldDetailsList
from graphql.pyutils import AwaitableOrValue, Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from typing_extensions import override

from schema.execution.calls import Arguments, Call
from schema.execution.plan_cache import plans_of
from schema.execution.plans import Batch, Fill, Planner

Plan = TypeVar("Plan", Fill, Fill | Call, Batch)
Make = Callable[[Planner, Any, FieldDetailsList], Plan]


class PlannedExecutor(StrawberryGraphQLCoreExecutionContext):
    """Fills lists of plain objects, plain objects and plain fields by plans, each compiled once for a selection.

    graphql-core spends some 30 microseconds on the bookkeeping of an object of eight fields, a plan less than one. The
    stock path takes over wherever there is no plan or a plan raises: data and errors are the same either way.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._plans = plans_of(self)
        self._arguments: dict[int, Arguments] = {}  # of calls, by their nodes

    @property
    def async_helpers(self) -> GraphQLResolveInfoHelpers:
        """Made when they are asked for. Kept, as in the stock executor, they would be in a circle with it: everything
        that a request had would be left to the garbage collector, which took a tenth of the time of a dashboard.
        """
        return GraphQLResolveInfoHelpers(gather=self.gather_async_work, track=self.track_async_work)

    @async_helpers.setter
    def async_helpers(  # pyright: ignore[reportIncompatibleVariableOverride]
        self, helpers: GraphQLResolveInfoHelpers
    ) -> None:
        """Nothing."""

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
        """A list."""

        def stock() -> AwaitableOrValue[list[Any]]:
            complete = super(PlannedExecutor, self).complete_iterable_value
            return complete(item_type, field_details_list, info, path, items, position_context)

        fill = self._plan(Planner.items, item_type, field_details_list)
        if fill is not None:
            try:
                return fill(items)
            except Exception:
                return stock()
        batch = self._plan(Planner.batch, item_type, field_details_list)
        return self._batched(batch, items, path, stock) if batch and isinstance(items, list) else stock()

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
        """An object, from a resolver or within a list that has no plan."""
        fill = self._plan(Planner.object, return_type, field_details_list)
        if fill is not None:
            try:
                return fill(result)
            except Exception:  # noqa: S110 - the stock path meets it again
                pass
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
        if plan is not None:
            try:
                if not isinstance(plan, Call):
                    return plan(source)
                return self._called(plan, source, field_details_list, path, position_context)
            except Exception:  # noqa: S110 - the stock path meets it again
                pass
        return super().execute_field(parent_type, source, field_details_list, path, position_context)

    def _called(
        self,
        call: Call,
        source: Any,
        asked: FieldDetailsList,
        path: Path,
        position_context: Any,
    ) -> Awaitable[Any]:
        info = self._info(call, asked, path)
        answer = call.of_one(source, info, self._arguments_of(call, asked))
        return self.complete_awaitable_value(call.definition.type, asked, info, path, answer, position_context)

    async def _batched(self, batch: Batch, items: list[Any], path: Path, stock: Callable[[], Any]) -> list[Any]:
        try:
            return await self._filled(batch, items, path)
        except Exception:
            completed = stock()
            return await completed if self.is_awaitable(completed) else completed

    async def _filled(self, batch: Batch, items: list[Any], path: Path) -> list[Any]:
        answers = [batch.fill(item) for item in items]
        for key, call, asked, fill in batch.called:
            info = self._info(call, asked, path)
            values = await call.of_all(items, info, self._arguments_of(call, asked))
            for answer, value in zip(answers, values, strict=True):
                answer[key] = fill(value)
        return answers

    def _info(self, call: Call, asked: FieldDetailsList, path: Path) -> GraphQLResolveInfo[Any]:
        return self.build_resolve_info(call.definition, [details.node for details in asked], call.parent, path)

    def _arguments_of(self, call: Call, asked: FieldDetailsList) -> Arguments:
        if call.fixed is not None:
            return call.fixed
        node = id(asked[0].node)
        if node not in self._arguments:
            self._arguments[node] = call.arguments(asked, self.variable_values)
        return self._arguments[node]

    def _plan(self, make: Make[Plan], type_: Any, asked: FieldDetailsList) -> Plan | None:
        if self._plans is None:
            return None
        key = (make, type_, *[id(details.node) for details in asked])
        try:
            return cast("Plan | None", self._plans[key])
        except KeyError:
            made = self._plans[key] = self._made(make, type_, asked)
            return made

    def _made(self, make: Make[Plan], type_: Any, asked: FieldDetailsList) -> Plan | None:
        try:
            return make(Planner(self.schema, self.collect_subfields), type_, asked)
        except Exception:  # whatever it is, the stock path meets it again
            return None
