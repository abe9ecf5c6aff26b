"""A request costs the same number of statements for one series, block or person as for fifty."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from asking import ask
from histories import BEGIN
from recording import record_events

from core.definitions import BlockDefinition, BlockKind, PathDefinition, SeriesDefinition, SeriesStatus
from core.events import EventInput, EventType, PathCondition
from core.ids import global_id
from db.definitions import define_series
from db.pool import Pool

pytestmark = pytest.mark.usefixtures("any_cost")

if TYPE_CHECKING:
    from conftest import RecordedPool

SCOPES = {
    "everything": "{}",
    "a range": '{ range: { from: "2026-01-01T00:00:00Z" } }',
    "a cohort": '{ range: { from: "2026-01-01T00:00:00Z" }, clock: ENTRY_COHORT }',
    "an earlier instant": '{ asOf: "2026-03-01T13:00:00Z", unit: ENTRIES }',
    "some people": '{ people: { search: "p" } }',
}
QUERY = """
{
  allSeries(first: 50) {
    totalCount
    nodes {
      key
      stats(scope: SCOPE) {
        outcomes {
          kind count
          people(first: 50) {
            totalCount
            pageInfo { hasNextPage hasPreviousPage }
            edges { at node { externalId tags { name } } entry { key series { key } } }
          }
        }
      }
      byName: entries(first: 50, scope: SCOPE, orderBy: { field: NAME }) { nodes { key } }
      entries(first: 50, scope: SCOPE) {
        totalCount
        nodes {
          key
          person { externalId entries(first: 50) { totalCount nodes { key } } }
          visits { state block { key } leftAlong { condition } engagement { kind at } }
        }
      }
      blocks {
        key
        stats(scope: SCOPE) { reached states { state count } }
        visits(first: 50, scope: SCOPE) {
          totalCount
          nodes { state person { externalId } entry { key } leftAlong { to { key } } engagement { kind } }
        }
        pending: visits(state: PENDING, first: 50, scope: SCOPE, orderBy: { field: LEFT_AT }) {
          totalCount nodes { id }
        }
      }
    }
  }
}
"""


async def define(pool: Pool, workspace_id: int, *, series: int, blocks: int) -> None:
    keys = [f"b{number}" for number in range(blocks)]
    for number in range(series):
        definition = SeriesDefinition(
            key=f"s{number}",
            name="S",
            status=SeriesStatus.LIVE,
            goal=None,
            blocks=[BlockDefinition(key, key, BlockKind.EMAIL) for key in keys],
            paths=[PathDefinition(key, "b0", PathCondition.DELIVERED) for key in keys],
        )
        async with pool.acquire() as connection:
            await define_series(connection, workspace_id, definition)


def history(series: int, blocks: int, people: int) -> list[EventInput]:
    """Everybody is received, opened and moved on at every block of every series."""
    steps = (EventType.BLOCK_REACHED, EventType.RECEIVED, EventType.OPENED, EventType.BLOCK_LEFT)
    places = [(f"s{s}", f"p{p}") for s in range(series) for p in range(people)]
    events = [("", s, p, None, EventType.ENTRY_STARTED) for s, p in places]
    events += [(f"b{b}", s, p, f"b{b}", step) for s, p in places for b in range(blocks) for step in steps]
    return [
        EventInput(
            id=f"{s} {p} {name} {type_}",
            type=type_,
            at=BEGIN + timedelta(hours=index % 3),
            series=s,
            person=p,
            block=block,
            along=PathCondition.DELIVERED if type_ is EventType.BLOCK_LEFT else None,
        )
        for index, (name, s, p, block, type_) in enumerate(events)
    ]


async def statements_of(recorded_pool: "RecordedPool", query: str, series: int, blocks: int, people: int) -> list[str]:
    """The statements that a query takes on so many series, blocks of each, and people in each."""
    pool = recorded_pool.pool
    workspace_id = await pool.fetchval("INSERT INTO workspace (name) VALUES (gen_random_uuid()) RETURNING id")
    await define(pool, workspace_id, series=series, blocks=blocks)
    async with pool.acquire() as connection:
        await record_events(connection, workspace_id, history(series, blocks, people))
    recorded_pool.statements.clear()
    await ask(pool, workspace_id, query)
    return [statement.splitlines()[0] for statement in recorded_pool.statements]


@pytest.mark.parametrize("scope", SCOPES)
async def test_fifty_cost_as_many_statements_as_one(recorded_pool: "RecordedPool", scope: str):
    query = QUERY.replace("SCOPE", SCOPES[scope])

    one = await statements_of(recorded_pool, query, series=1, blocks=1, people=1)

    assert len(one) > 10
    assert sorted(await statements_of(recorded_pool, query, series=50, blocks=1, people=1)) == sorted(one)
    assert sorted(await statements_of(recorded_pool, query, series=1, blocks=50, people=2)) == sorted(one)
    assert sorted(await statements_of(recorded_pool, query, series=2, blocks=2, people=50)) == sorted(one)


OUTCOMES = "stats(scope: SCOPE) { started { count } outcomes { kind count percentage interval95 { low high } } }"
BLOCKS = "blocks { key stats(scope: SCOPE) { reached matched states { state count } engagement { kind unique } } }"
TREND = 'stats(scope: SCOPE) { outcomes { trend(interval: MONTH, timeZone: "Europe/Amsterdam") { count percentage } } }'
PATHS = "paths { condition stats(scope: SCOPE) { taken share path { variant } } }"
SETS = (
    "stats(scope: SCOPE) { combinations { outcomes count selection } "
    "disengagements { reason block { key } count selection } }"
)
CHECKS = "stats(scope: SCOPE) { reconciliation(deep: true) { balanced checks { name expected block { key } } } }"
TIMES = (
    "stats(scope: SCOPE) { timeTo(kind: FINISHED) { medianSeconds stillThereSelection histogram { selection } } } "
    "blocks { stats(scope: SCOPE) { timeInBlock { medianSeconds stillThereSelection curve { stillThere } } } }"
)
AT_RISK = "blocks { atRisk { totalCount selection nodes { state } } }"
MEDIANS = "paths { stats(scope: SCOPE) { taken medianSeconds } }"
FLOW = (
    "stats(scope: SCOPE) { flow { paths { taken } routes { count blocks { key } } otherRoutes otherRoutesSelection } }"
)
LEAKS = "stats(scope: SCOPE) { leaks { count share block { key } } }"
BREAKDOWNS = (
    'stats(scope: SCOPE) { breakdown(by: {attribute: "plan"}) { missing { outcomes { count selection } selection } } '
    "tags: breakdown(by: {tag: true}) { missing { outcomes { count } } } "
    "companies: breakdown(by: {company: true}, first: 100) { missing { outcomes { count } } } }"
)
STARTS = (
    'stats(scope: SCOPE) { breakdown(by: {started: MONTH}, timeZone: "UTC") { rows { value outcomes { count } } } }'
)
LAST_BLOCKS = "entries(first: 50, scope: SCOPE, orderBy: { field: BLOCK }) { nodes { key lastBlock { key } } }"
# One for the series themselves, one for their blocks or paths, and then one for each kind of figure.
COSTS = {
    "key": dict.fromkeys(SCOPES, 1),
    "blocks { key } paths { from { key } to { key } }": dict.fromkeys(SCOPES, 4),
    OUTCOMES: {"everything": 2, "a range": 3, "a cohort": 2, "an earlier instant": 2, "some people": 2},
    BLOCKS: {"everything": 3, "a range": 4, "a cohort": 4, "an earlier instant": 3, "some people": 4},
    TREND: {"everything": 4, "a range": 5, "a cohort": 3, "an earlier instant": 4, "some people": 4},
    PATHS: dict.fromkeys(SCOPES, 3),
    MEDIANS: dict.fromkeys(SCOPES, 4),
    SETS: dict.fromkeys(SCOPES, 4),
    FLOW: dict.fromkeys(SCOPES, 6),
    BREAKDOWNS: dict.fromkeys(SCOPES, 5),
    STARTS: dict.fromkeys(SCOPES, 4),
    LEAKS: {"everything": 3, "a range": 4, "a cohort": 4, "an earlier instant": 3, "some people": 4},
    CHECKS: {"everything": 10, "a range": 12, "a cohort": 12, "an earlier instant": 10, "some people": 12},
    TIMES: {"everything": 6, "a range": 7, "a cohort": 7, "an earlier instant": 6, "some people": 7},
    AT_RISK: dict.fromkeys(SCOPES, 5),
    LAST_BLOCKS: dict.fromkeys(SCOPES, 5),
    OUTCOMES + BLOCKS + TREND: {
        "everything": 6,
        "a range": 8,
        "a cohort": 6,
        "an earlier instant": 6,
        "some people": 7,
    },
}


@pytest.mark.executed_once
@pytest.mark.parametrize(("series", "blocks"), [(1, 1), (50, 1), (1, 50)])
async def test_figures_cost_these_statements_whatever_the_number_of_series_and_blocks(
    recorded_pool: "RecordedPool", workspace_id: int, series: int, blocks: int
):
    pool = recorded_pool.pool
    await define(pool, workspace_id, series=series, blocks=blocks)
    async with pool.acquire() as connection:
        await record_events(connection, workspace_id, history(series, blocks, people=1))
    rows = await pool.fetch("SELECT id FROM series WHERE workspace_id = $1", workspace_id)
    ids = [global_id("Series", row["id"]) for row in rows]

    costs: dict[str, dict[str, int]] = {}
    for asked in COSTS:
        for name, scope in SCOPES.items():
            recorded_pool.statements.clear()
            fields = asked.replace("SCOPE", scope)
            query = f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on Series {{ {fields} }} }} }}"
            await ask(pool, workspace_id, query, ids=ids)
            costs.setdefault(asked, {})[name] = len(recorded_pool.statements)

    assert len(ids) == series
    assert costs == COSTS
