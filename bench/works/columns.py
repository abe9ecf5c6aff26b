"""The board of selected people, a cohort and a range, compared with DuckDB by hand over narrow columns in memory."""

# DuckDB's types leave results open.
# pyright: reportUnknownMemberType=false
import os
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from time import perf_counter
from typing import Any, LiteralString

import duckdb
from duckdb import DuckDBPyConnection

from bench.asking import NUMBERS, answer_to, request_p50_ms
from bench.comparisons import Bar, Comparison, Measure, interleaved
from bench.ground import Ground, Tenant, api, settled
from bench.histories import loaded, multiplied
from bench.latencies import MILLISECONDS, p50_ms
from bench.works.filtered import TAG_A_THIRD
from core.errors import MilepostError
from core.ids import global_id
from jobs.column_copies import copy_series
from jobs.storage import open_storage

NAME = "columns"
PEOPLE = 2_500
_COPIES = ((45,), (45, 450))  # of these people, in a quick and in a full run: one million and ten million visits
_ROUNDS = 5
_CORES = {1: "one core", 2: "two cores"}
_MONTH = ("2026-06-01T00:00:00Z", "2026-07-01T00:00:00Z")
BOARD = """
query ($scope: StatsScope) {
  series(key: "onboarding") {
    stats(scope: $scope) { outcomes { kind count } }
    blocks {
      key
      stats(scope: $scope) { matched notMatched states { state count } engagement { kind total unique } }
    }
  }
}
"""
_ROWS: Mapping[str, LiteralString] = {
    "entry": """
        SELECT person_id, extract(epoch FROM started_at)::integer, extract(epoch FROM finished_at)::integer,
            extract(epoch FROM disengaged_at)::integer, extract(epoch FROM exited_at)::integer,
            extract(epoch FROM goal_hit_at)::integer, extract(epoch FROM ended_at)::integer
        FROM entry WHERE workspace_id = $1 AND started_at IS NOT NULL
    """,
    "visit": """
        SELECT visit.person_id, block.key, visit.kind, extract(epoch FROM entry.started_at)::integer,
            extract(epoch FROM reached_at)::integer,
            CASE WHEN isfinite(turned_at) THEN extract(epoch FROM turned_at)::integer
                WHEN turned_at < now() THEN 0 END,
            extract(epoch FROM visit.ended_at)::integer, ended_as, CASE WHEN decided_at < now() THEN matched END
        FROM visit
        JOIN entry ON entry.workspace_id = $1 AND entry.id = visit.entry_id
        JOIN block ON block.workspace_id = $1 AND block.id = visit.block_id
        WHERE visit.workspace_id = $1 AND reached_at IS NOT NULL
    """,
    "event": """
        SELECT event.person_id, block.key, event.type, extract(epoch FROM entry.started_at)::integer,
            extract(epoch FROM event.at)::integer,
            row_number() OVER (PARTITION BY event.entry_id, event.block_id, event.type ORDER BY event.at) = 1
        FROM event
        JOIN entry ON entry.workspace_id = $1 AND entry.id = event.entry_id AND entry.is_started
        JOIN block ON block.workspace_id = $1 AND block.id = event.block_id
            AND block.kind NOT IN ('WAIT', 'RULE', 'TAG', 'WEBHOOK', 'SPLIT')
        WHERE event.workspace_id = $1 AND event.type > 'GOAL_HIT'
    """,
    "vip": "SELECT person_id FROM person_tag WHERE workspace_id = $1",
}
_TABLES = """
CREATE TABLE entry AS FROM read_csv('{folder}/entry.csv', header = false, columns = {{
    p: 'INTEGER', started: 'INTEGER', finished: 'INTEGER', disengaged: 'INTEGER', exited: 'INTEGER', goal: 'INTEGER',
    ended: 'INTEGER'}}) ORDER BY p;
CREATE TABLE visit_row AS FROM read_csv('{folder}/visit.csv', header = false, columns = {{
    p: 'INTEGER', b: 'VARCHAR', k: 'VARCHAR', started: 'INTEGER', reached: 'INTEGER', turned: 'INTEGER',
    ended: 'INTEGER', ended_as: 'VARCHAR', matched: 'BOOLEAN'}}) ORDER BY p;
CREATE TABLE event_row AS FROM read_csv('{folder}/event.csv', header = false, columns = {{
    p: 'INTEGER', b: 'VARCHAR', t: 'VARCHAR', started: 'INTEGER', happened: 'INTEGER', is_first: 'BOOLEAN'}})
ORDER BY p;
CREATE TABLE vip AS FROM read_csv('{folder}/vip.csv', header = false, columns = {{p: 'INTEGER'}});
CREATE TYPE block AS ENUM (SELECT DISTINCT b FROM visit_row);
CREATE TYPE kind AS ENUM (SELECT DISTINCT k FROM visit_row);
CREATE TYPE engagement AS ENUM (SELECT DISTINCT t FROM event_row);
CREATE TYPE state AS ENUM ('WAITING', 'PENDING', 'TRYING_TO_MATCH', 'RECEIVED', 'MOVED_ON', 'FINISHED', 'DISENGAGED',
    'EXITED');
CREATE TABLE visit AS
SELECT * REPLACE (b::block AS b, k::kind AS k, ended_as::state AS ended_as) FROM visit_row;
CREATE TABLE event AS SELECT * REPLACE (b::block AS b, t::engagement AS t) FROM event_row;
DROP TABLE visit_row;
DROP TABLE event_row;
"""
_OUTCOMES = """
SELECT
    count(*) FILTER ({started}), count(*) FILTER ({started} AND ended IS NULL), count(*) FILTER ({finished}),
    count(*) FILTER ({disengaged}), count(*) FILTER ({exited}), count(*) FILTER ({goal})
FROM entry
WHERE {rows}
"""
_STATES = """
SELECT b, CASE
    WHEN ended IS NOT NULL THEN ended_as
    WHEN turned <= epoch(now()) THEN CASE k WHEN 'RULE'::kind THEN 'PENDING'::state ELSE 'RECEIVED'::state END
    WHEN k = 'WAIT'::kind THEN 'WAITING'::state
    WHEN k = 'RULE'::kind THEN 'TRYING_TO_MATCH'::state
    ELSE 'PENDING'::state END AS state, matched, count(*)
FROM visit
WHERE {rows} AND {reached}
GROUP BY ALL
"""
_ENGAGEMENT = """
SELECT b, t, count(*), count(*) FILTER (is_first)
FROM event
WHERE {rows} AND {happened}
GROUP BY ALL
"""
_KINDS = ("STARTED", "IN_PROGRESS", "FINISHED", "DISENGAGED", "EXITED", "GOAL_HIT")
_DECIDED = {True: "matched", False: "notMatched"}
_DATED = ("started", "finished", "disengaged", "exited", "goal", "reached", "happened")
_IN_MONTH = "{column} >= epoch('2026-06-01'::date) AND {column} < epoch('2026-07-01'::date)"
Counts = dict[Any, int]


