"""Lists of people in every order: whole and in parts, from both ends, while people change."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from asking import answer_to, ask
from conftest import RecordedPool
from hypothesis import given
from hypothesis import strategies as st
from sampling import examples

from db.people import TEXTS, people_by_text_page
from db.pool import Pool
from db.statements.choices import PLAIN_SCOPES, TEXT_SPANS

FIELDS = ["CREATED_AT", "NAME", "EXTERNAL_ID"]
DIRECTIONS = ["ASC", "DESC"]
QUERY = """
query ($order: PersonOrder, $filter: PeopleFilter, $first: Int, $after: String, $last: Int, $before: String) {
  people(orderBy: $order, filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    totalCount
    edges { cursor node { externalId } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}
"""
UPSERT = "mutation ($people: [PersonInput!]!) { upsertPeople(input: {people: $people}) { created } }"

# Names that differ only in case, that begin like others, that break a cursor, or that are missing.
names = st.none() | st.sampled_from(
    ["anna", "Anna", "ANNA B", "bob", "b|ob", "=", "", "Ärmel", "ärmel", "zoë", "漢", "😀"]
)
external_ids = st.sampled_from(["a", "B", "b", "c|1", "=", "z", "ü", "10", "9", "Ü", "aa", "ab"])
everyone = st.dictionaries(external_ids, names, max_size=10)
orders = st.fixed_dictionaries({"field": st.sampled_from(FIELDS), "direction": st.sampled_from(DIRECTIONS)})

People = dict[str, str | None]
each = examples(25)


async def upsert(pool: Pool, workspace_id: int, people: People) -> None:
    given = [{"externalId": external_id, "name": name or None} for external_id, name in people.items()]
    await ask(pool, workspace_id, UPSERT, people=given)


async def new_workspace(pool: Pool, people: People) -> int:
    workspace_id = await pool.fetchval("INSERT INTO workspace (name) VALUES (gen_random_uuid()) RETURNING id")
    await upsert(pool, workspace_id, people)
    return workspace_id


async def page(pool: Pool, workspace_id: int, **arguments: Any) -> dict[str, Any]:
    return (await ask(pool, workspace_id, QUERY, **arguments))["people"]


def ids_on(found: dict[str, Any]) -> list[str]:
    return [edge["node"]["externalId"] for edge in found["edges"]]


def in_order(people: People, field: str, direction: str) -> list[str]:
    """Sorted in Python. People are created in the order of `people`."""
    places = {external_id: place for place, external_id in enumerate(sorted(people))}
    if field == "EXTERNAL_ID":
        return sorted(people, reverse=direction == "DESC")
    if field == "CREATED_AT":
        return sorted(people, key=places.__getitem__, reverse=direction == "DESC")
    named = [external_id for external_id, name in people.items() if name]
    named.sort(key=lambda id_: ((people[id_] or "").lower(), places[id_]), reverse=direction == "DESC")
    unnamed = sorted(people.keys() - {*named}, key=places.__getitem__, reverse=direction == "DESC")
    return named + unnamed


async def read(
    pool: Pool, workspace_id: int, order: Any, size: int, then: Callable[[], Awaitable[None]] | None = None
) -> list[str]:
    """The whole list, page by page. Between pages, something else happens."""
    ids: list[str] = []
    cursor = None
    while True:
        found = await page(pool, workspace_id, order=order, first=size, after=cursor)
        ids += ids_on(found)
        assert found["pageInfo"]["hasPreviousPage"] == (cursor is not None)
        if not found["pageInfo"]["hasNextPage"]:
            return ids
        cursor = found["pageInfo"]["endCursor"]
        if then:
            await then()


async def read_backwards(pool: Pool, workspace_id: int, order: Any, size: int) -> list[str]:
    ids: list[str] = []
    cursor = None
    while True:
        found = await page(pool, workspace_id, order=order, last=size, before=cursor)
        ids = ids_on(found) + ids
        assert found["pageInfo"]["hasNextPage"] == (cursor is not None)
        if not found["pageInfo"]["hasPreviousPage"]:
            return ids
        cursor = found["pageInfo"]["startCursor"]


@each
@given(people=everyone, order=orders, size=st.integers(1, 4))
async def test_pages_together_are_the_whole_list_in_order(pool: Pool, people: People, order: Any, size: int):
    workspace_id = await new_workspace(pool, dict(sorted(people.items())))
    expected = in_order(people, **order)

    assert await read(pool, workspace_id, order, size) == expected
    assert await read_backwards(pool, workspace_id, order, size) == expected


@each
@given(
    people=everyone,
    order=orders,
    size=st.integers(1, 3),
    added=st.dictionaries(st.sampled_from(["new 1", "new 2", "0", "~"]), names, min_size=1),
)
async def test_people_who_are_added_meanwhile_hide_and_repeat_no_one(
    pool: Pool, people: People, order: Any, size: int, added: People
):
    workspace_id = await new_workspace(pool, dict(sorted(people.items())))

    found = await read(pool, workspace_id, order, size, lambda: upsert(pool, workspace_id, added))

    assert [external_id for external_id in found if external_id in people] == in_order(people, **order)
    assert len(found) == len({*found})


@pytest.mark.parametrize("direction", DIRECTIONS)
async def test_a_page_begins_where_another_ended_though_that_person_was_renamed(
    pool: Pool, workspace_id: int, direction: str
):
    await upsert(pool, workspace_id, {"a": "ann", "b": "bob", "c": "cid", "d": "dora", "e": None})
    order = {"field": "NAME", "direction": direction}
    first = await page(pool, workspace_id, order=order, first=2)
    [_, last] = ids_on(first)

    await upsert(pool, workspace_id, {last: "zoe" if direction == "ASC" else "aaron"})
    rest = await page(pool, workspace_id, order=order, after=first["pageInfo"]["endCursor"])

    names = {"ASC": ["c", "d", "b", "e"], "DESC": ["b", "a", "c", "e"]}
    assert ids_on(rest) == names[direction]


async def test_a_filter_and_its_count_hold_in_every_order(pool: Pool, workspace_id: int):
    await upsert(pool, workspace_id, {"a": "Anna", "b": "Bob", "c": "Annabel", "d": "anna"})

    found = await page(pool, workspace_id, order={"field": "NAME"}, filter={"search": "ann"}, first=2)

    assert (found["totalCount"], ids_on(found)) == (3, ["a", "d"])


@pytest.mark.parametrize(
    ("cursors", "order"),
    [
        ({"field": "NAME"}, {"field": "NAME", "direction": "DESC"}),
        ({"field": "NAME"}, {"field": "EXTERNAL_ID"}),
        ({"field": "NAME"}, {"field": "CREATED_AT"}),
        ({"field": "CREATED_AT"}, {"field": "EXTERNAL_ID"}),
        ({"field": "CREATED_AT"}, {"field": "CREATED_AT", "direction": "DESC"}),
    ],
)
@pytest.mark.parametrize("argument", ["after", "before"])
async def test_a_cursor_of_another_order_is_refused(
    pool: Pool, workspace_id: int, cursors: Any, order: Any, argument: str
):
    await upsert(pool, workspace_id, {"a": "x" * 500})
    cursor = (await page(pool, workspace_id, order=cursors))["edges"][0]["cursor"]

    _, errors = await answer_to(pool, workspace_id, QUERY, {"order": order, argument: cursor})

    assert [(error["message"], error["extensions"]) for error in errors] == [
        (
            f"`{argument}` is a cursor of another list or another order: use one from a page of the same list.",
            {"code": "INVALID", "inputPath": [argument]},
        )
    ]


@pytest.mark.parametrize("field", ["OUTCOME_AT", "BLOCK"])
async def test_people_of_a_workspace_have_no_outcome_or_block_to_order_by(pool: Pool, workspace_id: int, field: str):
    _, errors = await answer_to(pool, workspace_id, QUERY, {"order": {"field": field}})

    [error] = errors
    assert error["extensions"] == {"code": "INVALID", "inputPath": ["orderBy", "field"]}
    assert error["message"].startswith(f"{field} orders the people of an outcome")


@pytest.mark.parametrize("field", TEXTS)
@pytest.mark.parametrize("bounds", TEXT_SPANS)
async def test_a_page_is_read_from_an_index_in_order(pool: Pool, field: Any, bounds: Any):
    query, values = people_by_text_page(PLAIN_SCOPES[()], field, TEXT_SPANS[bounds])

    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        plan = "\n".join([row[0] for row in await connection.fetch(f"EXPLAIN {query}", 1, 26, *values)])  # pyright: ignore[reportArgumentType] - a statement

    index = {"NAME": "person_name", "EXTERNAL_ID": "person_workspace_id_external_id_key"}[field]
    assert f"using {index}" in plan


@pytest.mark.executed_once
@pytest.mark.parametrize("number", [1, 50])
async def test_a_page_costs_three_statements(recorded_pool: RecordedPool, workspace_id: int, number: int):
    """Its keys, its people, and the number of all people."""
    await upsert(recorded_pool.pool, workspace_id, {f"p{each}": f"name {each % 7}" for each in range(number)})
    recorded_pool.statements.clear()

    found = await page(recorded_pool.pool, workspace_id, order={"field": "NAME"}, first=50)

    assert (len(found["edges"]), found["totalCount"]) == (number, number)
    assert len(recorded_pool.statements) == 3
