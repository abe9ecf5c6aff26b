"""Series and blocks of filters and exports, by the caller's own keys instead of ids."""

from datetime import timedelta
from typing import Any

import pytest
from asking import answer_to, ask
from exporting import REQUEST, Exporter
from histories import BEGIN

from core.events import EventInput, EventType
from core.settings import Settings
from db.pool import Pool

PEOPLE = "query ($filter: PeopleFilter) { people(filter: $filter) { nodes { externalId } } }"
EXACTLY_ONE = "Give exactly one of `series` and `seriesKey`."
BLOCK = "Give either `block`, or both `seriesKey` and `blockKey`."


@pytest.fixture
async def exporter(settings: Settings, pool: Pool, workspace_id: int) -> Exporter:
    """Ann has reached the mail, and Bob has only started."""
    exporter = Exporter(settings, pool, workspace_id)
    later = BEGIN + timedelta(hours=1)
    await exporter.define(
        EventInput(id="1", type=EventType.ENTRY_STARTED, at=BEGIN, series="s", person="ann"),
        EventInput(id="2", type=EventType.BLOCK_REACHED, at=BEGIN, series="s", person="ann", block="mail"),
        EventInput(id="3", type=EventType.ENTRY_FINISHED, at=later, series="s", person="ann"),
        EventInput(id="4", type=EventType.ENTRY_STARTED, at=BEGIN, series="s", person="bob"),
    )
    return exporter


@pytest.fixture
async def ids(exporter: Exporter) -> dict[str, str]:
    found = await ask(exporter.pool, exporter.workspace_id, '{ series(key: "s") { id block(key: "mail") { id } } }')
    return {"series": found["series"]["id"], "block": found["series"]["block"]["id"]}


@pytest.mark.parametrize(
    "keyed",
    [{"outcome": {"seriesKey": "s", "kind": "FINISHED"}}, {"visit": {"seriesKey": "s", "blockKey": "mail"}}],
)
async def test_a_filter_takes_keys(exporter: Exporter, keyed: dict[str, Any]):
    found = await ask(exporter.pool, exporter.workspace_id, PEOPLE, filter=keyed)

    assert found["people"]["nodes"] == [{"externalId": "ann"}]


@pytest.mark.parametrize(
    ("given", "code", "path", "message"),
    [
        ({"outcome": {"kind": "STARTED"}}, "INVALID", ["outcome", "series"], EXACTLY_ONE),
        (
            {"outcome": {"kind": "STARTED", "series": "<series>", "seriesKey": "s"}},
            "INVALID",
            ["outcome", "seriesKey"],
            EXACTLY_ONE,
        ),
        (
            {"outcome": {"kind": "STARTED", "seriesKey": "t"}},
            "NOT_FOUND",
            ["outcome", "seriesKey"],
            "No series has the key 't': check the key.",
        ),
        ({"visit": {}}, "INVALID", ["visit", "block"], BLOCK),
        ({"visit": {"seriesKey": "s"}}, "INVALID", ["visit", "blockKey"], BLOCK),
        ({"visit": {"blockKey": "mail"}}, "INVALID", ["visit", "seriesKey"], BLOCK),
        (
            {"visit": {"block": "<block>", "seriesKey": "s", "blockKey": "mail"}},
            "INVALID",
            ["visit", "seriesKey"],
            BLOCK,
        ),
        ({"visit": {"block": "<block>", "blockKey": "mail"}}, "INVALID", ["visit", "blockKey"], BLOCK),
        (
            {"visit": {"seriesKey": "t", "blockKey": "mail"}},
            "NOT_FOUND",
            ["visit", "seriesKey"],
            "No series has the key 't': check the key.",
        ),
        (
            {"visit": {"seriesKey": "s", "blockKey": "x"}},
            "NOT_FOUND",
            ["visit", "blockKey"],
            "The series 's' has no block with the key 'x': check the key.",
        ),
    ],
)
async def test_a_refusal_names_the_field(
    exporter: Exporter, ids: dict[str, str], *, given: dict[str, Any], code: str, path: list[str], message: str
):
    ((_, condition),) = given.items()
    condition |= {name: ids[value[1:-1]] for name, value in condition.items() if value in ("<series>", "<block>")}

    _, errors = await answer_to(exporter.pool, exporter.workspace_id, PEOPLE, {"filter": given})

    assert [(error["extensions"]["code"], error["message"]) for error in errors] == [(code, message)]
    assert errors[0]["extensions"]["inputPath"] == ["filter", *path]


async def test_an_export_takes_a_key(exporter: Exporter, ids: dict[str, str]):
    by_key = await exporter.ask(REQUEST, input={"seriesKey": "s", "idempotencyKey": "once"})
    by_id = await exporter.ask(REQUEST, input={"series": ids["series"], "idempotencyKey": "once"})

    assert by_key["export"]["series"] == {"key": "s"}
    assert by_id["export"]["id"] == by_key["export"]["id"]


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ({}, "INVALID", ["series"]),
        ({"series": "<series>", "seriesKey": "s"}, "INVALID", ["seriesKey"]),
        ({"seriesKey": "t"}, "NOT_FOUND", ["seriesKey"]),
    ],
)
async def test_an_export_needs_exactly_one_of_id_and_key(
    exporter: Exporter, ids: dict[str, str], given: dict[str, Any], code: str, path: list[str]
):
    refused = await exporter.ask(REQUEST, input={**given, **({"series": ids["series"]} if "series" in given else {})})

    assert refused["export"] is None
    assert [(error["code"], error["path"]) for error in refused["userErrors"]] == [(code, path)]
