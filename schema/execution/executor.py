"""The executor: stock graphql-core, but for plain objects."""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownParameterType=false, reportUnknownArgumentType=false
# graphql-core leaves the items of its lists without a type

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, TypeVar, cast

from graphql import GraphQLObjectType, GraphQLOutputType, GraphQLResolveInfo
from graphql.execution.collect_fields import FieldDetailsList
from graphql.pyutils import AwaitableOrValue, Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from typing_extensions import override

from schema.execution.calls import Arguments, Call
from schema.execution.operations import plans_of
from schema.execution.plans import Fill, Planner

Plan = TypeVar("Plan", Fill, Fill | Call)
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
        self._planner = Planner(self.schema, self.collect_subfields)

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
        fill = self._plan(Planner.items, item_type, field_details_list)
        if fill is not None:
            try:
                return fill(items)
            except Exception:  # noqa: S110 - the stock path meets it again
                pass
        return super().complete_iterable_value(item_type, field_details_list, info, path, items, position_context)

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
        node = id(asked[0].node)
        arguments = self._arguments.get(node) if call.fixed is None else call.fixed
        if arguments is None:
            arguments = self._arguments[node] = call.arguments(asked, self.variable_values)
        nodes = [details.node for details in asked]
        info = self.build_resolve_info(call.definition, nodes, call.parent, path)
        answer = call(source, info, arguments)
        return self.complete_awaitable_value(call.definition.type, asked, info, path, answer, position_context)

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
            return make(self._planner, type_, asked)
        except Exception:  # whatever it is, the stock path meets it again
            return None
