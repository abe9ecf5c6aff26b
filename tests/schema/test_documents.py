from asking import answer_to

from db.pool import Pool
from schema.documents import document_of


async def test_a_document_is_parsed_and_validated_once(pool: Pool, workspace_id: int) -> None:
    before = document_of.cache_info()

    for _ in range(3):
        assert await answer_to(pool, workspace_id, "query Once { __typename }") == ({"__typename": "Query"}, [])

    after = document_of.cache_info()
    assert (after.misses - before.misses, after.hits - before.hits) == (1, 2)


async def test_what_is_wrong_with_a_document_is_said_each_time(pool: Pool, workspace_id: int) -> None:
    answers = [await answer_to(pool, workspace_id, "query Wrong { zzzzzzzz }") for _ in range(2)]

    wrong = {"message": "Cannot query field 'zzzzzzzz' on type 'Query'.", "locations": [{"line": 1, "column": 15}]}
    assert answers == [(None, [wrong])] * 2
