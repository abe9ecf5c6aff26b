"""Automatic persisted queries and trusted documents, in the words of Apollo's and urql's clients."""

import hashlib
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import orjson
import pytest
from conftest import TokenFor, serving

from app import create_app
from core.errors import InvalidSetting
from core.settings import Settings, read_settings
from core.viewer import Scope
from db.pool import Pool
from db.tokens import ensure_workspace
from jobs.queue import connect_queue
from schema.requests import GraphQLRequest
from servers.directory import data_directory
from servers.valkey import embedded_valkey
from web import persisted_documents
from web.persisted_documents import MOST_CHARACTERS, PersistedDocuments

NOT_FOUND = {"errors": [{"message": "PersistedQueryNotFound", "extensions": {"code": "PERSISTED_QUERY_NOT_FOUND"}}]}
JSON = "application/json"
RESPONSE = "application/graphql-response+json"
TRUSTED = "query Trusted { people { totalCount } }"
MUTATION = "mutation Trusted { upsertPeople(input: {people: []}) { created } }"


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def fresh() -> str:
    """A query that no other test sends."""
    return f"query Q{uuid4().hex} {{ people {{ totalCount }} }}"


def apq(hash_: object, **more: Any) -> dict[str, Any]:
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": hash_}}, **more}


def in_url(body: dict[str, Any]) -> dict[str, str]:
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in body.items()}


@pytest.fixture
async def headers(workspace_id: int, token_for: TokenFor) -> dict[str, str]:
    token = await token_for(workspace_id, Scope.READ, Scope.INGEST)
    return {"Authorization": f"Bearer {token}", "Accept": JSON}


@pytest.fixture
async def client(server: str, headers: dict[str, str]) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=server, headers=headers) as client:
        yield client


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("manifest") / "trusted.json"
    path.write_bytes(orjson.dumps({sha256(text): text for text in (TRUSTED, MUTATION)}))
    return path


def trusting(settings: Settings, mode: str, manifest: Path) -> Settings:
    return settings.model_copy(update={"trusted_documents": mode, "trusted_documents_file": manifest})


@pytest.fixture(scope="module")
def only(settings: Settings, manifest: Path) -> Iterator[str]:
    with serving(trusting(settings, "only", manifest)) as url:
        yield url


@pytest.mark.parametrize("accept", [JSON, RESPONSE])
async def test_a_document_is_stored_when_it_is_sent_with_its_hash(client: httpx.AsyncClient, accept: str):
    text = fresh()
    client.headers["Accept"] = accept

    unknown = await client.post("/graphql", json=apq(sha256(text)))
    sent = await client.post("/graphql", json=apq(sha256(text), query=text))
    known = await client.post("/graphql", json=apq(sha256(text)))

    assert (unknown.status_code, unknown.json()) == (200 if accept == JSON else 400, NOT_FOUND)
    assert sent.json()["data"] == {"people": {"totalCount": 0}}
    assert (known.status_code, known.json()) == (200, sent.json())


async def test_a_get_with_the_hash_alone_has_an_etag(client: httpx.AsyncClient):
    text = fresh()
    await client.post("/graphql", json=apq(sha256(text), query=text))

    first = await client.get("/graphql", params=in_url(apq(sha256(text), operationName=text.split()[1])))
    tag = {"If-None-Match": first.headers["ETag"]}
    second = await client.get("/graphql", params=in_url(apq(sha256(text))), headers=tag)

    assert first.json()["data"] == {"people": {"totalCount": 0}}
    assert (second.status_code, second.content) == (304, b"")


async def test_a_browser_link_with_only_a_hash_is_a_request_and_no_page(client: httpx.AsyncClient):
    response = await client.get("/graphql", params=in_url(apq(sha256(fresh()))), headers={"Accept": "text/html"})

    assert response.json() == NOT_FOUND


async def test_a_document_id_names_the_same_documents(client: httpx.AsyncClient):
    text = fresh()

    unknown = await client.post("/graphql", json={"documentId": f"sha256:{sha256(text)}"})
    await client.post("/graphql", json={"documentId": f"sha256:{sha256(text)}", "query": text})
    by_post = await client.post("/graphql", json={"documentId": f"sha256:{sha256(text)}"})
    by_get = await client.get("/graphql", params={"documentId": f"sha256:{sha256(text)}"})

    assert unknown.json() == NOT_FOUND
    assert by_post.json()["data"] == by_get.json()["data"] == {"people": {"totalCount": 0}}


