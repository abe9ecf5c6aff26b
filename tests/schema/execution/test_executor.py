import gc
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
import strawberry
from compared import agree
from graphql import GraphQLError
from hypothesis import HealthCheck, event, given
from hypothesis import strategies as st
from random_graphs import Documents, Graph
from sampling import examples
from strawberry.extensions import ParserCache, SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from schema.execution.calls import together
from schema.execution.executor import PlannedExecutor
from schema.scalars import SCALARS


class Schema(strawberry.Schema):
    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Errors are expected here, so they are not logged."""


class Counting(PlannedExecutor):
    """Counts the fields that take the stock path."""

    stock = 0

    def build_resolve_info(self, *arguments: Any) -> Any:
        Counting.stock += 1
        return super().build_resolve_info(*arguments)


def schema_of(query: type, executor: Any = None) -> Schema:
    config = StrawberryConfig(scalar_map=SCALARS)
    return Schema(query, config=config, extensions=[ParserCache], execution_context_class=executor)


async def answer(schema: Schema, document: str, root: object, variables: dict[str, Any]) -> tuple[Any, list[Any]]:
    result = await schema.execute(document, variables, root_value=root)
    return result.data, [
        (error.message, error.path, error.locations, error.extensions) for error in result.errors or []
    ]


SWITCHES: list[dict[str, Any]] = [
    {"a": True, "b": False},
    {"a": False, "b": True, "c": False, "f": [True]},
    {"a": True, "b": False, "n": 3, "f": [False]},
]


# graphql-core 3.3 itself leaves coroutines behind where an error reaches a parent while its siblings are under way.
@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@examples(20, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.sampled_from([0.0, 0.02, 0.1]))
async def test_data_and_errors_equal_those_of_the_stock_executor(seed: int, surprise: float) -> None:
    graph = Graph(Random(seed), surprise)
    query, root = graph.query()
    documents = [Documents(graph, query).document() for _ in range(3)]
    stock, planned = schema_of(query), schema_of(query, PlannedExecutor)

    for document in documents:
        for variables in SWITCHES:
            data, errors = await answer(stock, document, root, variables)
            found = await answer(planned, document, root, variables)
            event("errors" if errors else "no errors")
            assert agree(data, errors, *found), (data, errors, found)
    gc.collect()  # what was left behind is reported here, not in another test


@strawberry.type
class Leaf:
    name: str
    count: int
    at: datetime | None = None


@strawberry.type
class Branch:
    name: str
    leaves: list[Leaf | None]
    rows: list[list[Leaf]]

    @strawberry.field
    def label(self) -> str:
        return self.name.upper()


@strawberry.type
class Query:
    branches: list[Branch]
    leaves: list[Leaf]


LEAF = Leaf(name="a", count=1, at=datetime(2026, 11, 23, 9, 30, tzinfo=UTC))
ROOT = Query(branches=[Branch(name="b", leaves=[LEAF, None], rows=[[LEAF], []])] * 2, leaves=[LEAF] * 3)


async def stock_fields(document: str, variables: dict[str, bool] | None = None, root: Query = ROOT) -> tuple[Any, int]:
    """The result, and the number of fields that took the stock path."""
    Counting.stock = 0
    data, errors = await answer(schema_of(Query, Counting), document, root, variables or {})
    assert errors == []
    return data, Counting.stock


async def test_lists_of_plain_objects_never_take_the_stock_path() -> None:
    document = (
        "{ leaves { name at __typename } branches { leaves { n: name } rows { ...F } } } fragment F on Leaf { count }"
    )

    branch = {"leaves": [{"n": "a"}, None], "rows": [[{"count": 1}], []]}
    leaf = {"name": "a", "at": "2026-11-23T09:30:00Z", "__typename": "Leaf"}
    assert await stock_fields(document) == ({"leaves": [leaf] * 3, "branches": [branch] * 2}, 0)


async def test_plain_fields_beside_a_resolver_are_filled_too() -> None:
    data, stock = await stock_fields("{ branches { name label rows { count } } }")

    assert data == {"branches": [{"name": "b", "label": "B", "rows": [[{"count": 1}], []]}] * 2}
    assert stock == 1 + 2  # the list, and each label


async def test_a_field_marked_together_is_resolved_once_for_a_list() -> None:
    sizes: list[int] = []

    async def lengths(texts: list[Any], least: int) -> list[int]:
        sizes.append(len(texts))
        return [max(len(text.text), least) for text in texts]

    @strawberry.type
    class Text:
        text: str

        @strawberry.field
        @together(lengths)
        async def length(self, least: int = 0) -> int:  # noqa: ARG002 - the field's argument
            raise AssertionError

    @strawberry.type
    class Texts:
        texts: list[Text]

    root = Texts(texts=[Text(text="a"), Text(text="bcd")])
    document = "{ texts { length text least: length(least: 2) } }"
    data, errors = await answer(schema_of(Texts, PlannedExecutor), document, root, {})

    assert errors == []
    assert data == {"texts": [{"length": 1, "text": "a", "least": 2}, {"length": 3, "text": "bcd", "least": 3}]}
    assert sizes == [2, 2]


async def test_each_value_of_a_skip_or_include_condition_has_its_own_plan() -> None:
    document = "query ($all: Boolean!) { leaves { name count @include(if: $all) } }"

    short = ({"leaves": [{"name": "a"}] * 3}, 0)
    long = ({"leaves": [{"name": "a", "count": 1}] * 3}, 0)
    assert [await stock_fields(document, {"all": wanted}) for wanted in (True, False, True)] == [long, short, long]


async def test_one_wrong_value_is_one_error_and_leaves_all_other_values() -> None:
    root = Query(branches=[], leaves=[LEAF, Leaf(name="b", count=2**31)])

    data, errors = await answer(schema_of(Query, PlannedExecutor), "{ leaves { count } }", root, {})

    assert data is None
    assert [(message, path) for message, path, *_ in errors] == [
        ("Int cannot represent non 32-bit signed integer value: 2147483648", ["leaves", 1, "count"])
    ]


async def test_middleware_sees_every_field() -> None:
    seen: list[str] = []

    class Watching(SchemaExtension):
        def resolve(self, _next: Callable[..., Any], root: Any, info: Any, *args: Any, **kwargs: Any) -> Any:
            seen.append(info.field_name)
            return _next(root, info, *args, **kwargs)

    schema = Schema(Query, extensions=[Watching], execution_context_class=PlannedExecutor)
    await schema.execute("{ leaves { name } }", root_value=ROOT)

    assert seen == ["leaves", "name", "name", "name"]
