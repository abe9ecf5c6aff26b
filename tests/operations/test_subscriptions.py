"""A state of a subscription takes the statements of the query for the same object, whatever the object has."""

import pytest
from acting import TAG
from conftest import RecordedPool
from exporting import REQUEST, Exporter
from histories import BEGIN

from core.events import EventInput, EventType
from core.settings import Settings

FIGURES = "started { count } outcomes { kind count }"
SELECTIONS = {
    "seriesStats": FIGURES,
    "series": f"stats {{ {FIGURES} }} blocks {{ key stats {{ reached states {{ state count }} }} }}",
    "bulkAction": "status selected skips { reason count }",
    "export": "status progress files { name rows }",
}


@pytest.mark.executed_once
@pytest.mark.parametrize("name", SELECTIONS)
async def test_a_state_takes_the_statements_of_a_query(
    recorded_pool: RecordedPool, settings: Settings, workspace_id: int, name: str
):
    exporter = Exporter(settings, recorded_pool.pool, workspace_id)
    await exporter.define(EventInput(id="e", type=EventType.ENTRY_STARTED, at=BEGIN, series="s", person="ann"))
    id_ = await id_of(exporter, name)
    query = f'{name}(id: "{id_}") {{ {SELECTIONS[name]} }}'
    if name == "seriesStats":
        query = f'series(id: "{id_}") {{ stats {{ {FIGURES} }} }}'

    expected = await statements(recorded_pool, exporter, f"query {{ answer: {query} }}")
    taken = await statements(
        recorded_pool, exporter, f'subscription {{ answer: {name}(id: "{id_}") {{ {SELECTIONS[name]} }} }}'
    )

    assert taken == expected != []


async def id_of(exporter: Exporter, name: str) -> str:
    if name == "bulkAction":
        return (await exporter.act(TAG, {}))["bulkAction"]["id"]
    if name == "export":
        return (await exporter.ask(REQUEST, input={"series": exporter.series}))["export"]["id"]
    return exporter.series


async def statements(recorded_pool: RecordedPool, exporter: Exporter, document: str) -> list[str]:
    recorded_pool.statements.clear()
    await exporter.ask(document)
    return [statement.splitlines()[0] for statement in recorded_pool.statements]