async def test_a_mutation_by_its_hash_runs_by_post_alone(client: httpx.AsyncClient):
    text = f'mutation M{uuid4().hex} {{ upsertPeople(input: {{people: [{{externalId: "p"}}]}}) {{ created }} }}'
    await client.post("/graphql", json=apq(sha256(text), query=text))

    by_get = await client.get("/graphql", params=in_url(apq(sha256(text))))
    by_post = await client.post("/graphql", json=apq(sha256(text)))

    assert "must not contain a mutation" in by_get.json()["errors"][0]["message"]
    assert by_post.json()["data"] == {"upsertPeople": {"created": 0}}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (apq(sha256("other"), query=TRUSTED), "The hash is not the SHA-256 of the document in `query`"),
        (apq("ABC"), "The hash of a document must be its SHA-256"),
        (apq(None), "The hash of a document must be its SHA-256"),
        ({"documentId": "md5:1"}, "The hash of a document must be its SHA-256"),
        ({"extensions": {"persistedQuery": {"version": 2, "sha256Hash": sha256(TRUSTED)}}}, "`version` is 1"),
        ({"extensions": {"persistedQuery": "x"}}, "`version` is 1"),
    ],
)
async def test_a_wrong_hash_is_refused(client: httpx.AsyncClient, body: dict[str, Any], message: str):
    response = await client.post("/graphql", json=body)

    [error] = response.json()["errors"]
    assert (response.status_code, error["extensions"]["code"]) == (400, "INVALID")
    assert message in error["message"]


async def test_processes_share_documents_through_valkey(
    settings: Settings, client: httpx.AsyncClient, headers: dict[str, str]
):
    text = fresh()
    await client.post("/graphql", json=apq(sha256(text), query=text))

    with serving(settings) as other:
        async with httpx.AsyncClient(base_url=other, headers=headers) as there:
            response = await there.post("/graphql", json=apq(sha256(text)))

    assert response.json()["data"] == {"people": {"totalCount": 0}}


async def test_a_document_that_valkey_has_lost_is_stored_again_although_its_response_is_unchanged(
    settings: Settings, client: httpx.AsyncClient, headers: dict[str, str], workspace_id: int
):
    text = fresh()
    with serving(settings) as other:
        async with httpx.AsyncClient(base_url=other, headers=headers) as there:
            await there.post("/graphql", json=apq(sha256(text), query=text))
            redis = await connect_queue(settings)
            await redis.delete(f"milepost:document:{workspace_id}:{sha256(text)}")
            await redis.aclose()
            await there.post("/graphql", json=apq(sha256(text), query=text))
    response = await client.post("/graphql", json=apq(sha256(text)))

    assert response.json()["data"] == {"people": {"totalCount": 0}}


async def test_without_valkey_documents_are_kept_in_the_process_and_others_are_sent_again(
    settings: Settings, tmp_path: Path
):
    with data_directory(tmp_path) as directory, embedded_valkey(directory) as valkey:
        redis = await connect_queue(settings.model_copy(update={"redis_url": valkey.url}))
        valkey.process.kill()
        valkey.process.wait()
    documents = PersistedDocuments("off", {}, redis)
    text, other = fresh(), fresh()
    await documents.complete(GraphQLRequest(text, document_id=sha256(text)), 1)
    found = GraphQLRequest(document_id=sha256(text))
    await documents.complete(found, 1)
    with pytest.raises(persisted_documents.PersistedQueryNotFound):
        await documents.complete(GraphQLRequest(document_id=sha256(other)), 1)
    await redis.aclose()

    assert found.query == text


