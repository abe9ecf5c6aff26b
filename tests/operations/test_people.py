"""People over GraphQL: made, changed, tagged, found."""

import asyncio
from typing import Any

import pytest
from asking import answer_to, ask, refusal_of

from core.viewer import Scope
from db.pool import Pool

UPSERT = """
mutation Upsert($people: [PersonInput!]!) {
  upsertPeople(input: { people: $people }) { created updated userErrors { code message path } }
}
"""
EVERYBODY = "{ people { nodes { externalId email name attributes tags { name people } } } }"


async def upsert(pool: Pool, workspace_id: int, *people: dict[str, Any]) -> dict[str, Any]:
    return (await ask(pool, workspace_id, UPSERT, people=list(people)))["upsertPeople"]


async def selected(pool: Pool, workspace_id: int, **people: Any) -> list[str]:
    query = "query ($filter: PeopleFilter) { people(filter: $filter) { totalCount nodes { externalId } } }"
    found = (await ask(pool, workspace_id, query, filter=people))["people"]
    assert found["totalCount"] == len(found["nodes"])
    return [person["externalId"] for person in found["nodes"]]


async def everybody(pool: Pool, workspace_id: int) -> list[dict[str, Any]]:
    return (await ask(pool, workspace_id, EVERYBODY))["people"]["nodes"]


async def test_given_fields_replace_those_left_out_stay_and_null_takes_away(pool: Pool, workspace_id: int):
    first = await upsert(
        pool,
        workspace_id,
        {
            "externalId": "b",
            "email": "b@example.org",
            "name": "Bea",
            "attributes": {"plan": "pro"},
            "tags": ["x", " y "],
        },
        {"externalId": "a"},
    )
    second = await upsert(
        pool, workspace_id, {"externalId": "b", "name": None, "attributes": {"n": 1}, "tags": ["z", "y"]}
    )

    assert first == {"created": 2, "updated": 0, "userErrors": []}
    assert second == {"created": 0, "updated": 1, "userErrors": []}
    tags = [{"name": "y", "people": 1}, {"name": "z", "people": 1}]
    assert await everybody(pool, workspace_id) == [
        {"externalId": "a", "email": None, "name": None, "attributes": {}, "tags": []},
        {"externalId": "b", "email": "b@example.org", "name": None, "attributes": {"n": 1}, "tags": tags},
    ]
    await upsert(pool, workspace_id, {"externalId": "b", "email": None, "attributes": None, "tags": None})
    assert (await everybody(pool, workspace_id))[1] == {
        "externalId": "b", "email": None, "name": None, "attributes": {}, "tags": [],
    }  # fmt: skip
    assert (await ask(pool, workspace_id, "{ tags { name people } }"))["tags"] == [
        {"name": "x", "people": 0}, {"name": "y", "people": 0}, {"name": "z", "people": 0},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("person", "code", "path"),
    [
        ({"externalId": ""}, "INVALID", ["externalId"]),
        ({"externalId": "x" * 501}, "INVALID", ["externalId"]),
        ({"externalId": "x\x00"}, "INVALID", ["externalId"]),
        ({"externalId": "a"}, "INVALID", ["externalId"]),
        ({"externalId": "b", "email": "nobody"}, "INVALID", ["email"]),
        ({"externalId": "b", "name": ""}, "INVALID", ["name"]),
        ({"externalId": "b", "attributes": [1]}, "INVALID", ["attributes"]),
        ({"externalId": "b", "attributes": {"a": "\x00"}}, "INVALID", ["attributes"]),
        ({"externalId": "b", "attributes": {"a": "x" * 100_000}}, "LIMIT_EXCEEDED", ["attributes"]),
        ({"externalId": "b", "tags": ["good", "  "]}, "INVALID", ["tags", "1"]),
        ({"externalId": "b", "tags": ["x" * 201]}, "INVALID", ["tags", "0"]),
        ({"externalId": "b", "tags": [str(number) for number in range(101)]}, "LIMIT_EXCEEDED", ["tags"]),
    ],
)
async def test_a_bad_person_is_named_and_nothing_changes(
    pool: Pool, workspace_id: int, person: dict[str, Any], code: str, path: list[str]
):
    payload = await upsert(pool, workspace_id, {"externalId": "a", "tags": ["new"]}, person)

    errors = [(error["code"], error["path"]) for error in payload["userErrors"]]
    assert (payload["created"], payload["updated"], errors) == (0, 0, [(code, ["people", "1", *path])])
    assert await everybody(pool, workspace_id) == []
    assert (await ask(pool, workspace_id, "{ tags { name } }"))["tags"] == []


async def test_a_number_too_large_for_a_machine_word_stays_what_it_is(pool: Pool, workspace_id: int):
    await upsert(pool, workspace_id, {"externalId": "a", "attributes": {"n": 10**30}})

    condition = {"name": "n", "operator": "EQ", "value": 10**30}
    assert await selected(pool, workspace_id, attributes=[condition]) == ["a"]


async def test_more_than_ten_thousand_people_at_once_are_refused(pool: Pool, workspace_id: int):
    payload = await upsert(pool, workspace_id, *({"externalId": str(number)} for number in range(10_001)))

    assert payload["userErrors"] == [
        {
            "code": "LIMIT_EXCEEDED",
            "message": "`people` takes at most 10,000 elements, duplicates included: send fewer.",
            "path": ["people"],
        }
    ]
    assert await everybody(pool, workspace_id) == []


async def test_a_token_without_ingest_changes_no_person(pool: Pool, workspace_id: int):
    refusal = await refusal_of(pool, workspace_id, UPSERT, {"people": [{"externalId": "a"}]}, {Scope.READ})

    assert refusal == ["Mutation.upsertPeople needs a token with the scope INGEST."]
    assert await everybody(pool, workspace_id) == []


