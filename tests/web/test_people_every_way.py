"""A person is stored in the same way whichever way they come in: upsertPeople, POST /people, or milepost load."""

import asyncio
import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from conftest import TokenFor
from hypothesis import given
from hypothesis import strategies as st
from sampling import examples
from stored_people import stored_people

from cli.client import client_for
from cli.delivery import DeliveryReport, deliver
from cli.load import Sources
from core.viewer import Scope
from db.pool import Pool
from db.tokens import ensure_workspace
from web.batches import BATCH_BYTES, Batch
from web.group_commit import GroupCommit
from web.line_kinds import PEOPLE

Person = dict[str, Any]
UPSERT = "mutation ($people: [PersonInput!]!) { upsertPeople(input: { people: $people }) { userErrors { message } } }"
NOTHING: Person = {"email": None, "name": None, "attributes": {}, "unsubscribed": False, "tags": []}
slowly = examples(8)

texts = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=8)
numbers = st.one_of(
    st.integers(-5, 5), st.sampled_from([2**53 + 1, 10**30, -(10**20)]), st.sampled_from([1.0, 0.1, 1e30])
)
values = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, texts),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(texts, inner, max_size=2)),
    max_leaves=4,
)
FIELDS = {
    "email": st.sampled_from(["ann@example.com", "Ann@example.com", "ü@example.org"]),
    "name": texts,
    "attributes": st.dictionaries(texts, values, max_size=4),
    "tags": st.lists(st.sampled_from(["vip", " vip ", "VIP", "neu\u2009"]), max_size=3),
    "unsubscribed": st.booleans(),
}
fields = st.fixed_dictionaries({}, optional={name: st.none() | value for name, value in FIELDS.items()})
people = st.builds(lambda person, given: {"externalId": person, **given}, st.sampled_from(["a", "b", "ç"]), fields)
histories = st.lists(people, min_size=1, max_size=6)


def expected(lines: Sequence[Person]) -> dict[str, Person]:
    """The people after these lines, one after the other."""
    stored: dict[str, Person] = {}
    for line in lines:
        changed = {name: NOTHING[name] if value is None else value for name, value in line.items()}
        person = changed.pop("externalId")
        stored[person] = stored.get(person, NOTHING) | changed
    return {name: person | {"tags": sorted({tag.strip() for tag in person["tags"]})} for name, person in stored.items()}


def with_floats(people: dict[str, Person]) -> dict[str, Person]:
    """People whose attributes are values, with floating-point numbers only, since PostgreSQL writes out 1e30."""

    def read(attributes: Any) -> Any:
        return json.loads(attributes if isinstance(attributes, str) else json.dumps(attributes), parse_int=float)

    return {name: person | {"attributes": read(person["attributes"])} for name, person in people.items()}


def ndjson(lines: Sequence[Person]) -> bytes:
    return "".join(f"{json.dumps(line)}\n" for line in lines).encode()


async def token_of_new_workspace(pool: Pool, token_for: TokenFor) -> tuple[int, str]:
    workspace_id = await ensure_workspace(pool, f"test {uuid4()}")
    return workspace_id, await token_for(workspace_id, Scope.INGEST, Scope.READ)


async def by_mutation(server: str, token: str, lines: Sequence[Person]) -> None:
    async with httpx.AsyncClient(base_url=server, headers={"Authorization": f"Bearer {token}"}, timeout=60) as client:
        for line in lines:
            body = json.dumps({"query": UPSERT, "variables": {"people": [line]}})
            answer = await client.post("/graphql", content=body, headers={"Content-Type": "application/json"})
            assert answer.json()["data"] == {"upsertPeople": {"userErrors": []}}


async def by_upload(server: str, token: str, body: bytes, status: int = 200, **headers: str) -> Any:
    headers |= {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=server, headers=headers, timeout=60) as client:
        answer = await client.post("/people", content=body)
    assert answer.status_code == status, answer.text
    return answer.json()