@dataclass(frozen=True, slots=True)
class Scope:
    """A scope as a client gives it, and by hand: which rows count, and whether their instants must be in the month."""

    given: dict[str, Any]
    rows: str
    is_dated: bool = False

    def filled(self, query: str) -> str:
        ever = "{column} IS NOT NULL"
        dated = {column: (_IN_MONTH if self.is_dated else ever).format(column=column) for column in _DATED}
        return query.format(rows=self.rows, **dated)


@dataclass(frozen=True, slots=True)
class Sides:
    """The API without and with columnar copies, the workspace, and the columns by hand."""

    rows: Ground
    columns: Ground
    tenant: Tenant
    by_hand: DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Series:
    """A series with a copy in the storage."""

    tenant: Tenant
    id: int
    visits: int
    storage_url: str

    @property
    def variables(self) -> dict[str, str]:
        """The environment of processes that use the copy."""
        return {"MILEPOST_COLUMNS_ENTRIES": "1", "MILEPOST_STORAGE_URL": self.storage_url}


async def measure(ground: Ground) -> list[Comparison]:
    """The outcomes, states, decisions and engagement of a whole series, one request at a time."""
    source = await loaded(ground, PEOPLE)
    results: list[Comparison] = []
    for copies in _COPIES[ground.scale.of(0, 1)]:
        series = await copied(ground, await multiplied(ground, source, copies))
        with await narrow_columns(ground, series.tenant) as by_hand:
            for cores in _CORES:
                results += await _on_cores(ground, series, by_hand, cores)
    return results


