"""Events in any order, in any batches, repeated, by several writers at once: the same figures as a plain recount."""

import asyncio
from datetime import datetime, timedelta
from uuid import uuid4

from histories import BEGIN, KINDS, SERIES, deliveries, histories, instants
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from recount import Recount

from core.events import EventInput, EventType
from db._sql import statement
from db.definitions import define_series
from db.events import Recorded, Rejection, record_events
from db.pool import Pool
from db.tokens import ensure_workspace

OUTCOMES = ["STARTED", "IN_PROGRESS", "FINISHED", "DISENGAGED", "EXITED", "GOAL_HIT"]
Figures = dict[tuple[str, str], tuple[int, int, int]]


async def record(pool: Pool, workspace_id: int, events: list[EventInput]) -> Recorded:
    async with pool.acquire() as connection:
        return await record_events(connection, workspace_id, events)


async def workspace_with_series(pool: Pool) -> int:
    workspace_id = await ensure_workspace(pool, f"test {uuid4()}")
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
    return workspace_id


async def kept(pool: Pool, workspace_id: int, as_of: datetime) -> Figures:
    """Figures as the kept counts have them: (block or "", figure) to (entries, people, total), zeroes left out."""
    before = [as_of + timedelta(microseconds=1)]
    series_ids = [row["id"] for row in await pool.fetch("SELECT id FROM series WHERE workspace_id = $1", workspace_id)]
    blocks = await pool.fetch("SELECT id, key FROM block WHERE workspace_id = $1", workspace_id)
    keys = {row["id"]: row["key"] for row in blocks}
    outcomes = await pool.fetch(statement("outcome_counts"), workspace_id, series_ids, before)
    counts = await pool.fetch(statement("block_counts"), workspace_id, list(keys), before)
    rows = [(("", row["figure"]), (row["entries"], row["people"], 0)) for row in outcomes]
    rows += [((keys[row["block_id"]], row["figure"]), (row["entries"], row["people"], row["total"])) for row in counts]
    return {name: numbers for name, numbers in rows if any(numbers)}


def recounted(history: list[EventInput], as_of: datetime) -> Figures:
    recount = Recount(history, {key: kind.value for key, kind in KINDS.items()})
    figures: Figures = {}
    for kind in OUTCOMES:
        figures["", kind] = (recount.outcome(kind, "ENTRIES", as_of), recount.outcome(kind, "PEOPLE", as_of), 0)
    for block in KINDS:
        states = [recount.states(block, unit, as_of) for unit in ("ENTRIES", "PEOPLE")]
        figures |= {(block, f"STATE_{state}"): (states[0][state], states[1][state], 0) for state in states[0]}
        decided = [recount.decided(block, unit, as_of) for unit in ("ENTRIES", "PEOPLE")]
        figures[block, "MATCHED"] = (decided[0][True], decided[1][True], 0)
        figures[block, "NOT_MATCHED"] = (decided[0][False], decided[1][False], 0)
        engaged = [recount.engagement(block, unit, as_of) for unit in ("ENTRIES", "PEOPLE")]
        figures |= {
            (block, f"ENGAGED_{kind}"): (unique, engaged[1][kind][1], total)
            for kind, (total, unique) in engaged[0].items()
        }
    return {name: numbers for name, numbers in figures.items() if any(numbers)}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_figures_equal_a_recount_whatever_the_order_batches_and_copies(pool: Pool, data: st.DataObject):
    history = data.draw(histories())
    batches = data.draw(deliveries(history))
    as_of = data.draw(instants)
    workspace_id = await workspace_with_series(pool)

    accepted = [(await record(pool, workspace_id, batch)).accepted for batch in batches]

    assert sum(accepted) == len(history)
    assert await kept(pool, workspace_id, as_of) == recounted(history, as_of)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_figures_equal_a_recount_with_writers_at_once(pool: Pool, data: st.DataObject):
    history = data.draw(histories())
    batches = data.draw(deliveries(history))
    as_of = data.draw(instants)
    workspace_id = await workspace_with_series(pool)

    results = await asyncio.gather(*(record(pool, workspace_id, batch) for batch in batches))

    assert sum(result.accepted for result in results) == len(history)
    assert await kept(pool, workspace_id, as_of) == recounted(history, as_of)


def event(id_: str, type_: EventType = EventType.ENTRY_STARTED, **fields: object) -> EventInput:
    return EventInput(**{"id": id_, "type": type_, "at": BEGIN, "series": "s", "person": "a"} | fields)


async def test_unusable_events_are_rejected_each_with_its_reason_and_the_others_go_in(pool: Pool):
    workspace_id = await workspace_with_series(pool)

    recorded = await record(
        pool,
        workspace_id,
        [
            event("1"),
            event("2", series="t"),
            event("3", EventType.BLOCK_REACHED, block="nowhere"),
            event("4", person="b", entry="a"),
            event("1"),
            event("5", EventType.BLOCK_REACHED, block="mail"),
        ],
    )

    assert recorded == Recorded(
        accepted=2,
        duplicates=1,
        rejections=[
            Rejection(1, "2", "NOT_FOUND", "series 't' is not defined"),
            Rejection(2, "3", "NOT_FOUND", "series 's' has no block 'nowhere'"),
            Rejection(3, "4", "CONFLICT", "entry 'a' of series 's' is another person's"),
        ],
    )
    assert await pool.fetchval("SELECT count(*) FROM person WHERE workspace_id = $1", workspace_id) == 1


async def test_of_events_at_one_instant_the_smallest_id_decides(pool: Pool):
    workspace_id = await workspace_with_series(pool)
    ends = [event(id_, EventType.ENTRY_DISENGAGED, reason=f"reason {id_}") for id_ in ("b", "B", "a")]

    await record(pool, workspace_id, [event("start"), *ends])

    reason = await pool.fetchval("SELECT (disengagement).said FROM entry WHERE workspace_id = $1", workspace_id)
    assert reason == "reason B"
