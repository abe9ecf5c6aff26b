"""Batches of concurrent requests are recorded together, and each gets the result it would get alone."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from uuid import uuid4

import asyncpg
import pytest
from histories import BEGIN, SERIES, deliveries, histories, instants
from hypothesis import given
from hypothesis import strategies as st
from kept_figures import kept, recounted
from sampling import examples

from core.events import LANES, EventInput, EventType, PlacedEvent, lane_of
from core.placed import Placed
from core.settings import Settings
from db.definitions import define_series
from db.pool import Pool, create_pool
from db.recorded import Recorded, Rejection
from db.tokens import ensure_workspace
from web.batches import BATCH, BATCH_BYTES, Batch
from web.group_commit import GroupCommit
from web.line_kinds import EVENTS

CONFLICT = "Entry 'theirs' of series 's' belongs to another person: use another key."
UNKNOWN = "Series 't' is not defined: define it first, or correct the key."


async def workspace_with_series(pool: Pool) -> int:
    workspace_id = await ensure_workspace(pool, f"test {uuid4()}")
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
    return workspace_id


def start(id_: str, **changed: str) -> EventInput:
    given = {"series": "s", "person": f"of {id_}"} | changed
    return EventInput(id=id_, type=EventType.ENTRY_STARTED, at=BEGIN, **given)


def batch(*events: EventInput, full: bool = False, line: int = 1) -> Batch:
    made = Batch(EVENTS, size=BATCH_BYTES if full else 100)
    made.items = [Placed(event, line + index, made.number) for index, event in enumerate(events)]
    return made


async def transactions(pool: Pool, workspace_id: int) -> list[set[str]]:
    """The ids of the events that were recorded together, in the order of transactions."""
    query = "SELECT array_agg(id) FROM event WHERE workspace_id = $1 GROUP BY xmin ORDER BY xmin::text::bigint"
    return [set(row[0]) for row in await pool.fetch(query, workspace_id)]


@asynccontextmanager
async def lanes_held(pool: Pool, workspace_id: int) -> AsyncIterator[None]:
    """Meanwhile nothing can be recorded in the workspace, so that groups wait."""
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("SELECT FROM ingest_lane WHERE workspace_id = $1 FOR UPDATE", workspace_id)
        yield


async def begun(commit: GroupCommit, workspace_id: int, batches: Iterable[Batch]) -> list[asyncio.Task[Recorded]]:
    tasks = [asyncio.create_task(commit.record(workspace_id, batch)) for batch in batches]
    await asyncio.sleep(0)  # every task has queued its batch
    return tasks


WRONG = [
    *(start(f"stranger {number}", person="stranger", entry="theirs") for number in range(2)),
    *(start(f"unknown {number}", series="t") for number in range(2)),
]


@st.composite
def sent(draw: st.DrawFn, history: list[EventInput]) -> list[Batch]:
    """The history in batches, some of them full, with duplicates, and with wrong events in any number of batches."""
    batches: list[Batch] = []
    for events in filter(None, draw(deliveries(history))):
        mixed = draw(st.permutations([*events, *draw(st.lists(st.sampled_from(WRONG), max_size=2, unique_by=id))]))
        batches.append(batch(*mixed, full=draw(st.booleans()), line=draw(st.sampled_from([1, 5_000]))))
    return batches


def rejections(events: list[PlacedEvent]) -> list[Rejection]:
    told = {"stranger": ("CONFLICT", CONFLICT), "unknown": ("NOT_FOUND", UNKNOWN)}
    kinds = [(placed.place, placed.item.id, told.get(placed.item.id.split()[0])) for placed in events]
    return [Rejection(place, id_, *kind) for place, id_, kind in kinds if kind]


@examples(25)
@given(data=st.data())
async def test_concurrent_requests_record_the_same_figures_as_one_request(pool: Pool, data: st.DataObject):
    history = data.draw(histories())
    batches = data.draw(sent(history))
    as_of: datetime = data.draw(instants)
    workspace_id = await workspace_with_series(pool)
    commit = GroupCommit(pool)
    known = start("known", person="owner", entry="theirs")
    await commit.record(workspace_id, batch(known))

    outcomes = await asyncio.gather(*(commit.record(workspace_id, some) for some in batches))

    assert sum(outcome.accepted for outcome in outcomes) == len(history)
    assert await kept(pool, workspace_id, as_of) == recounted([known, *history], as_of)
    ids = [{placed.item.id for placed in some.items} for some in batches]
    often = Counter(id_ for some in ids for id_ in some)
    for some, its_ids, outcome in zip(batches, ids, outcomes, strict=True):
        wrong = rejections(some.items)
        usable = its_ids - {rejection.id for rejection in wrong}
        assert outcome.rejections == wrong
        assert outcome.accepted + outcome.duplicates + len(wrong) == len(some.items)
        assert sum(often[id_] == 1 for id_ in usable) <= outcome.accepted <= len(usable)


async def test_small_batches_that_arrive_while_one_is_recorded_are_recorded_together(pool: Pool):
    workspace_id = await workspace_with_series(pool)
    commit = GroupCommit(pool)

    outcomes = await asyncio.gather(*(commit.record(workspace_id, batch(start(f"e{n}"))) for n in range(50)))

    assert outcomes == [Recorded(1, 0, [])] * 50
    assert await transactions(pool, workspace_id) == [{"e0"}, {f"e{n}" for n in range(1, 50)}]


async def test_small_batches_do_not_wait_while_a_full_batch_is_recorded(pool: Pool):
    workspace_id = await workspace_with_series(pool)
    commit = GroupCommit(pool)

    async with lanes_held(pool, workspace_id):
        small = [batch(start(f"e{n}")) for n in range(4)]
        tasks = await begun(
            commit, workspace_id, [small[0], small[1], small[2], batch(start("full"), full=True), small[3]]
        )
    await asyncio.gather(*tasks)

    together = await transactions(pool, workspace_id)
    assert sorted(together, key=min) == [{"e0"}, {"e1", "e2"}, {"e3"}, {"full"}]


async def test_small_batches_of_a_workspace_leave_connections_to_others(settings: Settings, pool: Pool):
    busy, other = [await workspace_with_series(pool) for _ in range(2)]
    async with await create_pool(settings.model_copy(update={"database_connections": 6})) as few:
        commit = GroupCommit(few)

        async with lanes_held(pool, busy):
            tasks = await begun(commit, busy, [batch(start(f"full{n}"), full=True) for n in range(2)])
            for n in range(10):
                tasks += await begun(commit, busy, [batch(start(f"e{n}"))])
            assert await asyncio.wait_for(commit.record(other, batch(start("e"))), 5) == Recorded(1, 0, [])
            assert not any(task.done() for task in tasks)
        assert await asyncio.gather(*tasks) == [Recorded(1, 0, [])] * 12


async def test_a_small_batch_does_not_wait_for_full_batches_of_other_workspaces(pool: Pool):
    busy, other = [await workspace_with_series(pool) for _ in range(2)]
    commit = GroupCommit(pool)

    async with lanes_held(pool, busy):
        tasks = await begun(commit, busy, [batch(start(f"e{n}"), full=True) for n in range(5)])
        assert await asyncio.wait_for(commit.record(other, batch(start("e"))), 20) == Recorded(1, 0, [])
        assert not any(task.done() for task in tasks)
    assert await asyncio.gather(*tasks) == [Recorded(1, 0, [])] * 5


async def test_full_batches_of_concurrent_clients_are_kept_in_step(pool: Pool):
    workspace_id = await workspace_with_series(pool)
    commit = GroupCommit(pool)

    def client(name: str, count: int) -> list[Batch]:
        return [batch(start(f"{name}{n}"), full=True, line=1 + BATCH * n) for n in range(count)]

    async with lanes_held(pool, workspace_id):
        tasks = await begun(commit, workspace_id, [*client("a", 30), *client("b", 25)])
    await asyncio.gather(*tasks)

    together = await transactions(pool, workspace_id)
    assert sorted(together, key=lambda names: (len(names), min(names))) == [
        {"a0"},
        {"a1"},
        {f"a{n}" for n in range(21, 30)} | {f"b{n}" for n in range(21, 25)},
        {f"a{n}" for n in range(2, 11)} | {f"b{n}" for n in range(11)},
        {f"a{n}" for n in range(11, 21)} | {f"b{n}" for n in range(11, 21)},
    ]


async def test_a_workspace_that_sends_without_end_does_not_block_others(pool: Pool):
    busy, other = [await workspace_with_series(pool) for _ in range(2)]
    commit = GroupCommit(pool)
    endless = await begun(commit, busy, [batch(start(f"e{n}"), full=True) for n in range(10 * EVENTS.group)])

    await commit.record(other, batch(start("e"), full=True))

    assert sum(task.done() for task in endless) <= 5 * EVENTS.group
    assert await asyncio.gather(*endless) == [Recorded(1, 0, [])] * len(endless)


async def test_a_repeated_event_is_checked_after_the_first_one_is_recorded(pool: Pool):
    workspace_id = await workspace_with_series(pool)
    commit = GroupCommit(pool)
    await commit.record(workspace_id, batch(start("known", person="owner", entry="theirs")))

    _, first, second, third = await asyncio.gather(
        commit.record(workspace_id, batch(start("other"))),
        commit.record(workspace_id, batch(start("twice", person="stranger", entry="theirs"))),
        commit.record(workspace_id, batch(start("twice", person="owner", entry="theirs"))),
        commit.record(workspace_id, batch(start("twice", person="owner", entry="theirs"))),
    )

    assert first == Recorded(0, 0, [Rejection(1, "twice", "CONFLICT", CONFLICT)])
    assert (second, third) == (Recorded(1, 0, []), Recorded(0, 1, []))


@pytest.fixture
async def refusing_database(pool: Pool) -> AsyncIterator[None]:
    """A database in which a statement fails for one event."""
    await pool.execute("ALTER TABLE event ADD CONSTRAINT refused CHECK (id <> 'refused') NOT VALID")
    yield
    await pool.execute("ALTER TABLE event DROP CONSTRAINT refused")


@pytest.mark.usefixtures("refusing_database")
@pytest.mark.parametrize("size", [30, 800])
async def test_a_failing_batch_does_not_affect_the_batches_of_its_group(pool: Pool, size: int):
    workspace_id = await workspace_with_series(pool)
    commit = GroupCommit(pool)
    healthy = [[start(f"{name}{n}") for n in range(size)] for name in "abc"]
    assert {lane_of(event.person) for event in healthy[0]} == set(range(LANES))

    async with lanes_held(pool, workspace_id):
        batches = [
            batch(start("first")),
            batch(*healthy[0]),
            batch(*healthy[1][1:], start("refused")),
            batch(*healthy[2]),
        ]
        tasks = await begun(commit, workspace_id, batches)
    first, one, failed, other = await asyncio.gather(*tasks, return_exceptions=True)

    assert (first, one, other) == (Recorded(1, 0, []), Recorded(size, 0, []), Recorded(size, 0, []))
    # as an internal error on a cluster, which wraps those of its nodes
    assert isinstance(failed, asyncpg.CheckViolationError | asyncpg.InternalServerError)
    assert await commit.record(workspace_id, batch(*healthy[0])) == Recorded(0, size, [])


async def test_a_canceled_request_does_not_affect_the_batches_of_its_group(pool: Pool):
    workspace_id = await workspace_with_series(pool)
    commit = GroupCommit(pool)

    async with lanes_held(pool, workspace_id):
        tasks = await begun(commit, workspace_id, [batch(start(f"e{n}")) for n in range(4)])
        tasks[0].cancel()  # is being recorded
        tasks[2].cancel()  # waits
        await asyncio.sleep(0)
    over, *others = await asyncio.gather(*tasks, return_exceptions=True)

    assert isinstance(over, asyncio.CancelledError)
    assert isinstance(others.pop(1), asyncio.CancelledError)
    assert others == [Recorded(1, 0, [])] * 2
    assert await transactions(pool, workspace_id) == [{"e0"}, {"e1", "e2", "e3"}]
