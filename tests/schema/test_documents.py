import gc
import itertools

from asking import answer_to
from graphql import OperationDefinitionNode, Token

from db.pool import Pool
from schema.documents import document_of
from schema.execution.document_cache import MOST_CACHED_CHARACTERS, MOST_CHARACTERS

ONCE = "query Once { __typename }"


async def test_a_document_is_parsed_and_validated_once(pool: Pool, workspace_id: int) -> None:
    for _ in range(3):
        assert await answer_to(pool, workspace_id, ONCE) == ({"__typename": "Query"}, [])

    assert document_of(ONCE) is document_of(ONCE)


async def test_a_long_document_is_executed_and_not_cached(pool: Pool, workspace_id: int) -> None:
    long = ONCE + " " * MOST_CHARACTERS

    assert await answer_to(pool, workspace_id, long) == ({"__typename": "Query"}, [])

    gc.collect()
    operations = [each for each in gc.get_objects() if isinstance(each, OperationDefinitionNode)]
    assert not [each for each in operations if each.loc and each.loc.source.body == long]


async def test_errors_of_a_cached_document_are_reported_each_time(pool: Pool, workspace_id: int) -> None:
    answers = [await answer_to(pool, workspace_id, "query Wrong { zzzzzzzz }") for _ in range(2)]

    wrong = {
        "message": "Cannot query field 'zzzzzzzz' on type 'Query'.",
        "locations": [{"line": 1, "column": 15}],
        "extensions": {"code": "GRAPHQL_VALIDATION_FAILED"},
    }
    assert answers == [(None, [wrong])] * 2


def test_a_document_that_is_no_longer_used_is_freed_at_once() -> None:
    document_of("{ lonely: __typename }")
    gc.collect()  # what the validation leaves
    gc.disable()
    try:
        before = _tokens("lonely")
        _fill_cache()
        after = _tokens("lonely")
    finally:
        gc.enable()

    assert (before, after) == (1, 0)


def test_the_documents_in_the_cache_are_limited_by_their_lengths() -> None:
    first = document_of(ONCE)
    _fill_cache()

    assert document_of(ONCE) is not first


def _tokens(value: str) -> int:
    return sum(isinstance(each, Token) and each.value == value for each in gc.get_objects())


def _fill_cache() -> None:
    number = itertools.count()
    for _ in range(0, MOST_CACHED_CHARACTERS + MOST_CHARACTERS, MOST_CHARACTERS):
        document_of(f"query Other{next(number)} {{ __typename }}".ljust(MOST_CHARACTERS))
