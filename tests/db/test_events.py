"""Events in any order and batches, with duplicates and concurrent writers, give the figures of a plain recount."""

import asyncio
from uuid import uuid4

from given_server import until_a_lock_is_awaited
from histories import BEGIN, SERIES, deliveries, histories, instants
from hypothesis import given
from hypothesis import strategies as st
from kept_figures import kept, recounted
from recording import placed, record_events
from sampling import examples

from core.events import LANES, EventInput, EventType, lane_of
from db.definitions import define_series
from db.pool import Pool
from db.recorded import Recorded, Rejection
from db.tokens import ensure_workspace
from resolvers.lanes import record_by_lanes


async def record(pool: Pool, workspace_id: int, events: list[EventInput]) -> Recorded:
    async with pool.acquire() as connection:
        return await record_events(connection, workspace_id, events)


async def workspace_with_series(pool: Pool) -> int:
    workspace_id = await ensure_workspace(pool, f"test {uuid4()}")
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
    return workspace_id


@examples(50)
@given(data=st.data())
async def test_figures_equal_a_recount_for_any_order_batches_and_duplicates(pool: Pool, data: st.DataObject):
    history = data.draw(histories())
    batches = data.draw(deliveries(history))
    as_of = data.draw(instants)
    workspace_id = await workspace_with_series(pool)

    accepted = [(await record(pool, workspace_id, batch)).accepted for batch in batches]

    assert sum(accepted) == len(history)
    assert await kept(pool, workspace_id, as_of) == recounted(history, as_of)


@examples(18)
@given(data=st.data())
async def test_figures_equal_a_recount_after_concurrent_writers(pool: Pool, data: st.DataObject):
    history = data.draw(histories())
    batches = data.draw(deliveries(history))
    as_of = data.draw(instants)
    workspace_id = await workspace_with_series(pool)

    results = await asyncio.gather(*(record(pool, workspace_id, batch) for batch in batches))

    assert sum(result.accepted for result in results) == len(history)
    assert await kept(pool, workspace_id, as_of) == recounted(history, as_of)


def event(id_: str, type_: EventType = EventType.ENTRY_STARTED, **fields: object) -> EventInput:
    return EventInput(**{"id": id_, "type": type_, "at": BEGIN, "series": "s", "person": "a"} | fields)


async def test_unusable_events_are_rejected_with_a_reason_and_the_others_are_recorded(pool: Pool):
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
            Rejection(1, "2", "NOT_FOUND", "Series 't' is not defined: define it first, or correct the key."),
            Rejection(2, "3", "NOT_FOUND", "Series 's' has no block 'nowhere': define it first, or correct the key."),
            Rejection(3, "4", "CONFLICT", "Entry 'a' of series 's' belongs to another person: use another key."),
        ],
    )
    assert await pool.fetchval("SELECT count(*) FROM person WHERE workspace_id = $1", workspace_id) == 1


async def test_an_entry_that_two_people_name_concurrently_belongs_to_one_of_them(pool: Pool):
    workspace_id = await workspace_with_series(pool)
    people = [f"p{number}" for number in range(20)]
    assert {lane_of(person) for person in people} == set(range(LANES)), "they are written side by side"

    results = await asyncio.gather(
        *(record(pool, workspace_id, [event(person, person=person, entry="pass")]) for person in people)
    )

    [owner] = [person for person, result in zip(people, results, strict=True) if result.accepted]
    conflict = "Entry 'pass' of series 's' belongs to another person: use another key."
    for person, result in zip(people, results, strict=True):
        if person != owner:
            assert result == Recorded(0, 0, [Rejection(0, person, "CONFLICT", conflict)])
    assert await pool.fetchval("SELECT count(*) FROM event WHERE workspace_id = $1", workspace_id) == 1


async def test_an_event_that_two_writers_send_concurrently_is_recorded_once(pool: Pool):
    workspace_id = await workspace_with_series(pool)
    one = next(f"p{number}" for number in range(20) if lane_of(f"p{number}") == 0)
    other = next(f"p{number}" for number in range(20) if lane_of(f"p{number}") == 1)

    async with pool.acquire() as connection:
        async with connection.transaction():
            first = await record_events(connection, workspace_id, [event("1", person=one)])
            meanwhile = asyncio.create_task(
                record(pool, workspace_id, [event("0", person=other), event("1", person=other)])
            )
            await until_a_lock_is_awaited(pool)
        second = await meanwhile

    assert (first, second) == (Recorded(1, 0, []), Recorded(1, 1, []))
    assert (await kept(pool, workspace_id, BEGIN))["", "STARTED"] == (2, 2, 0)


async def test_a_large_batch_is_recorded_like_a_small_one(pool: Pool):
    workspace_id = await workspace_with_series(pool)
    events = [event(f"e{number}", person=f"p{number // 2}") for number in range(5_000)]
    events[10] = event("e10", series="t")
    events[20] = event("e21", person="p10")
    owner = next(person for person in ("p7", "p8", "p9", "p11") if lane_of(person) == lane_of("stranger"))
    events[4_998] = event("e4998", person="stranger", entry=owner)

    recorded = await record_by_lanes(pool, workspace_id, placed(events))
    again = await record_by_lanes(pool, workspace_id, placed(reversed(events)))

    unknown = "Series 't' is not defined: define it first, or correct the key."
    conflict = f"Entry {owner!r} of series 's' belongs to another person: use another key."
    rejected = [Rejection(10, "e10", "NOT_FOUND", unknown), Rejection(4_998, "e4998", "CONFLICT", conflict)]
    assert recorded == {0: Recorded(4_997, 1, rejected)}
    rejected = [Rejection(1, "e4998", "CONFLICT", conflict), Rejection(4_989, "e10", "NOT_FOUND", unknown)]
    assert again == {0: Recorded(0, 4_998, rejected)}
    assert (await kept(pool, workspace_id, BEGIN))["", "STARTED"] == (2_500, 2_500, 0)


async def test_of_events_at_one_instant_the_smallest_id_decides(pool: Pool):
    workspace_id = await workspace_with_series(pool)
    ends = [event(id_, EventType.ENTRY_DISENGAGED, reason=f"reason {id_}") for id_ in ("b", "B", "a")]

    await record(pool, workspace_id, [event("start"), *ends])

    reason = await pool.fetchval("SELECT (disengagement).said FROM entry WHERE workspace_id = $1", workspace_id)
    assert reason == "reason B"