@contextmanager
def _limited(cores: int) -> Generator[None]:
    """Processes that are started meanwhile can use this number of cores."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(before)[:cores])
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


async def copied(ground: Ground, tenant: Tenant) -> Series:
    """Makes a copy of the only series of a workspace."""
    await ground.pool.execute(TAG_A_THIRD, tenant.id)
    await settled(ground.pool)
    [row] = await ground.pool.fetch("SELECT id FROM series WHERE workspace_id = $1", tenant.id)
    visits = await ground.pool.fetchval("SELECT count(*) FROM visit WHERE workspace_id = $1", tenant.id)
    settings = ground.settings.model_copy(update={"storage_url": str(ground.path / "storage"), "columns_entries": 1})
    await copy_series(ground.pool, settings, open_storage(settings), tenant.id, row["id"])
    return Series(tenant, row["id"], visits, settings.storage_url)


async def _on_cores(ground: Ground, series: Series, by_hand: DuckDBPyConnection, cores: int) -> Sequence[Comparison]:
    """Both sides with this number of cores. PostgreSQL, which selects people by tag, has all cores."""
    by_hand.execute(f"SET threads = {cores}")
    variables = {**series.variables, "MILEPOST_COLUMNS_THREADS": str(cores)}
    with ExitStack() as stack:
        with _limited(cores):
            port, _ = stack.enter_context(api(ground.settings, **variables))
        sides = Sides(ground, replace(ground, port=port), series.tenant, by_hand)
        return [
            await _compared(sides, f"board {name}, of {series.visits:,} visits, {_CORES[cores]}", scope)
            for name, scope in scopes_of(series.id).items()
        ]


def scopes_of(series_id: int) -> dict[str, Scope]:
    """The scopes that are compared, by name."""
    month = {"from": _MONTH[0], "to": _MONTH[1]}
    unit = {"unit": "ENTRIES"}
    goal = {"outcome": {"series": global_id("Series", series_id), "kind": "GOAL_HIT"}}
    return {
        "of people who hit the goal": Scope(
            {**unit, "people": goal}, "p IN (SELECT p FROM entry WHERE goal IS NOT NULL)"
        ),
        "of a third of the people by tag": Scope({**unit, "people": {"tags": ["vip"]}}, "p IN (FROM vip)"),
        "of a month's cohort": Scope(
            {**unit, "clock": "ENTRY_COHORT", "range": month}, _IN_MONTH.format(column="started")
        ),
        "of a month": Scope({**unit, "range": month}, "true", is_dated=True),
    }


async def _compared(sides: Sides, work: str, scope: Scope) -> Comparison:
    variables = {"scope": scope.given}
    expected = counted_by_hand(sides.by_hand, scope)
    for ground in (sides.columns, sides.rows):
        begun = perf_counter()
        if (found := await board(ground, sides.tenant, variables)) != expected:
            raise MilepostError(f"Milepost returns {found}, but DuckDB by hand returns {expected}.")
        seconds = perf_counter() - begun

    async def by_hand() -> Counts:
        return counted_by_hand(sides.by_hand, scope)

    times = sides.rows.scale.of(5, 3)
    measures: dict[str, Measure] = {
        "Milepost": partial(request_p50_ms, sides.columns, sides.tenant, BOARD, times, variables),
        "DuckDB by hand": partial(p50_ms, by_hand, times),
    }
    ours, other = (await interleaved(_ROUNDS, MILLISECONDS, measures)).values()
    return Comparison(work, ours, other, Bar(most=2), f"a single request without copies: {seconds:.2f} s")


async def board(ground: Ground, tenant: Tenant, variables: dict[str, Any]) -> Counts:
    """All figures. No response comes from the response cache."""
    series = (await answer_to(ground, tenant, BOARD, {**variables, "number": next(NUMBERS)}))["series"]
    counts: Counts = {outcome["kind"]: outcome["count"] for outcome in series["stats"]["outcomes"]}
    for block in series["blocks"]:
        stats = block["stats"]
        counts |= {(block["key"], decision): stats[decision] for decision in _DECIDED.values()}
        counts |= {(block["key"], each["state"]): each["count"] for each in stats["states"]}
        for each in stats["engagement"]:
            counts |= {(block["key"], number, each["kind"]): each[number] for number in ("total", "unique")}
    return {figure: count for figure, count in counts.items() if count}


def counted_by_hand(database: DuckDBPyConnection, scope: Scope) -> Counts:
    [outcomes] = database.execute(scope.filled(_OUTCOMES)).fetchall()
    counts: Counts = dict(zip(_KINDS, outcomes, strict=True))
    for block, state, matched, count in database.execute(scope.filled(_STATES)).fetchall():
        counts[block, state] = counts.get((block, state), 0) + count
        if matched is not None:
            counts[block, _DECIDED[matched]] = counts.get((block, _DECIDED[matched]), 0) + count
    for block, kind, total, unique in database.execute(scope.filled(_ENGAGEMENT)).fetchall():
        counts |= {(block, "total", kind): total, (block, "unique", kind): unique}
    return {figure: count for figure, count in counts.items() if count}


async def narrow_columns(ground: Ground, tenant: Tenant) -> DuckDBPyConnection:
    """The same rows in memory, with integers of 4 bytes and one byte for each enumerated value."""
    folder = Path(mkdtemp(dir=ground.path))
    for name, query in _ROWS.items():
        await _write_csv(ground, tenant, query, folder / f"{name}.csv")
    database = duckdb.connect()
    database.execute(_TABLES.format(folder=folder))
    return database


async def _write_csv(ground: Ground, tenant: Tenant, query: LiteralString, path: Path) -> None:
    async with ground.pool.acquire() as connection:
        with path.open("wb") as target:

            async def write(chunk: bytes) -> None:
                target.write(chunk)

            await connection.copy_from_query(query, tenant.id, output=write, format="csv")
