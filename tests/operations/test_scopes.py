"""What each scope of a token lets do, and what it does not."""

from typing import Any

import pytest
from asking import answer_to, ask, refusal_of
from conftest import RecordedPool
from exporting import Exporter
from histories import BEGIN

from core.events import EventInput, EventType
from core.settings import Settings
from core.viewer import Scope
from db.pool import Pool
from db.tokens import ensure_workspace
from schema.execution.document_cache import MOST_CHARACTERS

READ, ACT, EXPORT, INGEST = Scope.READ, Scope.ACT, Scope.EXPORT, Scope.INGEST
DEFINE = """
mutation {
  defineSeries(input: {key: "s", name: "S", blocks: [], paths: []}) { series { key %s } userErrors { code } }
}
"""
DEFINED = {"defineSeries": {"series": {"key": "s"}, "userErrors": []}}
READS = ['series(key: "s") { key }', "allSeries { totalCount }", "people { totalCount }", "tags { name }"]
READS += ['person(externalId: "a") { id }', 'node(id: "U2VyaWVzOjE") { id }', "nodes(ids: []) { id }"]
EXPORTS = '{ series(key: "s") { exports { nodes { status %s } } } }'


def needs(field: str, scope: Scope) -> str:
    return f"{field} needs a token with the scope {scope}."


async def defined(pool: Pool, workspace_id: int) -> bool:
    return await pool.fetchval("SELECT count(*) > 0 FROM series WHERE workspace_id = $1", workspace_id)


@pytest.fixture
async def exporter(settings: Settings, pool: Pool, workspace_id: int) -> Exporter:
    """With an export that can be downloaded, requested with the idempotency key `k`."""
    exporter = Exporter(settings, pool, workspace_id)
    await exporter.define(EventInput(id="e", type=EventType.ENTRY_STARTED, at=BEGIN, series="s", person="ann"))
    await exporter.export(idempotencyKey="k")
    return exporter


@pytest.mark.parametrize(
    ("selected", "refused"),
    [
        ("hasStats", [needs("Series.hasStats", READ)]),
        ("stats { started { count } }", [needs("Series.stats", READ)]),
        ("entries { nodes { person { email } } }", [needs("Series.entries", READ)]),
        ("blocks { stats { reached } }", [needs("Block.stats", READ)]),
        (
            "exports { nodes { downloadUrl } }",
            [needs("Series.exports", READ), needs("Export.downloadUrl", EXPORT)],
        ),
        ("...F", [needs("Series.hasStats", READ)]),
    ],
)
async def test_a_token_that_only_defines_series_reads_nothing_by_that(
    pool: Pool, workspace_id: int, selected: str, refused: list[str]
):
    query = DEFINE % selected + "fragment F on Series { ... { shown: hasStats } }" * ("...F" in selected)

    assert await refusal_of(pool, workspace_id, query, {}, {INGEST}) == refused
    assert not await defined(pool, workspace_id)


async def test_a_token_that_only_exports_lists_no_other_exports(exporter: Exporter):
    query = """mutation ($series: ID!) {
      requestExport(input: {series: $series, idempotencyKey: "k"}) {
        export { series { exports { nodes { downloadUrl } } } }
      }
    }"""

    refused = await refusal_of(exporter.pool, exporter.workspace_id, query, {"series": exporter.series}, {EXPORT})

    assert refused == [needs("Export.series", READ), needs("Series.exports", READ)]


async def test_a_token_that_only_exports_is_given_the_link_to_its_own_export(exporter: Exporter):
    query = """mutation ($series: ID!) {
      answer: requestExport(input: {series: $series, idempotencyKey: "k"}) { export { downloadUrl } }
    }"""

    answer = await exporter.ask(query, {EXPORT}, series=exporter.series)

    assert "/exports/" in answer["export"]["downloadUrl"]


async def test_a_token_that_only_reads_sees_exports_without_their_links(exporter: Exporter):
    both = await exporter.ask(EXPORTS.replace("series(", "answer: series(") % "downloadUrl", {READ, EXPORT})

    data, errors = await answer_to(
        exporter.pool, exporter.workspace_id, EXPORTS % "downloadUrl", scopes=frozenset({READ})
    )

    assert "/exports/" in both["exports"]["nodes"][0]["downloadUrl"]
    assert data == {"series": {"exports": {"nodes": [{"status": "COMPLETED", "downloadUrl": None}]}}}
    assert [(error["message"], error["path"], error["extensions"]) for error in errors] == [
        (needs("Export.downloadUrl", EXPORT), ["series", "exports", "nodes", 0, "downloadUrl"], {"code": "FORBIDDEN"})
    ]


@pytest.mark.parametrize("wanted", [True, False])
async def test_what_is_left_out_of_a_query_needs_nothing(exporter: Exporter, *, wanted: bool):
    query = "query ($wanted: Boolean!) " + EXPORTS % "downloadUrl @include(if: $wanted)"

    _, errors = await answer_to(
        exporter.pool, exporter.workspace_id, query, {"wanted": wanted}, scopes=frozenset({READ})
    )

    assert [error["message"] for error in errors] == [needs("Export.downloadUrl", EXPORT)] * wanted


@pytest.mark.parametrize(
    "selected",
    [
        "hasStats @include(if: $wanted)",
        "... @include(if: $wanted) { hasStats }",
        "hasStats @skip(if: false) @include(if: $wanted)",
    ],
)
async def test_what_is_left_out_of_a_mutation_needs_nothing(pool: Pool, workspace_id: int, selected: str):
    query = DEFINE.replace("mutation", "mutation ($wanted: Boolean! = false)") % selected

    assert await answer_to(pool, workspace_id, query, scopes=frozenset({INGEST})) == (DEFINED, [])
    assert await refusal_of(pool, workspace_id, query, {"wanted": True}, {INGEST}) == [needs("Series.hasStats", READ)]


async def test_one_forbidden_mutation_keeps_all_of_its_document_from_running(pool: Pool, workspace_id: int):
    query = DEFINE.strip().removesuffix("}") % "" + 'tagPeople(input: {people: {}, tag: "t"}) { wouldSelect } }'

    assert await refusal_of(pool, workspace_id, query, {}, {INGEST}) == [needs("Mutation.tagPeople", ACT)]
    assert not await defined(pool, workspace_id)


async def test_a_document_that_is_too_long_to_be_remembered_is_checked_as_well(pool: Pool, workspace_id: int):
    query = DEFINE % "hasStats" + " " * MOST_CHARACTERS

    assert await refusal_of(pool, workspace_id, query, {}, {INGEST}) == [needs("Series.hasStats", READ)]


async def test_a_forbidden_field_that_cannot_be_null_keeps_its_siblings_from_being_read(
    recorded_pool: RecordedPool, workspace_id: int
):
    query = "{ viewer { workspace { name } } allSeries { totalCount } }"

    assert await refusal_of(recorded_pool.pool, workspace_id, query, {}, {ACT}) == [needs("Query.allSeries", READ)]
    assert recorded_pool.statements == []


async def test_what_is_permitted_is_answered_beside_what_is_not(pool: Pool, workspace_id: int):
    query = '{ viewer { scopes } __typename series(key: "s") { name } }'

    data, errors = await answer_to(pool, workspace_id, query, scopes=frozenset({ACT}))

    assert data == {"viewer": {"scopes": ["ACT"]}, "__typename": "Query", "series": None}
    assert [(error["message"], error["path"]) for error in errors] == [(needs("Query.series", READ), ["series"])]


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
