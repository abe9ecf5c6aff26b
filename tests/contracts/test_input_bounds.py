"""Every list and every text that the schema takes is bounded, wherever it is given."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast
from uuid import uuid4

import pytest
from acting import TAG
from asking import answer_to
from exporting import Exporter
from graphql import get_named_type
from histories import BEGIN, SERIES
from input_places import Place, Places, is_list

from core.definitions import PathDefinition
from core.events import EventInput, EventType
from core.ids import global_id
from core.settings import Settings
from db.pool import Pool
from db.tokens import ensure_workspace
from schema.executable import GRAPHQL
from schema.list_bounds import bound_of

ARGUMENTS = {
    "Query.node": 'id: "<Series>"',
    "Query.nodes": 'ids: ["<Series>"]',
    "Query.series": 'key: "s"',
    "Query.person": 'externalId: "ann"',
    "Query.bulkAction": 'id: "<BulkAction>"',
    "Query.export": 'id: "<Export>"',
    "Query.messagePreview": 'input: {person: "<Person>", subject: "S", body: "B"}',
    "Series.block": 'key: "mail"',
    "SeriesStats.timeTo": "kind: FINISHED",
    "SeriesStats.breakdown": "by: {tag: true}",
    "Outcome.trend": "interval: DAY",
    "Subscription.seriesStats": 'id: "<Series>"',
    "Subscription.series": 'id: "<Series>"',
    "Subscription.bulkAction": 'id: "<BulkAction>"',
    "Subscription.export": 'id: "<Export>"',
}
UPSERT = """
mutation ($people: [PersonInput!]!) { answer: upsertPeople(input: {people: $people}) { userErrors { message } } }
"""
PLACES = list(Places(GRAPHQL, ARGUMENTS))
LISTS = [place for place in PLACES if is_list(place.taken)]
TEXTS = [place for place in PLACES if get_named_type(place.taken.type).name in ("String", "ID")]
NUMBERS = [place for place in PLACES if get_named_type(place.taken.type).name == "Int"]
LONGEST = 100_000  # characters of the longest text that a field takes: the body of a message


@pytest.fixture(scope="module")
async def exporter(settings: Settings, pool: Pool) -> Exporter:
    """Shared by all tests, because refused requests change nothing."""
    exporter = Exporter(settings, pool, await ensure_workspace(pool, f"bounds {uuid4()}"))
    await exporter.define(
        EventInput(id="e1", type=EventType.ENTRY_STARTED, at=BEGIN, series="s", person="ann"),
        EventInput(id="e2", type=EventType.BLOCK_REACHED, at=BEGIN, series="s", person="ann", block="mail"),
        series=replace(SERIES, paths=[PathDefinition("rule", "wait")]),
    )
    people = [{"externalId": "ann", "attributes": {"plan": "pro"}}]
    assert (await exporter.ask(UPSERT, people=people))["userErrors"] == []
    await exporter.act(TAG, {})
    return exporter


@pytest.mark.parametrize("place", LISTS, ids=str)
def test_a_list_declares_its_bound_and_describes_it(place: Place):
    bound = bound_of(place.taken)

    assert bound is not None, f"declare the bound of {place.coordinate} with metadata=at_most(...)"
    assert f"t most {bound:,}" in (place.taken.description or "")


# The cost refuses long lists that every block of a series takes.
@pytest.mark.usefixtures("any_cost")
@pytest.mark.parametrize("place", LISTS, ids=str)
async def test_a_list_with_one_element_more_than_its_bound_is_refused(exporter: Exporter, place: Place):
    most = cast(int, bound_of(place.taken))

    refused = await refusals(exporter, place, [place.sample()] * (most + 1))

    message = f"`{place.path[-1]}` takes at most {most:,} elements, duplicates included: send fewer."
    assert refused == [("LIMIT_EXCEEDED", message, place.input_path)]


@pytest.mark.parametrize("place", TEXTS, ids=str)
async def test_a_text_that_is_too_long_is_refused(exporter: Exporter, place: Place):
    text = "x" * (LONGEST + 1)

    refused = await refusals(exporter, place, [text] if is_list(place.taken) else text)

    assert {code for code, _, _ in refused} == {"INVALID"}
    assert max(len(message) for _, message, _ in refused) <= 1_001
    assert ((*place.input_path, "0") if is_list(place.taken) else place.input_path) in {path for *_, path in refused}


@pytest.mark.parametrize("place", NUMBERS, ids=str)
async def test_a_negative_number_is_refused(exporter: Exporter, place: Place):
    refused = await refusals(exporter, place, -1)

    assert [(code, path) for code, _, path in refused] == [("INVALID", place.input_path)]


@pytest.mark.parametrize(
    ("field", "path"),
    [
        ("series", "id"),
        ('series(id: "<Series>", key: "s")', "key"),
        ("person", "id"),
        ('person(id: "<Person>", externalId: "ann")', "externalId"),
    ],
)
async def test_a_field_that_needs_one_of_two_names_is_refused_with_the_path_of_the_wrong_one(
    exporter: Exporter, field: str, path: str
):
    [document] = await filled(exporter, f"{{ {field} {{ id }} }}")

    _, [error] = await answer_to(exporter.pool, exporter.workspace_id, document, {})

    assert error["extensions"] == {"code": "INVALID", "inputPath": [path]}


async def refusals(exporter: Exporter, place: Place, value: Any) -> list[tuple[str, str, tuple[str, ...]]]:
    """The different codes, messages and paths of all errors in the answer."""
    document, variables = await filled(exporter, place.document, json.dumps(place.variables(value)))
    data, errors = await answer_to(exporter.pool, exporter.workspace_id, document, json.loads(variables))
    found = [
        (error["extensions"]["code"], error["message"], tuple(error["extensions"].get("inputPath", ())))
        for error in errors
    ]
    return sorted({*found, *_user_errors(data)})


async def filled(exporter: Exporter, *texts: str) -> list[str]:
    """The texts with the ids that they name in angle brackets."""
    ids = {"<Series>": exporter.series}
    for type_, table in {"Block": "block", "Person": "person", "BulkAction": "bulk_action"}.items():
        number = await exporter.pool.fetchval(
            f"SELECT min(id) FROM {table} WHERE workspace_id = $1", exporter.workspace_id
        )
        ids[f"<{type_}>"] = global_id(type_, number)
    return [re.sub(r"<\w+>", lambda found: ids.get(found[0], found[0]), text) for text in texts]


def _user_errors(data: Any) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for payload in (data or {}).values():
        for error in (payload or {}).get("userErrors", ()):
            yield error["code"], error["message"], tuple(error["path"] or ())
        for rejection in (payload or {}).get("rejected", ()):
            field = rejection["message"].split("`")[1]
            yield rejection["code"], rejection["message"], ("events", str(rejection["index"]), field)
