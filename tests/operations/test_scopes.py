"""What each scope of a token lets do, and what it does not."""

from typing import Any

import pytest
from asking import answer_to, ask

from core.viewer import Scope
from db.pool import Pool
from db.tokens import ensure_workspace

DEFINE = """
mutation { defineSeries(input: {key: "s", name: "S", blocks: [], paths: []}) {
  series { key %s } userErrors { code }
} }
"""
READS = ['series(key: "s") { key }', "allSeries { totalCount }", "people { totalCount }", "tags { name }"]
READS += ['person(externalId: "a") { id }', 'node(id: "U2VyaWVzOjE") { id }', "nodes(ids: []) { id }"]


async def test_figures_need_read_also_through_the_payload_of_a_mutation(pool: Pool, workspace_id: int):
    query = DEFINE % "stats { started { count } }"

    data, errors = await answer_to(pool, workspace_id, query, scopes=frozenset({Scope.INGEST}))

    assert data == {"defineSeries": {"series": None, "userErrors": []}}
    assert [error["extensions"]["code"] for error in errors] == ["FORBIDDEN"]


@pytest.mark.parametrize("field", READS)
async def test_reading_needs_read(pool: Pool, workspace_id: int, field: str):
    _, errors = await answer_to(
        pool, workspace_id, f"{{ {field} }}", scopes=frozenset(Scope) - {Scope.READ, Scope.ADMIN}
    )

    assert [error["extensions"]["code"] for error in errors] == ["FORBIDDEN"]


@pytest.mark.parametrize("scopes", [{Scope.READ}, {Scope.ADMIN}])
async def test_read_and_admin_may_read(pool: Pool, workspace_id: int, scopes: set[Scope]):
    data, errors = await answer_to(pool, workspace_id, "{ allSeries { totalCount } }", scopes=frozenset(scopes))

    assert (data, errors) == ({"allSeries": {"totalCount": 0}}, [])


async def test_without_ingest_nothing_is_defined(pool: Pool, workspace_id: int):
    data, _ = await answer_to(pool, workspace_id, DEFINE % "", scopes=frozenset({Scope.READ, Scope.ACT}))

    assert data == {"defineSeries": {"series": None, "userErrors": [{"code": "FORBIDDEN"}]}}
    assert await ask(pool, workspace_id, "{ allSeries { totalCount } }") == {"allSeries": {"totalCount": 0}}


async def test_any_token_may_ask_what_it_is(pool: Pool, workspace_id: int):
    data, errors = await answer_to(pool, workspace_id, "{ viewer { scopes } }", scopes=frozenset({Scope.EXPORT}))

    assert (data, errors) == ({"viewer": {"scopes": ["EXPORT"]}}, [])


async def test_nothing_of_another_workspace_is_seen(pool: Pool, workspace_id: int):
    await ask(pool, workspace_id, DEFINE % "")
    found: Any = await ask(pool, workspace_id, '{ series(key: "s") { id } }')

    stranger = await ensure_workspace(pool, f"stranger to {workspace_id}")
    query = "query ($id: ID!) { series(id: $id) { key } node(id: $id) { id } allSeries { totalCount } }"
    seen = await ask(pool, stranger, query, id=found["series"]["id"])

    assert seen == {"series": None, "node": None, "allSeries": {"totalCount": 0}}
