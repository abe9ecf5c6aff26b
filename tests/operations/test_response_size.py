"""The characters of a response: counted while it is built, so that none is longer than the limit."""

import json

import pytest
from asking import answer_to

from core import response_size
from core.people import PersonChange
from core.response_size import VALUE_CHARACTERS
from db.person_changes import upsert_people
from db.pool import Pool

pytestmark = pytest.mark.executed_once

LONG = "x" * 40  # as JSON {"a":"xxx"} with 48 characters
UPSERT = "mutation ($people: [PersonInput!]!) { upsertPeople(input: { people: $people }) { userErrors { SELECTED } } }"


@pytest.fixture
async def people(pool: Pool, workspace_id: int) -> None:
    attributes = json.dumps({"a": LONG})
    changes = [PersonChange(f"p{number}", name="Ada", attributes=attributes, tags=("t",)) for number in range(3)]
    async with pool.of(workspace_id).acquire() as connection, connection.transaction():
        await upsert_people(connection, workspace_id, changes)


def limit(monkeypatch: pytest.MonkeyPatch, characters: int) -> None:
    monkeypatch.setattr(response_size, "MOST_RESPONSE_CHARACTERS", characters)


@pytest.mark.usefixtures("people")
async def test_a_response_may_have_as_many_characters_as_the_limit_and_no_more(
    pool: Pool, workspace_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = '{ person(externalId: "p0") { name attributes b: attributes } }'
    characters = len("nameattributesb") + 3 * VALUE_CHARACTERS + len("Ada") + 2 * 48

    limit(monkeypatch, characters)
    data, no_errors = await answer_to(pool, workspace_id, query)
    limit(monkeypatch, characters - 1)
    nothing, [error] = await answer_to(pool, workspace_id, query)

    assert (data["person"]["b"], no_errors) == ({"a": LONG}, [])
    assert (nothing, error["path"], error["extensions"]) == (None, ["person"], {"code": "LIMIT_EXCEEDED"})
    assert error["message"] == (
        f"The response would have more than {characters - 1} characters. Request smaller pages, or select long fields "
        "such as `attributes` for fewer objects or under fewer names."
    )


QUERIES = {
    "attributes": "{ people { nodes { id attributes b: attributes c: attributes } } }",
    "attributes of edges": "{ people { edges { node { attributes b: attributes c: attributes } } } }",
    "texts": f"{{ people {{ nodes {{ {' '.join(f'n{number}: name' for number in range(10))} }} }} }}",
    "numbers": f"{{ {' '.join(f'a{number}: people {{ totalCount }}' for number in range(20))} }}",
    "names of fields": f"{{ people {{ nodes {{ {'x' * 300}: id }} }} }}",
    "names of pages": f"{{ people {{ nodes {{ {'x' * 300}: entries {{ totalCount }} }} }} }}",
    "a list in each object": f"{{ people {{ nodes {{ tags {{ {'x' * 300}: name }} }} }} }}",
    "names of types": f"{{ people {{ nodes {{ {'x' * 300}: __typename }} }} }}",
    "a document that is too long for plans": f"{{ people {{ nodes {{ {'x' * 300}: name }} }} }} # {'x' * 100_000}",
    "introspection": "{ __schema { types { name description } } }",
}


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
async def test_everything_that_makes_a_response_long_counts(
    pool: Pool, workspace_id: int, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    limit(monkeypatch, 700)

    data, [error] = await answer_to(pool, workspace_id, query)

    assert (data, error["extensions"]["code"]) == (None, "LIMIT_EXCEEDED")
    assert error["message"].startswith("The response would have more than 700 characters.")


async def test_a_mutation_with_a_long_response_runs_and_its_error_says_so(
    pool: Pool, workspace_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(monkeypatch, 700)
    series = f"series {{ {' '.join(f'n{number}: name' for number in range(10))} }}"
    define = f'defineSeries(input: {{ key: "KEY", name: "{"n" * 300}", blocks: [], paths: [] }}) {{ {series} }}'

    data, [error] = await answer_to(
        pool, workspace_id, f"mutation {{ a: {define.replace('KEY', 'a')} b: {define.replace('KEY', 'b')} }}"
    )
    found, _ = await answer_to(pool, workspace_id, "{ allSeries { nodes { key } } }")

    assert (data, error["extensions"]["code"]) == (None, "LIMIT_EXCEEDED")
    assert error["message"].endswith(" The mutation has run: find out with a query what it has changed.")
    assert error["path"][0] == "a"
    assert found == {"allSeries": {"nodes": [{"key": "a"}]}}


async def test_the_paths_of_errors_count(pool: Pool, workspace_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    define = 'mutation { defineSeries(input: { key: "s", name: "S", blocks: [], paths: [] }) { series { key } } }'
    blocks = " ".join(f"b{number}: block(key: $key) {{ key }}" for number in range(4))
    query = f"query ($key: String!) {{ allSeries {{ {'x' * 300}: nodes {{ {blocks} }} }} }}"
    await answer_to(pool, workspace_id, define)
    _, errors = await answer_to(pool, workspace_id, query, {"key": "\0"})
    limit(monkeypatch, 700)
    _, [error] = await answer_to(pool, workspace_id, query, {"key": "\0"})

    assert [each["extensions"]["code"] for each in errors] == ["INVALID"] * 4
    assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
    assert error["message"].startswith("The response would have more than 700 characters.")


async def test_a_name_of_a_field_is_not_repeated_for_thousands_of_errors(pool: Pool, workspace_id: int) -> None:
    query = UPSERT.replace("SELECTED", f"{'x' * 200_000}: code")

    data, [error] = await answer_to(pool, workspace_id, query, {"people": [{"externalId": ""}] * 10_000})

    assert (data, error["extensions"]["code"]) == (None, "LIMIT_EXCEEDED")