async def test_tag_counts_are_right_after_many_writers_at_once(pool: Pool, workspace_id: int):
    def change(number: int) -> list[dict[str, Any]]:
        names = [str(person) for person in range(20)]
        people = [{"externalId": name, "tags": [f"t{(number * int(name)) % 7}", f"u{number % 3}"]} for name in names]
        return people[number:] + people[:number]

    await asyncio.gather(*(upsert(pool, workspace_id, *change(number)) for number in range(12)))

    kept = {tag["name"]: tag["people"] for tag in (await ask(pool, workspace_id, "{ tags { name people } }"))["tags"]}
    counted = {name: len(await selected(pool, workspace_id, tags=[name])) for name in kept}
    assert kept == counted
    assert sum(kept.values()) == 40


async def test_people_are_found_by_any_part_of_their_names_whatever_its_characters(pool: Pool, workspace_id: int):
    await upsert(
        pool,
        workspace_id,
        {"externalId": "100%", "name": "Ann Ülster"},
        {"externalId": "a_b", "email": "Ann@Example.org"},
        {"externalId": "a\\b", "name": "100 x"},
    )

    assert await selected(pool, workspace_id, search="ann") == ["100%", "a_b"]
    assert await selected(pool, workspace_id, search="ÜLST") == ["100%"]
    assert await selected(pool, workspace_id, search="0%") == ["100%"]
    assert await selected(pool, workspace_id, search="a_b") == ["a_b"]
    assert await selected(pool, workspace_id, search="a\\b") == ["a\\b"]
    assert await selected(pool, workspace_id, search="a\nb") == []
    assert await selected(pool, workspace_id, search="") == ["100%", "a\\b", "a_b"]


async def test_all_conditions_on_tags_and_ids_must_hold(pool: Pool, workspace_id: int):
    await upsert(
        pool,
        workspace_id,
        {"externalId": "a", "tags": ["x", "y"]},
        {"externalId": "b", "tags": ["x"]},
        {"externalId": "c"},
    )
    nodes = (await ask(pool, workspace_id, "{ people { nodes { id } } }"))["people"]["nodes"]
    a, b, c = (node["id"] for node in nodes)

    assert await selected(pool, workspace_id, tags=["x"]) == ["a", "b"]
    assert await selected(pool, workspace_id, tags=["x", "y"]) == ["a"]
    assert await selected(pool, workspace_id, tags=["unknown"]) == []
    assert await selected(pool, workspace_id, withoutTags=["y"]) == ["b", "c"]
    assert await selected(pool, workspace_id, tags=["x"], withoutTags=["y", "unknown"]) == ["b"]
    assert await selected(pool, workspace_id, ids=[c, a]) == ["a", "c"]
    assert await selected(pool, workspace_id, ids=[]) == []
    assert await selected(pool, workspace_id, **{"except": [b]}) == ["a", "c"]
    assert await selected(pool, workspace_id, ids=[a, b], **{"except": [b]}) == ["a"]


ATTRIBUTES = {
    "one": {"n": 1},
    "ten": {"n": 10, "t": "b"},
    "text": {"n": "10", "t": "B"},
    "null": {"n": None, "t": ""},
    "list": {"n": [1, "a", [2]], "t": "a b"},
    "true": {"n": True},
    "none": {},
}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (("n", "EQ", 1.0), "one"),
        (("n", "EQ", "10"), "text"),
        (("n", "EQ", None), "null"),
        (("n", "EQ", [1, "a", [2]]), "list"),
        (("n", "EQ", [1]), ""),
        (("n", "EQ", True), "true"),
        (("n", "NE", 1), "list none null ten text true"),
        (("n", "LT", 10), "one"),
        (("n", "LTE", 10), "one ten"),
        (("n", "GT", 1), "ten"),
        (("n", "GTE", "1"), "text"),
        (("t", "LT", "a"), "null text"),
        (("t", "GT", "B"), "list ten"),
        (("n", "IN", [1, "10", None]), "null one text"),
        (("n", "IN", []), ""),
        (("n", "CONTAINS", "1"), "text"),
        (("n", "CONTAINS", 1), "list"),
        (("n", "CONTAINS", [2]), "list"),
        (("t", "CONTAINS", ""), "list null ten text"),
        (("t", "EXISTS", None), "list null ten text"),
        (("n", "EXISTS", True), "list null one ten text true"),
        (("n", "EXISTS", False), "none"),
    ],
)
async def test_attributes_compare_as_they_are_in_json(
    pool: Pool, workspace_id: int, condition: tuple[str, str, Any], expected: str
):
    people = [{"externalId": person, "attributes": attributes} for person, attributes in ATTRIBUTES.items()]
    await upsert(pool, workspace_id, *people)

    given = dict(zip(("name", "operator", "value"), condition, strict=True))
    assert sorted(await selected(pool, workspace_id, attributes=[given])) == expected.split()


async def test_a_person_is_found_by_one_of_two_names(pool: Pool, workspace_id: int):
    await upsert(pool, workspace_id, {"externalId": "a", "name": "Ann"})
    query = "query ($id: ID, $externalId: String) { person(id: $id, externalId: $externalId) { id name } }"

    found = (await ask(pool, workspace_id, query, externalId="a"))["person"]

    assert found["name"] == "Ann"
    assert (await ask(pool, workspace_id, query, id=found["id"]))["person"] == found
    assert (await ask(pool, workspace_id, query, externalId="b"))["person"] is None
    _, errors = await answer_to(pool, workspace_id, query, {"id": found["id"], "externalId": "a"})
    assert [error["message"] for error in errors] == ["Give exactly one of `id` and `externalId`."]
