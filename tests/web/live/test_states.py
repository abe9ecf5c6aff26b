"""What subscribers are sent: the present state at once, and every last state, over both transports."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from conftest import TokenFor
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from live import BOTH, SILENCE_SECONDS, States, Subscribe, Workspace, by_websocket, eventually, started

from core.settings import Settings
from core.viewer import Scope
from db.pool import Pool
from db.tokens import ensure_workspace
from web.live.metrics import COMPUTATIONS

SERIES = """
subscription ($id: ID!) {
  series(id: $id) { name blocks { key stats { reached states { state count } } } stats { started { count } } }
}
"""
RULE = """
subscription ($id: ID!) { series(id: $id) { block(key: "rule") { stats { states { state count } } } } }
"""
LISTENERS = """
SELECT pg_terminate_backend(pid, 10000) AS is_ended
FROM pg_stat_activity
WHERE datname = current_database() AND query = 'LISTEN "changes"'
"""


@BOTH
async def test_the_present_state_comes_at_once_and_the_next_one_after_a_commit(place: Workspace, subscribed: Subscribe):
    await place.start("ann")

    async with subscribed(place) as states:
        assert await states.next() == started(1)
        await place.start("bob", "cem")
        assert await states.next() == started(3)


async def test_a_series_is_pushed_with_its_blocks(place: Workspace):
    async with by_websocket(place, SERIES, id=place.series) as states:
        first = await states.next()
        await place.start("ann")
        await place.record({"id": "r", "type": "BLOCK_REACHED", "person": "ann", "block": "rule"})
        [block] = first["series"]["blocks"]
        block["stats"]["reached"] = 1
        next(each for each in block["stats"]["states"] if each["state"] == "PENDING")["count"] = 1
        first["series"]["stats"] = {"started": {"count": 1}}
        await states.until(first)


async def test_a_bulk_action_and_an_export_are_pushed(place: Workspace):
    tag = 'mutation { answer: tagPeople(input: {people: {}, tag: "x"}) { bulkAction { id } userErrors { message } } }'
    await place.start("ann")
    action = (await place.ask(tag))["answer"]["bulkAction"]["id"]
    request = (
        "mutation ($id: ID!) { answer: requestExport(input: {series: $id}) { export { id } userErrors { message } } }"
    )
    export = (await place.ask(request, id=place.series))["answer"]["export"]["id"]

    for name, id_ in (("bulkAction", action), ("export", export)):
        called = f"cancel{name[0].upper()}{name[1:]}"
        cancel = f"mutation ($id: ID!) {{ answer: {called}(id: $id) {{ userErrors {{ message }} }} }}"
        async with by_websocket(place, f"subscription ($id: ID!) {{ {name}(id: $id) {{ status }} }}", id=id_) as states:
            assert await states.next() == {name: {"status": "PENDING"}}
            assert (await place.ask(cancel, id=id_))["answer"]["userErrors"] == []
            assert await states.next() == {name: {"status": "CANCELED"}}


async def test_a_scope_is_taken(place: Workspace):
    query = """
    subscription ($id: ID!) {
      seriesStats(id: $id, scope: {range: {from: "2026-02-01T00:00:00Z"}}) { started { count } }
    }
    """
    async with by_websocket(place, query, id=place.series) as states:
        assert await states.next() == started(0)
        await place.start("ann")
        await place.record({"id": "b", "type": "ENTRY_STARTED", "person": "bob", "at": "2026-03-01T00:00:00Z"})
        assert await states.next() == started(1)


async def test_an_event_dated_in_the_future_is_pushed_when_its_time_comes(place: Workspace):
    soon = datetime.now(UTC) + timedelta(seconds=3)
    await place.record({"id": "f", "type": "ENTRY_STARTED", "person": "ann", "at": soon.isoformat()})

    async with by_websocket(place) as states:
        assert await states.next() == started(0)
        assert await states.next() == started(1)
        assert datetime.now(UTC) >= soon


async def test_the_end_of_a_wait_is_pushed(place: Workspace):
    def counts(state: Any) -> dict[str, int]:
        return {each["state"]: each["count"] for each in state["series"]["block"]["stats"]["states"] if each["count"]}

    soon = datetime.now(UTC) + timedelta(seconds=3)
    await place.start("ann")
    reached = {"id": "r", "type": "BLOCK_REACHED", "person": "ann", "block": "rule", "waitsUntil": soon.isoformat()}
    await place.record(reached)

    async with by_websocket(place, RULE, id=place.series) as states:
        assert counts(await states.next()) == {"TRYING_TO_MATCH": 1}
        assert counts(await states.next()) == {"PENDING": 1}


async def test_changes_of_another_workspace_and_unrelated_ones_are_not_pushed(
    place: Workspace, pool: Pool, token_for: TokenFor
):
    other = Workspace(place.url, await token_for(await ensure_workspace(pool, "live other"), *Scope))
    await other.define()
    await other.ask('mutation { upsertPeople(input: {people: [{externalId: "p"}]}) { created } }')

    async with by_websocket(place) as states:
        assert await states.next() == started(0)
        await place.ask('mutation { upsertPeople(input: {people: [{externalId: "p"}]}) { created } }')
        await other.start("ann")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(SILENCE_SECONDS):
                await states.next()
    await other.close()


async def test_subscribers_of_equal_operations_share_each_computation(place: Workspace):
    def changed() -> float:
        return COMPUTATIONS.labels("changed")._value.get()

    async with asyncio.TaskGroup() as group:
        before = changed()
        are_ready = asyncio.Barrier(21)

        async def follow() -> None:
            async with by_websocket(place) as states:
                assert await states.next() == started(0)
                await are_ready.wait()
                assert await states.next() == started(1)

        for _ in range(20):
            group.create_task(follow())
        await are_ready.wait()
        await place.start("ann")

    assert changed() - before == 2


async def test_a_change_is_pushed_after_the_connection_that_waits_for_notifications_was_lost(
    place: Workspace, settings: Settings, pool: Pool
):
    async with by_websocket(place) as states:
        assert await states.next() == started(0)
        for number in range(3):
            await eventually(lambda: is_listener_ended(pool))
            await place.start(f"p{number}")
            await states.until(started(number + 1))


async def is_listener_ended(pool: Pool) -> bool:
    """Ends the connection that waits for notifications. Whether there was one."""
    return any(row["is_ended"] for row in await pool.fetch(LISTENERS))


STEPS = st.lists(st.sampled_from(["change", "change", "again", "unlisten"]), min_size=1, max_size=6)


@hypothesis(max_examples=8, suppress_health_check=[*HealthCheck])
@given(steps=STEPS)
async def test_whatever_happens_the_last_state_arrives_and_no_first_state_is_older_than_its_subscription(
    server: str, pool: Pool, token_for: TokenFor, steps: list[str]
):
    place = await fresh(server, pool, token_for)
    count = 0
    followers: list[Any] = []
    try:
        await follow(place, followers, count)
        for step in steps:
            if step == "change":
                count += 1
                await place.start(f"p{count}")
            elif step == "again":
                await followers.pop(0)[0].__aexit__(None, None, None)
                await follow(place, followers, count)
            else:
                await pool.execute(LISTENERS)
        for _, states, first in followers:
            if first != started(count):
                await states.until(started(count))
    finally:
        for manager, *_ in followers:
            await manager.__aexit__(None, None, None)
        await place.close()


async def fresh(server: str, pool: Pool, token_for: TokenFor) -> Workspace:
    number = await pool.fetchval("SELECT count(*) FROM workspace")
    place = Workspace(server, await token_for(await ensure_workspace(pool, f"live {number}"), *Scope))
    await place.define()
    return place


async def follow(place: Workspace, followers: list[Any], count: int) -> None:
    manager = by_websocket(place)
    states: States = await manager.__aenter__()
    followers.append((manager, states, first := await states.next()))
    assert first == started(count)