def by_load(server: str, token: str, path: Path, body: bytes) -> None:
    path.write_bytes(body)
    sources = Sources([path])
    with client_for(server, token) as client:
        deliver(client, sources.chunks(), DeliveryReport(), sources.progress)


@slowly
@given(lines=histories, cut=st.integers(1, 60))
async def test_every_way_stores_the_same_people_also_after_a_cut_upload(
    pool: Pool, server: str, token_for: TokenFor, tmp_path: Path, *, lines: list[Person], cut: int
):
    (mutated, one), (posted, two), (loaded, three) = [await token_of_new_workspace(pool, token_for) for _ in range(3)]
    packed = gzip.compress(ndjson(lines))

    await by_mutation(server, one, lines)
    cut_off = await by_upload(
        server, two, packed[: max(1, len(packed) - cut)], status=400, **{"Content-Encoding": "gzip"}
    )
    assert cut_off["accepted"] + cut_off["duplicates"] == cut_off["throughLine"] <= len(lines)
    whole = await by_upload(server, two, packed, **{"Content-Encoding": "gzip"})
    by_load(server, three, tmp_path / "people.ndjson", ndjson(lines))

    stored = await stored_people(pool, mutated)
    assert whole["accepted"] + whole["duplicates"] == len(lines)
    assert with_floats(stored) == with_floats(expected(lines))
    assert [await stored_people(pool, other) for other in (posted, loaded)] == [stored] * 2


@slowly
@given(data=st.data(), each=st.lists(fields, min_size=1, max_size=8))
async def test_people_in_any_order_and_in_concurrent_requests_with_duplicates_are_the_same(
    pool: Pool, server: str, token_for: TokenFor, data: st.DataObject, each: list[Person]
):
    workspace_id, token = await token_of_new_workspace(pool, token_for)
    lines = [{"externalId": f"p{number}", **given} for number, given in enumerate(each)]
    sent = [lines, *data.draw(st.lists(st.lists(st.sampled_from(lines), max_size=10), max_size=3))]
    bodies = [ndjson(data.draw(st.permutations(some))) for some in sent]

    outcomes = await asyncio.gather(*(by_upload(server, token, body) for body in bodies))

    assert sum(outcome["accepted"] for outcome in outcomes) == len(lines)
    assert sum(outcome["duplicates"] for outcome in outcomes) == sum(map(len, sent)) - len(lines)
    assert with_floats(await stored_people(pool, workspace_id)) == with_floats(expected(lines))


@slowly
@given(data=st.data(), requests=st.lists(histories, min_size=1, max_size=4))
async def test_lines_of_a_request_keep_their_order_however_batches_are_grouped(
    pool: Pool, data: st.DataObject, requests: list[list[Person]]
):
    workspace_id = await ensure_workspace(pool, f"test {uuid4()}")
    own = [
        [line | {"externalId": f"{number} {line['externalId']}"} for line in lines]
        for number, lines in enumerate(requests)
    ]
    batches = [batch for lines in own for batch in batches_of(lines, data)]
    commit = GroupCommit(pool)

    outcomes = await asyncio.gather(*(commit.record(workspace_id, batch) for batch in batches))

    sizes = [outcome.accepted + outcome.duplicates for outcome in outcomes]
    assert sizes == [len(batch.items) for batch in batches]
    assert with_floats(await stored_people(pool, workspace_id)) == with_floats(
        expected([line for lines in own for line in lines])
    )


def batches_of(lines: list[Person], data: st.DataObject) -> list[Batch]:
    """The batches of one request, some of them full."""
    batches: list[Batch] = []
    for place, line in enumerate(lines, 1):
        if not batches or data.draw(st.booleans()):
            batches.append(Batch(PEOPLE, size=data.draw(st.sampled_from([0, BATCH_BYTES]))))
        batches[-1].take(place, json.dumps(line).encode())
    return batches
