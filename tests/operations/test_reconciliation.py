"""Reconciliation is balanced for any history in any scope, and shows stored counts that were damaged."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from asking import ask
from histories import BEGIN, KINDS, SERIES
from hypothesis import given
from hypothesis import strategies as st
from recording import record_events
from sampling import examples
from scopes import Scope, recorded, scopes

from core.definitions import PathDefinition
from core.events import EventInput, EventType, PathCondition
from db.definitions import define_series
from db.pool import Pool

pytestmark = pytest.mark.usefixtures("any_cost")

QUERY = """
query ($scope: StatsScope, $deep: Boolean!) {
  series(key: "s") {
    stats(scope: $scope) {
      started { count }
      reconciliation(deep: $deep) { balanced checks { name expected actual balanced block { key } } }
    }
    blocks { key stats(scope: $scope) { reached } }
  }
}
"""
WAITING = "no entries without a known start"
DEPARTED = "moved on + left after another end = sum of paths"
DIFFERENT = "no buckets of stored counts that differ from a recount"
# Departures along MATCHED take no path, and those along NEXT one of two.
PATHS = [
    PathDefinition("rule", "mail", PathCondition.NOT_MATCHED),
    PathDefinition("rule", "tag", PathCondition.NEXT),
    PathDefinition("rule", "wait", PathCondition.NEXT),
]


async def asked(pool: Pool, workspace_id: int, *, deep: bool = False, scope: Any = None) -> dict[Any, tuple[int, int]]:
    """The sides of each check by name and block."""
    series = (await ask(pool, workspace_id, QUERY, scope=scope, deep=deep))["series"]
    found = series["stats"]["reconciliation"]
    checks = {
        (each["name"], each["block"] and each["block"]["key"]): (each["expected"], each["actual"])
        for each in found["checks"]
    }
    assert len(checks) == len(found["checks"])
    assert [each["balanced"] for each in found["checks"]] == [left == right for left, right in checks.values()]
    assert found["balanced"] == all(left == right for left, right in checks.values())
    assert checks["started = sum of combinations", None][0] == series["stats"]["started"]["count"]
    for block in series["blocks"]:
        assert checks["reached = sum of states", block["key"]][1] == block["stats"]["reached"]
    return checks


@examples(25)
@given(data=st.data(), scope=scopes(), deep=st.booleans())
async def test_only_entries_without_a_start_are_not_balanced(pool: Pool, data: st.DataObject, scope: Scope, deep: bool):
    workspace_id, history = await recorded(pool, data, replace(SERIES, paths=PATHS))

    checks = await asked(pool, workspace_id, deep=deep, scope=scope.given)

    waiting = 0 if scope.is_cohort else scope.recount(history).without_start(scope.unit, scope.as_of, *scope.range)
    assert checks.pop((WAITING, None)) == (0, waiting)
    assert {name: sides for name, sides in checks.items() if sides[0] != sides[1]} == {}
    names = {name for name, block in checks if block is None}
    assert names >= {"started = sum of combinations", "disengaged = sum of disengagements"}
    is_of_ends = scope.unit == "ENTRIES" or scope.begin is None or scope.is_cohort
    assert ("started = in progress + ended" in names) == is_of_ends
    assert {block for name, block in checks if name == "reached = sum of states"} == {*KINDS}
    assert {block for name, block in checks if name == "reached = matched + not matched + undecided"} == {"rule"}
    assert (DIFFERENT in names) == deep
    recount = scope.recount(history)
    for block in KINDS:
        visits = recount.visits(block, scope.unit, scope.as_of, *scope.happened)
        left = sum(entry.departure(block, scope.as_of) is not None for entry in visits)
        assert checks[DEPARTED, block] == (left, left)


HISTORY = [
    EventInput(id="1", type=EventType.ENTRY_STARTED, at=BEGIN, series="s", person="ann"),
    EventInput(id="2", type=EventType.BLOCK_REACHED, at=BEGIN, series="s", person="ann", block="mail"),
    EventInput(id="3", type=EventType.OPENED, at=BEGIN, series="s", person="ann", block="mail"),
    EventInput(id="4", type=EventType.GOAL_HIT, at=BEGIN, series="s", person="bob"),
]


@pytest.fixture
async def workspace(pool: Pool, workspace_id: int) -> int:
    """A workspace where Ann is at a block, and where the start of Bob is not known."""
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
        await record_events(connection, workspace_id, HISTORY)
    return workspace_id


async def test_an_entry_is_reported_until_its_start_is_known(pool: Pool, workspace: int):
    before = await asked(pool, workspace)
    async with pool.acquire() as connection:
        start = EventInput(id="5", type=EventType.ENTRY_STARTED, at=BEGIN + timedelta(days=1), series="s", person="bob")
        await record_events(connection, workspace, [start])
    after = await asked(pool, workspace)

    assert (before[WAITING, None], after[WAITING, None]) == ((0, 1), (0, 0))
    assert before["started = sum of combinations", None] == (1, 1)
    assert after["started = sum of combinations", None] == (2, 2)


DAMAGE = "UPDATE figure_count SET people = people + 7 WHERE workspace_id = $1 AND figure = $2::text::figure"


@pytest.mark.parametrize(
    ("figure", "shallow", "deep"),
    [
        ("STARTED", "started = sum of combinations", "recount = stored STARTED"),
        ("IN_PROGRESS", "started = in progress + ended", "recount = stored IN_PROGRESS"),
        ("STATE_PENDING", "reached = sum of states", "recount = stored STATE_PENDING"),
        ("ENGAGED_OPENED", None, "recount = stored ENGAGED_OPENED"),
    ],
)
async def test_a_damaged_stored_count_is_not_balanced(
    pool: Pool, workspace: int, figure: str, shallow: str | None, deep: str
):
    await pool.execute(DAMAGE, workspace, figure)

    checks = await asked(pool, workspace, deep=True)

    names = {name: sides for (name, _), sides in checks.items() if sides[0] != sides[1]}
    assert names[deep] == (1, 8)
    assert names[DIFFERENT] == (0, 4)
    assert shallow is None or shallow in names
    assert [*await asked(pool, workspace)] == [key for key in checks if "stored" not in key[0]]


DAMAGED_DEPARTURES = """
UPDATE departure_count SET entries = entries - 143, people = people - 143
WHERE workspace_id = $1 AND condition = 'VARIANT' AND variant = 'x'
"""


async def test_damaged_departures_are_not_balanced_without_a_deep_check(pool: Pool, workspace: int):
    """Ann left a block after it had disengaged her, so its state is not MOVED_ON."""
    common = {"series": "s", "person": "ann", "block": "mail"}
    steps = [
        EventInput(id="6", type=EventType.ENTRY_DISENGAGED, at=BEGIN + timedelta(hours=1), **common),
        EventInput(
            id="7",
            type=EventType.BLOCK_LEFT,
            at=BEGIN + timedelta(hours=2),
            along=PathCondition.VARIANT,
            variant="x",
            **common,
        ),
    ]
    async with pool.acquire() as connection:
        await record_events(connection, workspace, steps)
    right = await asked(pool, workspace)

    await pool.execute(DAMAGED_DEPARTURES, workspace)

    assert right[DEPARTED, "mail"] == (1, 1)
    assert await asked(pool, workspace) == {**right, (DEPARTED, "mail"): (1, -142)}


async def test_states_that_are_swapped_are_not_balanced_with_departures(pool: Pool, workspace: int):
    await pool.execute(
        "UPDATE figure_count SET figure = 'STATE_MOVED_ON' WHERE workspace_id = $1 AND figure = 'STATE_PENDING'",
        workspace,
    )

    checks = await asked(pool, workspace)

    assert checks["reached = sum of states", "mail"] == (1, 1)
    assert checks[DEPARTED, "mail"] == (1, 0)


async def test_a_deep_check_of_many_series_costs_as_many_statements_as_of_one(recorded_pool: Any, workspace_id: int):
    counts: list[int] = []
    for number in (1, 20):
        async with recorded_pool.pool.acquire() as connection:
            for each in range(number):
                await define_series(connection, workspace_id, replace(SERIES, key=f"s{each}"))
        recorded_pool.statements.clear()
        query = "{ allSeries(first: 50) { nodes { stats { reconciliation(deep: true) { balanced } } } } }"
        await ask(recorded_pool.pool, workspace_id, query)
        counts.append(len(recorded_pool.statements))

    assert counts[0] == counts[1]
