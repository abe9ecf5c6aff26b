"""`attributes` says which attributes people have: exactly while they are few, from a sample when they are many."""

import json
from collections import Counter, defaultdict
from datetime import UTC, datetime
from typing import Any

import pytest
from asking import answer_to, ask
from conftest import RecordedPool
from hypothesis import given
from hypothesis import strategies as st
from sampling import examples

from db.attributes import SAMPLED_PEOPLE
from db.pool import Pool
from db.statements.composer import statement
from db.tokens import ensure_workspace

QUERY = """
query ($search: String, $first: Int! = 100, $values: Int! = 10) {
  attributes(search: $search, first: $first) {
    name types people isEstimate frequent(first: $values) { value people }
  }
}
"""
UPSERT = "mutation ($people: [PersonInput!]!) { upsertPeople(input: {people: $people}) { created } }"
MANY = "INSERT INTO person (workspace_id, external_id, attributes) SELECT $1, n::text, {} FROM generate_series(1, $2) n"


async def have(pool: Pool, workspace_id: int, *people: dict[str, Any]) -> None:
    """Create people with these attributes."""
    given = [{"externalId": f"p{number}", "attributes": attributes} for number, attributes in enumerate(people)]
    await ask(pool, workspace_id, UPSERT, people=given)


async def found(pool: Pool, workspace_id: int, **arguments: Any) -> list[dict[str, Any]]:
    return (await ask(pool, workspace_id, QUERY, **arguments))["attributes"]


def found_exactly(name: str, types: list[str], people: int, *frequent: tuple[Any, int]) -> dict[str, Any]:
    values = [{"value": value, "people": number} for value, number in frequent]
    return {"name": name, "types": types, "people": people, "isEstimate": False, "frequent": values}


async def test_attributes_are_found_with_their_types_and_frequent_values(pool: Pool, workspace_id: int):
    long = "x" * 200
    await have(
        pool,
        workspace_id,
        {"plan": "pro", "seats": 3, "tags": ["a"]},
        {"plan": "free", "seats": None},
        {"plan": "pro", "Note": long},
        {},
    )
    plan = found_exactly("plan", ["STRING"], 3, ("pro", 2), ("free", 1))

    assert await found(pool, workspace_id) == [
        plan,
        found_exactly("seats", ["NUMBER", "NULL"], 2, (None, 1), (3, 1)),
        found_exactly("Note", ["STRING"], 1),
        found_exactly("tags", ["ARRAY"], 1),
    ]
    assert await found(pool, workspace_id, search="LA") == [plan]
    assert await found(pool, workspace_id, first=1, values=1) == [found_exactly("plan", ["STRING"], 3, ("pro", 2))]
    assert await found(pool, workspace_id, first=0) == []


async def test_a_workspace_without_people_has_no_attributes(pool: Pool, workspace_id: int):
    assert await found(pool, workspace_id) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"first": 201}, "`first` must be 0 to 200."),
        ({"first": -1}, "`first` must be 0 to 200."),
        ({"values": 51}, "`first` must be 0 to 50."),
        ({"search": "x" * 501}, "`search` must have 0 to 500 characters."),
    ],
)
async def test_arguments_out_of_bounds_are_refused(
    pool: Pool, workspace_id: int, arguments: dict[str, Any], message: str
):
    await have(pool, workspace_id, {"plan": "pro"})

    _, errors = await answer_to(pool, workspace_id, QUERY, arguments)

    assert [(error["message"], error["extensions"]["code"]) for error in errors] == [(message, "INVALID")]


scalars = st.sampled_from(["a", "A", "", 0, 1, 12, True, False, None])
values = scalars | st.lists(scalars, max_size=2) | st.dictionaries(st.sampled_from("xy"), scalars, max_size=1)
everyone = st.lists(st.dictionaries(st.sampled_from(["a", "b", "ab"]), values), max_size=12)
TYPES = {str: "STRING", int: "NUMBER", bool: "BOOLEAN", type(None): "NULL", list: "ARRAY", dict: "OBJECT"}


@examples(18)
@given(people=everyone, unique=st.uuids())
async def test_numbers_of_people_equal_a_recount(pool: Pool, people: list[dict[str, Any]], unique: Any):
    workspace_id = await ensure_workspace(pool, f"test {unique} {datetime.now(UTC)}")
    await have(pool, workspace_id, *people)

    answer = await found(pool, workspace_id, values=50)

    recount: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, value in (item for attributes in people for item in attributes.items()):
        recount[name][json.dumps(value)] += 1
    assert [each["name"] for each in answer] == sorted(recount, key=lambda name: (-recount[name].total(), name))
    for each in answer:
        counts = recount[each["name"]]
        frequent = [(json.dumps(value["value"]), value["people"]) for value in each["frequent"]]
        assert each["people"] == counts.total()
        assert set(each["types"]) == {TYPES[type(json.loads(value))] for value in counts}
        assert dict(frequent) == {value: number for value, number in counts.items() if value[0] not in "[{"}
        assert [number for _, number in frequent] == sorted((number for _, number in frequent), reverse=True)


async def test_many_people_are_estimated_from_a_sample(pool: Pool, workspace_id: int):
    """A third of 30,000 people has the attribute `third`. Everyone has a value of `own` that no one else has."""
    attributes = "jsonb_build_object('own', n) || CASE WHEN n % 3 = 0 THEN '{\"third\": true}'::jsonb ELSE '{}' END"
    await pool.execute(MANY.format(attributes), workspace_id, 30_000)  # pyright: ignore[reportArgumentType] - literals

    own, third = await found(pool, workspace_id)

    assert (own["name"], own["isEstimate"], own["frequent"]) == ("own", True, [])
    assert own["people"] == pytest.approx(30_000, rel=0.05)
    assert third["people"] == pytest.approx(10_000, rel=0.1)
    assert third["frequent"] == [{"value": True, "people": third["people"]}]


async def test_a_sample_is_read_without_reading_everyone(pool: Pool, workspace_id: int):
    await pool.execute(MANY.format("jsonb_build_object('a', n)"), workspace_id, 30_000)  # pyright: ignore[reportArgumentType] - literals

    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("SET LOCAL enable_seqscan = off")
        plan = await connection.fetch(
            f"EXPLAIN (ANALYZE, TIMING off) {statement('attributes')}",  # pyright: ignore[reportArgumentType] - a statement
            *(workspace_id, "", SAMPLED_PEOPLE, 1 << 24, 100, 50, 200),
        )

    [read] = [row[0] for row in plan if " on person" in row[0]]  # on a cluster, the names of shards
    assert "Index Scan using person_sample" in read
    assert f"rows={SAMPLED_PEOPLE + 2}." in read or f"rows={SAMPLED_PEOPLE + 1}." in read


@pytest.mark.executed_once
@pytest.mark.parametrize("people", [1, 50])
async def test_it_costs_one_statement(recorded_pool: RecordedPool, workspace_id: int, people: int):
    await have(recorded_pool.pool, workspace_id, *({f"a{number}": number} for number in range(people)))
    recorded_pool.statements.clear()

    assert len(await found(recorded_pool.pool, workspace_id)) == people
    assert len(recorded_pool.statements) == 1