async def test_the_number_of_short_documents_in_memory_is_limited(settings: Settings):
    redis = await connect_queue(settings)
    documents = PersistedDocuments("off", {}, redis)
    redis.connection_pool.connection_kwargs["path"] = "/nowhere"
    redis.connection_pool.connection_kwargs["host"] = "127.0.0.1"
    await redis.connection_pool.disconnect()
    texts = [f"{{{number}" for number in range(10_000)]
    for text in texts:
        await documents.complete(GraphQLRequest(text, document_id=sha256(text)), 1)
    with pytest.raises(persisted_documents.PersistedQueryNotFound):
        await documents.complete(GraphQLRequest(document_id=sha256(texts[0])), 1)
    await redis.aclose()


async def test_a_forged_document_in_valkey_does_not_run(
    settings: Settings, client: httpx.AsyncClient, workspace_id: int
):
    named = sha256(fresh())
    redis = await connect_queue(settings)
    await redis.set(f"milepost:document:{workspace_id}:{named}", TRUSTED)
    response = await client.post("/graphql", json=apq(named))
    await redis.aclose()

    assert response.json() == NOT_FOUND


async def test_the_oldest_documents_are_removed_from_valkey(
    settings: Settings, client: httpx.AsyncClient, workspace_id: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(persisted_documents, "MOST_STORED", 3)
    texts = [fresh() for _ in range(5)]
    for text in texts:
        await client.post("/graphql", json=apq(sha256(text), query=text))
    redis = await connect_queue(settings)
    kept = [bool(await redis.exists(f"milepost:document:{workspace_id}:{sha256(text)}")) for text in texts]
    expires = await redis.ttl(f"milepost:document:{workspace_id}:{sha256(texts[-1])}")
    await redis.aclose()

    assert kept == [False, False, True, True, True]
    assert 0 < expires <= 7 * 24 * 60 * 60


@pytest.fixture
async def other(pool: Pool, token_for: TokenFor) -> tuple[int, dict[str, str]]:
    """Another workspace, and the header with its token."""
    other_id = await ensure_workspace(pool, f"other {uuid4()}")
    return other_id, {"Authorization": f"Bearer {await token_for(other_id, Scope.READ)}"}


async def test_a_workspace_neither_evicts_nor_runs_the_documents_of_another(
    settings: Settings,
    client: httpx.AsyncClient,
    workspace_id: int,
    other: tuple[int, dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(persisted_documents, "MOST_STORED", 3)
    ours, theirs = fresh(), [fresh() for _ in range(5)]
    other_id, headers = other
    await client.post("/graphql", json=apq(sha256(ours), query=ours))
    for text in theirs:
        await client.post("/graphql", json=apq(sha256(text), query=text), headers=headers)
    by_the_other = await client.post("/graphql", json=apq(sha256(ours)), headers=headers)

    redis = await connect_queue(settings)
    stored = [
        await redis.zcard(f"milepost:documents:{workspace_id}"),
        await redis.exists(f"milepost:document:{workspace_id}:{sha256(ours)}"),
        await redis.zcard(f"milepost:documents:{other_id}"),
    ]
    await redis.aclose()
    assert stored == [1, 1, 3]
    assert by_the_other.json()["errors"] == NOT_FOUND["errors"]


async def test_a_long_document_runs_but_is_not_stored(client: httpx.AsyncClient):
    text = fresh() + " " * MOST_CHARACTERS

    sent = await client.post("/graphql", json=apq(sha256(text), query=text))
    later = await client.post("/graphql", json=apq(sha256(text)))

    assert sent.json()["data"] == {"people": {"totalCount": 0}}
    assert later.json() == NOT_FOUND


async def test_only_trusted_documents_run(only: str, headers: dict[str, str]):
    async with httpx.AsyncClient(base_url=only, headers=headers) as client:
        by_hash = await client.post("/graphql", json=apq(sha256(TRUSTED)))
        by_id = await client.get("/graphql", params={"documentId": f"sha256:{sha256(TRUSTED)}"})
        as_text = await client.post("/graphql", json={"query": TRUSTED})
        mutation = await client.post("/graphql", json=apq(sha256(MUTATION)))
        refused = [
            await client.post("/graphql", json={"query": text, **more})
            for text in ("{ __schema { description } }", "{ __typename }", TRUSTED + " ", "{")
            for more in ({}, apq(sha256(text)))
        ]
        unknown = await client.post("/graphql", json=apq(sha256("{ __typename }")))

    assert [answer.json()["data"] for answer in (by_hash, by_id, as_text)] == [{"people": {"totalCount": 0}}] * 3
    assert "ETag" in by_id.headers
    assert mutation.json()["data"] == {"upsertPeople": {"created": 0}}
    assert {answer.json()["errors"][0]["extensions"]["code"] for answer in refused} == {"DOCUMENT_NOT_TRUSTED"}
    assert unknown.json() == NOT_FOUND


async def test_a_document_that_another_process_stored_does_not_run_where_only_trusted_ones_may(
    only: str, client: httpx.AsyncClient, headers: dict[str, str]
):
    text = fresh()
    await client.post("/graphql", json=apq(sha256(text), query=text))
    async with httpx.AsyncClient(base_url=only, headers=headers) as there:
        response = await there.post("/graphql", json=apq(sha256(text)))

    assert response.json() == NOT_FOUND


async def test_preferred_trusted_documents_run_by_their_hash_and_others_run_as_well(
    settings: Settings, manifest: Path, headers: dict[str, str]
):
    text = fresh()
    with serving(trusting(settings, "preferred", manifest)) as url:
        async with httpx.AsyncClient(base_url=url, headers=headers) as client:
            answers = [
                await client.post("/graphql", json=apq(sha256(TRUSTED))),
                await client.post("/graphql", json={"query": text}),
                await client.post("/graphql", json=apq(sha256(text), query=text)),
                await client.post("/graphql", json=apq(sha256(text))),
            ]

    assert [answer.json()["data"] for answer in answers] == [{"people": {"totalCount": 0}}] * 4


def operations(*given: Any) -> dict[str, Any]:
    return {"format": "apollo-persisted-query-manifest", "version": 1, "operations": [*given]}


def test_a_manifest_of_apollo_is_read(settings: Settings, tmp_path: Path):
    path = tmp_path / "manifest.json"
    path.write_bytes(orjson.dumps(operations({"id": sha256(TRUSTED), "name": "T", "type": "query", "body": TRUSTED})))

    assert persisted_documents.trusted_documents(trusting(settings, "only", path)) == {sha256(TRUSTED): TRUSTED}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{", "it is not valid JSON"),
        ([], "it must be a JSON object"),
        ({"format": "other"}, 'its "format" must be "apollo-persisted-query-manifest", its "version" 1'),
        (operations(1), "operations[0] must be an object"),
        (operations({"id": sha256(TRUSTED)}), "operations[0] must have an id and a document, both texts"),
        (
            operations({"id": "1", "body": TRUSTED}),
            f"operations[0] has an id that is not the SHA-256 of its document, {sha256(TRUSTED)}",
        ),
        ({"abc": TRUSTED}, f'"abc" has an id that is not the SHA-256 of its document, {sha256(TRUSTED)}'),
        ({sha256("{ nothing }"): "{ nothing }"}, "is not valid: Cannot query field 'nothing'"),
        ({sha256("{"): "{"}, "is not valid: Syntax Error"),
    ],
)
def test_a_wrong_manifest_is_reported(settings: Settings, tmp_path: Path, content: Any, problem: str):
    path = tmp_path / "manifest.json"
    path.write_bytes(content.encode() if isinstance(content, str) else orjson.dumps(content))

    with pytest.raises(InvalidSetting) as refused:
        create_app(trusting(settings, "only", path))

    assert str(refused.value).startswith(f"MILEPOST_TRUSTED_DOCUMENTS_FILE: {path}: ")
    assert problem in str(refused.value)


def test_a_missing_manifest_is_reported(settings: Settings, tmp_path: Path):
    with pytest.raises(InvalidSetting, match="no such file or directory"):
        create_app(trusting(settings, "only", tmp_path / "none.json"))
    with pytest.raises(InvalidSetting, match="MILEPOST_TRUSTED_DOCUMENTS_FILE is not set"):
        create_app(settings.model_copy(update={"trusted_documents": "only"}))


def test_a_file_without_a_mode_is_reported(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MILEPOST_TRUSTED_DOCUMENTS_FILE", "trusted.json")

    with pytest.raises(InvalidSetting, match="Set MILEPOST_TRUSTED_DOCUMENTS to preferred or only"):
        read_settings()
