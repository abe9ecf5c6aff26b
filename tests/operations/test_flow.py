"""Routes and leaks equal a plain recount of the events, and select their own people."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from acting import Desk
from asking import answer_to, ask
from histories import BEGIN, KINDS, SERIES
from hypothesis import given
from hypothesis import strategies as st
from recording import record_events
from recount import Entry, Recount
from sampling import examples
from scopes import Scope, recorded, scopes
from selected import exported_people, frozen_people, selected

from core.events import EventInput, EventType
from core.settings import Settings
from db.definitions import define_series
from db.pool import Pool

pytestmark = pytest.mark.usefixtures("any_cost")

BLOCKS = [*KINDS]
LOST = {"DISENGAGED", "EXITED"}
QUERY = """
query ($scope: StatsScope, $first: Int!) {
  series(key: "s") {
    stats(scope: $scope) {
      started { count }
      flow {
        routes(first: $first) { blocks { key } count share goalShare }
        otherRoutes(first: $first)
        otherRoutesSelection(first: $first)
        all: routes(first: 100) { blocks { key } count selection }
        none: otherRoutes(first: 100)
      }
      leaks { block { key } count share selection }
    }
  }
}
"""
each_history = examples(25)


def routes_of(scope: Scope, history: list[EventInput]) -> dict[tuple[str, ...], list[Entry]]:
    """The entries that count, by their routes: the commonest first, equal ones in the order of their blocks."""
    routes: dict[tuple[str, ...], list[Entry]] = {}
    for entry in scope.recount(history).starters(scope.unit, scope.as_of, *scope.happened):
        routes.setdefault(entry.route(scope.as_of, BLOCKS), []).append(entry)
    order = sorted(routes, key=lambda route: (-len(routes[route]), [BLOCKS.index(block) for block in route]))
    return {route: routes[route] for route in order}


def share_of_goals(entries: list[Entry], as_of: datetime) -> float:
    hit = [at for entry in entries if (at := entry.instant("GOAL_HIT")) is not None and at <= as_of]
    return len(hit) / len(entries)


def lost_at(scope: Scope, history: list[EventInput]) -> dict[str, list[Entry]]:
    """The entries lost at each block that lost any, the largest loss first."""
    recount = scope.recount(history)
    lost = {
        block: [
            entry
            for entry in recount.visits(block, scope.unit, scope.as_of, *scope.happened)
            if entry.state(block, kind.value, scope.as_of) in LOST
        ]
        for block, kind in KINDS.items()
    }
    order = sorted(filter(lost.get, lost), key=lambda block: -len(lost[block]))
    return {block: lost[block] for block in order}


@each_history
@given(data=st.data(), scope=scopes(), first=st.integers(0, 3))
async def test_routes_and_leaks_equal_a_recount(pool: Pool, data: st.DataObject, scope: Scope, first: int):
    workspace_id, history = await recorded(pool, data)

    stats = (await ask(pool, workspace_id, QUERY, scope=scope.given, first=first))["series"]["stats"]

    routes, lost = routes_of(scope, history), lost_at(scope, history)
    flow, started = stats["flow"], sum(map(len, routes.values()))
    assert flow["routes"] == [
        {
            "blocks": [{"key": block} for block in route],
            "count": len(entries),
            "share": len(entries) / started,
            "goalShare": share_of_goals(entries, scope.as_of),
        }
        for route, entries in [*routes.items()][:first]
    ]
    assert started == stats["started"]["count"]
    assert flow["otherRoutes"] == started - sum(route["count"] for route in flow["routes"])
    assert (flow["none"], sum(route["count"] for route in flow["all"])) == (0, started)
    total = sum(map(len, lost.values()))
    assert [(leak["block"]["key"], leak["count"], leak["share"]) for leak in stats["leaks"]] == [
        (block, len(entries), len(entries) / total) for block, entries in lost.items()
    ]


@examples(11)
@given(data=st.data(), scope=scopes(), first=st.integers(0, 3))
async def test_routes_and_leaks_select_their_people_for_lists_actions_and_exports(
    settings: Settings, pool: Pool, data: st.DataObject, scope: Scope, first: int
):
    workspace_id, history = await recorded(pool, data)

    stats = (await ask(pool, workspace_id, QUERY, scope=scope.given, first=first))["series"]["stats"]

    routes, lost = routes_of(scope, history), lost_at(scope, history)
    others = [entry for entries in [*routes.values()][first:] for entry in entries]
    people = [{entry.person for entry in entries} for entries in [others, *routes.values(), *lost.values()]]
    selections = [stats["flow"]["otherRoutesSelection"]]
    selections += [each["selection"] for each in [*stats["flow"]["all"], *stats["leaks"]]]
    assert await selected(pool, workspace_id, selections) == people
    one = data.draw(st.sampled_from(range(len(selections))))
    desk, now = Desk(settings, pool, workspace_id), datetime.now(UTC)
    assert await frozen_people(desk, {"selection": selections[one]}) == people[one]
    started = {entry.person for entry in Recount(history, {}).starters("PEOPLE", now)}
    assert await exported_people(desk, {"selection": selections[one]}) == people[one] & started


def reached(person: str, *blocks: str, ends: EventType | None = None) -> list[EventInput]:
    """A person who reaches these blocks, a minute after another, and may then leave the series at the last of them."""
    steps: list[tuple[EventType, str | None]] = [(EventType.ENTRY_STARTED, None)]
    steps += [(EventType.BLOCK_REACHED, block) for block in blocks]
    steps += [(ends, blocks[-1])] if ends else []
    return [
        EventInput(
            id=f"{person} {place}",
            type=type_,
            at=BEGIN + timedelta(minutes=place),
            series="s",
            person=person,
            block=block,
        )
        for place, (type_, block) in enumerate(steps)
    ]


async def test_removed_blocks_stay_in_routes_and_leaks(pool: Pool, workspace_id: int):
    history = [*reached("a", "rule", "mail", ends=EventType.ENTRY_EXITED), *reached("b", "rule", "mail")]
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
        await record_events(connection, workspace_id, [*history, *reached("c")])
        await define_series(connection, workspace_id, replace(SERIES, blocks=SERIES.blocks[:2]))

    stats = (await ask(pool, workspace_id, QUERY, scope={}, first=20))["series"]["stats"]

    counts = Counter({tuple(each["key"] for each in route["blocks"]): route["count"] for route in stats["flow"]["all"]})
    assert counts == {("rule", "mail"): 2, (): 1}
    assert [(leak["block"]["key"], leak["count"], leak["share"]) for leak in stats["leaks"]] == [("mail", 1, 1.0)]


async def test_a_series_that_no_one_has_started_has_no_routes_and_no_leaks(pool: Pool, workspace_id: int):
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)

    stats = (await ask(pool, workspace_id, QUERY, scope={}, first=20))["series"]["stats"]

    assert await selected(pool, workspace_id, [stats["flow"].pop("otherRoutesSelection")]) == [set()]
    flow = {"routes": [], "otherRoutes": 0, "all": [], "none": 0}
    assert stats == {"started": {"count": 0}, "flow": flow, "leaks": []}


@pytest.mark.parametrize("first", [-1, 101])
async def test_a_number_of_routes_that_is_not_allowed_leaves_the_rest_of_the_response(
    pool: Pool, workspace_id: int, first: int
):
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)

    data, errors = await answer_to(pool, workspace_id, QUERY, {"first": first})

    assert data["series"]["stats"] == {"started": {"count": 0}, "flow": None, "leaks": []}
    assert [error["extensions"] for error in errors] == [{"code": "INVALID", "inputPath": ["first"]}]
