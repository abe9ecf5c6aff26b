"""A figure is counted only if the client selects its count, or what follows from it."""

from typing import TYPE_CHECKING, Any

import pytest
from asking import ask
from histories import BEGIN, SERIES
from recording import record_events

from core.events import EventInput, EventType
from db.definitions import define_series

if TYPE_CHECKING:
    from conftest import RecordedPool

PEOPLE = "kind people { nodes { externalId } }"
NOT_COUNTED = ["kind", "selection", PEOPLE, f"... {{ {PEOPLE} }}", "...People ...People", "trend { count }"]
COUNTED = ["count", "n: base", "... { percentage }", "...Share kind", "interval95 { low }", "count @include(if: true)"]
FRAGMENTS = {
    "People": f"fragment People on Outcome {{ {PEOPLE} }}",
    "Share": "fragment Share on Outcome { ...Inner } fragment Inner on Outcome { percentage }",
}


@pytest.mark.parametrize("selected", NOT_COUNTED + COUNTED)
async def test_a_figure_is_counted_only_if_that_is_selected(
    recorded_pool: "RecordedPool", workspace_id: int, selected: str
):
    pool = recorded_pool.pool
    start = EventInput(id="e", type=EventType.ENTRY_STARTED, at=BEGIN, series="s", person="ann")
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
        await record_events(connection, workspace_id, [start])
    recorded_pool.statements.clear()
    fragments = " ".join(text for name, text in FRAGMENTS.items() if f"...{name}" in selected)
    query = f'{{ series(key: "s") {{ stats(scope: {{people: {{search: "a"}}}}) {{ started {{ {selected} }} }} }} }}'

    found: Any = await ask(pool, workspace_id, f"{query} {fragments}")

    counting = [each for each in recorded_pool.statements if each.startswith("-- One row per series: the number of")]
    assert bool(counting) == (selected in COUNTED)
    assert None not in found["series"]["stats"]["started"].values()
