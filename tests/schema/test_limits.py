"""The cost of documents, counted in function calls, which do not depend on the machine."""

import re
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from asking import answer_to
from graphql import GraphQLError, GraphQLObjectType

from bench.hostile.documents import HOSTILE, TOO_MANY_FIELDS, Hostile, doubling
from core.errors import Refused
from core.pages import USUAL_SIZE
from db.pool import Pool
from schema import limits
from schema.documents import _read
from schema.executable import GRAPHQL

# A valid document of 10,000 tokens takes 1,800,000 calls, and the most expensive hostile one 1,650,000.
MOST_CALLS = 2_500_000
DOCUMENTATION = Path(__file__).parents[2] / "docs" / "limits.md"

each_hostile = pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)


def calls_and_errors(text: str) -> tuple[int, list[Any]]:
    """The number of function calls for parsing and validating a document, and its errors."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        errors: list[Any] = [*_read(text).errors]
    except (GraphQLError, Refused) as error:
        errors = [error]
    finally:
        sys.setprofile(before)
    return calls, errors


@each_hostile
def test_a_hostile_document_has_a_bounded_cost(hostile: Hostile) -> None:
    calls, errors = calls_and_errors(hostile.text(hostile.size))

    assert calls < MOST_CALLS
    if hostile.answer is None:
        assert errors == []
    else:
        assert errors[0].message.startswith(hostile.answer)


@each_hostile
def test_a_hostile_document_of_four_times_the_size_has_a_bounded_cost(hostile: Hostile) -> None:
    assert calls_and_errors(hostile.text(hostile.size * 4))[0] < MOST_CALLS


def test_the_cost_of_nested_fragment_spreads_is_proportional_to_their_number() -> None:
    ten, twenty, forty = (calls_and_errors(doubling(size)) for size in (10, 20, 40))

    assert twenty[0] - ten[0] < 1.5 * ten[0]
    assert forty[0] - twenty[0] < 2.5 * (twenty[0] - ten[0])
    assert ten[1] == []
    assert twenty[1][0].message.startswith(TOO_MANY_FIELDS)


@each_hostile
async def test_the_response_to_a_hostile_document_is_short_and_not_an_internal_error(
    pool: Pool, workspace_id: int, hostile: Hostile
) -> None:
    _, errors = await answer_to(pool, workspace_id, hostile.text(hostile.size))

    assert len(errors) <= limits.MOST_REQUEST_ERRORS
    for error in errors:
        assert len(error["message"]) <= limits.MOST_MESSAGE_CHARACTERS + 1
        assert len(error.get("locations", [])) <= limits.MOST_LOCATIONS
        assert error["extensions"]["code"] in ("GRAPHQL_VALIDATION_FAILED", "INVALID", "LIMIT_EXCEEDED")


async def test_an_exceeded_limit_is_reported_with_its_code_and_location(pool: Pool, workspace_id: int) -> None:
    answer = await answer_to(pool, workspace_id, doubling(22))

    message = (
        "An operation may select at most 10,000 fields, where those of a fragment count at every spread. Select fewer, "
        "or split it into several requests."
    )
    place = [{"line": 1, "column": 1}]
    assert answer == (
        None,
        [{"message": message, "locations": place, "extensions": {"code": "LIMIT_EXCEEDED"}}],
    )


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("{ " + " ".join(f"a{number}: __typename" for number in range(500)) + " }", None),
        ("{ " + "... { " * 199 + "__typename" + " }" * 200, None),
        ('{ series(key: "s") { ' + 'block(key: "b") { series { ' * 7 + "key" + " } }" * 7 + " } }", None),
        (" ".join(f"query Q{number} {{ __typename }}" for number in range(50)), None),
        ("{ __typename }" + " " * (250_000 - 14), None),
        ("{ __typename }" + "#\n" * (10_000 - 4), None),
        ("{ __typename }" + "#\n" * (10_000 - 2), "A document may have at most 250,000 characters and 10,000 tokens"),
    ],
)
def test_a_document_at_a_limit_is_accepted(text: str, answer: str | None) -> None:
    _, errors = calls_and_errors(text)

    assert [error.message.startswith(answer) for error in errors] == ([True] if answer else [])


@pytest.mark.parametrize(
    "text",
    [
        "{ people(first: #) { totalCount } }",
        "{ people(first: -#) { totalCount } }",
        "{ people(first: #.5) { totalCount } }",
        "query ($first: Int = #) { people(first: $first) { totalCount } }",
        "{ node(id: #) { id } }",
        '{ people(filter: { attributes: [{ name: "a", operator: EQ, value: [#] }] }) { totalCount } }',
    ],
)
async def test_a_number_of_too_many_digits_is_refused(pool: Pool, workspace_id: int, text: str) -> None:
    data, errors = await answer_to(pool, workspace_id, text.replace("#", "9" * 4_301))

    message = "A number in a document may have at most 4,000 characters: write a shorter one."
    assert (data, errors) == (None, [{"message": message, "extensions": {"code": "LIMIT_EXCEEDED"}}])


async def test_a_number_of_as_many_digits_as_are_allowed_is_read(pool: Pool, workspace_id: int) -> None:
    condition = f'{{ name: "a", operator: EQ, value: {"9" * 4_000} }}'
    people = f"{{ people(filter: {{ attributes: [{condition}] }}) {{ totalCount }} }}"

    assert await answer_to(pool, workspace_id, people) == ({"people": {"totalCount": 0}}, [])


@pytest.mark.parametrize(
    "variables",
    [
        {"input": {"people": [{"x" * 4_000_000: 1}]}},
        {"input": {"people": [{"externalId": ["x" * 4_000_000]}] * 100}},
        {"input": {"people": [{f"unknown{number}": 1} for number in range(10_000)]}},
        {"input": {"people": {"externalId": "a", "attributes": {"b": [[["c" * 1_000_000]]]}, "unknown": 1}}},
    ],
)
async def test_the_response_to_hostile_variables_is_short(
    pool: Pool, workspace_id: int, variables: dict[str, Any]
) -> None:
    upsert = "mutation ($input: UpsertPeopleInput!) { upsertPeople(input: $input) { created } }"

    data, errors = await answer_to(pool, workspace_id, upsert, variables)

    assert data is None
    assert 1 <= len(errors) <= limits.MOST_REQUEST_ERRORS
    assert max(len(error["message"]) for error in errors) <= limits.MOST_MESSAGE_CHARACTERS + 1


async def test_a_misspelt_field_of_a_variable_gets_a_suggestion_unless_the_variables_have_long_text(
    pool: Pool, workspace_id: int
) -> None:
    upsert = "mutation ($input: UpsertPeopleInput!) { upsertPeople(input: $input) { created } }"

    async def message(name: str) -> str:
        person = {"externalID": "a", "name": name}
        _, errors = await answer_to(pool, workspace_id, upsert, {"input": {"people": [person]}})
        return " ".join(error["message"] for error in errors)

    assert "Did you mean 'externalId'?" in await message("A" * 10_000)
    assert "Did you mean" not in await message("A" * 10_001)


def test_the_limits_are_documented_with_their_values() -> None:
    documented = DOCUMENTATION.read_text("utf-8")

    rows = dict(re.findall(r"^\| [^|]+ \| `(MOST_\w+)` \| ([\d,]+) \|", documented, re.MULTILINE))
    assert {name: int(value.replace(",", "")) for name, value in rows.items()} == {
        name: value for name, value in vars(limits).items() if name.startswith("MOST_")
    }


def test_the_sizes_of_lists_are_documented_with_their_values() -> None:
    text = DOCUMENTATION.read_text("utf-8")
    documented = set(re.findall(r"^\| `first`.* \| (\d+) \| (\d+) \| (\d+) \|$", text, re.MULTILINE))
    arguments = {
        (*re.findall(r" (\d+) to (\d+)\.", argument.description or ""), str(argument.default_value or USUAL_SIZE))
        for type_ in GRAPHQL.type_map.values()
        if isinstance(type_, GraphQLObjectType)
        for field in type_.fields.values()
        for name, argument in field.args.items()
        if name == "first"
    }

    assert documented == {(*bounds, default) for bounds, default in arguments}
