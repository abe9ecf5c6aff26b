"""Fallbacks to the stock executor are counted, bugs are not hidden, and nothing is resolved twice."""

from collections.abc import Callable
from typing import Any

import pytest
import strawberry
from fallbacks import fallbacks
from graphql import GraphQLError
from strawberry.extensions import ParserCache
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from schema.execution.calls import together
from schema.execution.document_cache import MOST_CHARACTERS
from schema.execution.executor import PlannedExecutor
from schema.execution.plans import Planner

Errors = list[tuple[str, Any, Any]]


class Schema(strawberry.Schema):
    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Errors are expected here, so they are not logged."""


async def answer(query: type, root: object, document: str, executor: Any = PlannedExecutor) -> tuple[str, Errors]:
    schema = Schema(query, config=StrawberryConfig(), extensions=[ParserCache], execution_context_class=executor)
    result = await schema.execute(document, root_value=root)
    return repr(result.data), [(error.message, error.path, error.locations) for error in result.errors or []]


async def both(query: type, root: object, document: str) -> tuple[str, Errors, dict[str, float]]:
    """The result, which is the same by both executors, and the fallbacks that were counted."""
    before = fallbacks()
    data, errors = await answer(query, root, document)
    counted = {reason: value - before[reason] for reason, value in fallbacks().items() if value != before[reason]}
    assert (data, errors) == await answer(query, root, document, None)
    return data, errors, counted


@strawberry.type
class Leaf:
    count: int


@strawberry.type
class Leaves:
    leaves: list[Leaf]
    leaf: Leaf | None = None

    @strawberry.field
    def sync(self) -> int:
        return 1


async def test_what_has_plans_takes_no_fallback() -> None:
    root = Leaves(leaves=[Leaf(count=1)], leaf=Leaf(count=2))

    document = "{ __typename leaves { count __typename } leaf { count } __schema { queryType { name } } }"
    assert (await both(Leaves, root, document))[1:] == ([], {})


@pytest.mark.parametrize("selected", ["count", "__typename"])
async def test_null_in_a_list_of_non_null_objects_is_an_error(selected: str) -> None:
    data, errors, counted = await both(Leaves, Leaves(leaves=[Leaf(count=1), None]), f"{{ leaves {{ {selected} }} }}")  # type: ignore[list-item]

    assert data == "None"
    assert [error[:2] for error in errors] == [
        ("Cannot return null for non-nullable field Leaves.leaves.", ["leaves", 1])
    ]
    assert counted.keys() == {"value"}


@pytest.mark.parametrize("wrong", ["text", None, 2**31])
async def test_a_wrong_value_is_an_error_of_its_field(wrong: Any) -> None:
    root = Leaves(leaves=[], leaf=Leaf(count=wrong))

    data, errors, counted = await both(Leaves, root, "{ leaf { count } }")

    assert data == "{'leaf': None}"
    assert errors[0][1] == ["leaf", "count"]
    assert counted.keys() == {"value"}


async def test_an_object_without_the_attribute_is_an_error_of_its_field() -> None:
    data, errors, counted = await both(Leaves, Leaves(leaves=["text"]), "{ leaves { count } }")  # type: ignore[list-item]

    assert (data, errors[0][1]) == ("None", ["leaves", 0, "count"])
    assert counted.keys() == {"value"}


async def test_a_resolver_that_is_not_a_coroutine_is_counted_as_a_field() -> None:
    assert await both(Leaves, Leaves(leaves=[]), "{ sync }") == ("{'sync': 1}", [], {"field": 1})


async def test_a_resolver_without_a_source_is_called_directly() -> None:
    async def doubled(number: int) -> int:
        return 2 * number

    query: Any = strawberry.type(type("Query", (), {"doubled": strawberry.field(doubled)}))

    assert await both(query, query(), "{ doubled(number: 2) }") == ("{'doubled': 4}", [], {})


async def test_an_operation_that_is_too_long_to_be_cached_is_counted_once() -> None:
    document = "{ leaves { count } leaf { count } }" + " " * MOST_CHARACTERS

    _, errors, counted = await both(Leaves, Leaves(leaves=[Leaf(count=1)]), document)

    assert (errors, counted) == ([], {"operation": 1})


Answer = Callable[[list[Any]], Any]


def batched(answer_all: Answer, calls: list[int], *, nullable: bool) -> tuple[type, object]:
    """A list of two objects whose field `size` is resolved by `answer_all` for both at once."""

    async def sizes(items: list[Any]) -> list[Any]:
        calls.append(len(items))
        return answer_all(items)

    async def size(self: Any) -> Any:
        calls.append(1)
        return answer_all([self])[0]

    size.__annotations__["return"] = int | None if nullable else int
    item = type("Item", (), {"__annotations__": {"name": str}, "size": strawberry.field(together(sizes)(size))})
    made: Any = strawberry.type(item)
    query: Any = strawberry.type(type("Query", (), {"__annotations__": {"items": list[made]}}))
    return query, query(items=[made(name="a"), made(name="bc")])


def fail(_: list[Any]) -> Any:
    raise LookupError("not there")


@pytest.mark.parametrize("nullable", [True, False])
async def test_a_failed_batch_gives_each_item_its_error_and_is_not_resolved_again(nullable: bool) -> None:
    calls: list[int] = []
    query, root = batched(fail, calls, nullable=nullable)
    before = fallbacks()

    data, errors = await answer(query, root, "{ items { name size } }")

    assert calls == [2]
    assert {reason: value - before[reason] for reason, value in fallbacks().items() if value != before[reason]} == {
        "error": 1
    }
    assert (data, errors) == await answer(query, root, "{ items { name size } }", None)
    assert len(errors) == (2 if nullable else 1)


async def test_a_batch_with_a_wrong_value_is_not_resolved_again() -> None:
    calls: list[int] = []
    query, root = batched(lambda items: [2**40 if len(item.name) > 1 else 1 for item in items], calls, nullable=True)
    document = "{ items { name size again: size } }"

    data, errors = await answer(query, root, document)

    assert calls == [2, 2]  # once for each of the two fields
    assert (data, errors) == await answer(query, root, document, None)
    assert [path for _, path, _ in errors] == [["items", 1, "size"], ["items", 1, "again"]]


async def test_a_batch_that_returns_too_few_values_is_a_bug() -> None:
    query, root = batched(lambda _: [1], [], nullable=True)

    data, errors = await answer(query, root, "{ items { size } }")

    assert (data, errors[0][1]) == ("None", ["items"])


@pytest.mark.parametrize("kind", ["items", "object", "field"])
async def test_a_bug_in_a_plan_or_in_compiling_it_is_not_hidden(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = {"items": "{ leaves { count } }", "object": "{ leaf { count } }", "field": "{ leaves { count } }"}
    root = Leaves(leaves=[Leaf(count=1)], leaf=Leaf(count=2))
    before = fallbacks()

    def fill(_: Any) -> Any:
        raise ZeroDivisionError("a bug in a plan")

    def make(*_: Any) -> Any:
        raise ZeroDivisionError("a bug in the planner")

    for broken, message in ((lambda *_: fill, "a bug in a plan"), (make, "a bug in the planner")):
        monkeypatch.setattr(Planner, kind, broken)
        data, errors = await answer(Leaves, root, documents[kind])
        assert (data, errors[0][0]) == ("None", message)
    assert fallbacks() == before
