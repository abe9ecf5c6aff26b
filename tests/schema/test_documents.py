import gc

from asking import answer_to
from graphql import OperationDefinitionNode

from db.pool import Pool
from schema.documents import document_of
from schema.execution.plan_cache import MOST_CHARACTERS

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
