"""The board of selected people, a cohort and a range, compared with DuckDB by hand over narrow columns in memory."""

# DuckDB's types leave results open.
# pyright: reportUnknownMemberType=false
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, LiteralString

import duckdb
from duckdb import DuckDBPyConnection

from bench.asking import answer_to, request_p50_ms
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
_PEOPLE = 2_500  # their copies have a million visits in a quick run, and ten million in a full one
_ROUNDS = 5
_MONTH = ("2026-06-01T00:00:00Z", "2026-07-01T00:00:00Z")
_BOARD = """
query ($scope: StatsScope) {
  series(key: "onboarding") {
    stats(scope: $scope) { outcomes { kind count } }
    blocks { key stats(scope: $scope) { states { state count } engagement { kind unique } } }
  }
}
"""
_ROWS: Mapping[str, LiteralString] = {
    "entry": """
        SELECT id, person_id, extract(epoch FROM started_at)::integer, extract(epoch FROM finished_at)::integer,
            extract(epoch FROM disengaged_at)::integer, extract(epoch FROM exited_at)::integer,
            extract(epoch FROM goal_hit_at)::integer, extract(epoch FROM ended_at)::integer
        FROM entry WHERE workspace_id = $1 AND started_at IS NOT NULL
    """,
    "visit": """
        SELECT visit.person_id, block.key, visit.kind, extract(epoch FROM entry.started_at)::integer,
            extract(epoch FROM reached_at)::integer,
            CASE WHEN isfinite(turned_at) THEN extract(epoch FROM turned_at)::integer
                WHEN turned_at < now() THEN 0 END,
            extract(epoch FROM visit.ended_at)::integer, ended_as
        FROM visit
        JOIN entry ON entry.workspace_id = $1 AND entry.id = visit.entry_id
        JOIN block ON block.workspace_id = $1 AND block.id = visit.block_id
        WHERE visit.workspace_id = $1 AND reached_at IS NOT NULL
    """,
    "event": """
        SELECT event.entry_id, event.person_id, block.key, event.type, extract(epoch FROM entry.started_at)::integer,
            extract(epoch FROM event.at)::integer
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
    e: 'INTEGER', p: 'INTEGER', started: 'INTEGER', finished: 'INTEGER', disengaged: 'INTEGER', exited: 'INTEGER',
    goal: 'INTEGER', ended: 'INTEGER'}}) ORDER BY p;
CREATE TABLE visit_row AS FROM read_csv('{folder}/visit.csv', header = false, columns = {{
    p: 'INTEGER', b: 'VARCHAR', k: 'VARCHAR', started: 'INTEGER', reached: 'INTEGER', turned: 'INTEGER',
    ended: 'INTEGER', ended_as: 'VARCHAR'}}) ORDER BY p;
CREATE TABLE event_row AS FROM read_csv('{folder}/event.csv', header = false, columns = {{
    e: 'INTEGER', p: 'INTEGER', b: 'VARCHAR', t: 'VARCHAR', started: 'INTEGER', happened: 'INTEGER'}}) ORDER BY p;
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
    ELSE 'PENDING'::state END AS state, count(*)
FROM visit
WHERE {rows} AND {reached}
GROUP BY ALL
"""
_ENGAGEMENT = """
SELECT b, t, count(*)
FROM (SELECT b, t, e, min(happened) AS happened FROM event WHERE {rows} GROUP BY ALL)
WHERE {happened}
GROUP BY ALL
"""
_KINDS = ("STARTED", "IN_PROGRESS", "FINISHED", "DISENGAGED", "EXITED", "GOAL_HIT")
_DATED = ("started", "finished", "disengaged", "exited", "goal", "reached", "happened")
_IN_MONTH = "{column} >= epoch('2026-06-01'::date) AND {column} < epoch('2026-07-01'::date)"
_Counts = dict[Any, int]


@dataclass(frozen=True, slots=True)
class _Scope:
    """A scope as a client gives it, and by hand: which rows count, and whether their instants must be in the month."""

    given: dict[str, Any]
    rows: str
    is_dated: bool = False

    def filled(self, query: str) -> str:
        ever = "{column} IS NOT NULL"
        dated = {column: (_IN_MONTH if self.is_dated else ever).format(column=column) for column in _DATED}
        return query.format(rows=self.rows, **dated)


@dataclass(frozen=True, slots=True)
class _Sides:
    """The API without and with columnar copies, the workspace, and the columns by hand."""

    rows: Ground
    columns: Ground
    tenant: Tenant
    by_hand: DuckDBPyConnection


async def measure(ground: Ground) -> list[Comparison]:
    """The outcomes, states and engagement of a whole series, one request at a time."""
    tenant = await multiplied(ground, await loaded(ground, _PEOPLE), ground.scale.of(45, 450))
    await ground.pool.execute(TAG_A_THIRD, tenant.id)
    await settled(ground.pool)
    [row] = await ground.pool.fetch("SELECT id FROM series WHERE workspace_id = $1", tenant.id)
    visits = await ground.pool.fetchval("SELECT count(*) FROM visit WHERE workspace_id = $1", tenant.id)
    settings = ground.settings.model_copy(update={"storage_url": str(ground.path / "storage"), "columns_entries": 1})
    await copy_series(ground.pool, settings, open_storage(settings), tenant.id, row["id"])
    variables = {"MILEPOST_COLUMNS_ENTRIES": "1", "MILEPOST_STORAGE_URL": settings.storage_url}
    with api(settings, **variables) as (port, _), await _narrow_columns(ground, tenant) as by_hand:
        sides = _Sides(ground, replace(ground, port=port), tenant, by_hand)
        return [
            await _compared(sides, f"board {name}, of {visits:,} visits", scope)
            for name, scope in _scopes(row["id"]).items()
        ]


def _scopes(series_id: int) -> dict[str, _Scope]:
    month = {"from": _MONTH[0], "to": _MONTH[1]}
    unit = {"unit": "ENTRIES"}
    goal = {"outcome": {"series": global_id("Series", series_id), "kind": "GOAL_HIT"}}
    return {
        "of people who hit the goal": _Scope(
            {**unit, "people": goal}, "p IN (SELECT p FROM entry WHERE goal IS NOT NULL)"
        ),
        "of a third of the people by tag": _Scope({**unit, "people": {"tags": ["vip"]}}, "p IN (FROM vip)"),
        "of a month's cohort": _Scope(
            {**unit, "clock": "ENTRY_COHORT", "range": month}, _IN_MONTH.format(column="started")
        ),
        "of a month": _Scope({**unit, "range": month}, "true", is_dated=True),
    }


async def _compared(sides: _Sides, work: str, scope: _Scope) -> Comparison:
    variables = {"scope": scope.given}
    expected = _by_hand(sides.by_hand, scope)
    for ground in (sides.columns, sides.rows):
        begun = perf_counter()
        if (found := await _board(ground, sides.tenant, variables)) != expected:
            raise MilepostError(f"Milepost returns {found}, but DuckDB by hand returns {expected}.")
        seconds = perf_counter() - begun

    async def by_hand() -> _Counts:
        return _by_hand(sides.by_hand, scope)

    times = sides.rows.scale.of(5, 3)
    measures: dict[str, Measure] = {
        "Milepost": partial(request_p50_ms, sides.columns, sides.tenant, _BOARD, times, variables),
        "DuckDB by hand": partial(p50_ms, by_hand, times),
    }
    ours, other = (await interleaved(_ROUNDS, MILLISECONDS, measures)).values()
    return Comparison(work, ours, other, Bar(most=2), f"a single request without copies: {seconds:.2f} s")


async def _board(ground: Ground, tenant: Tenant, variables: dict[str, Any]) -> _Counts:
    series = (await answer_to(ground, tenant, _BOARD, variables))["series"]
    counts: _Counts = {outcome["kind"]: outcome["count"] for outcome in series["stats"]["outcomes"]}
    for block in series["blocks"]:
        counts |= {(block["key"], each["state"]): each["count"] for each in block["stats"]["states"]}
        counts |= {(block["key"], "did", each["kind"]): each["unique"] for each in block["stats"]["engagement"]}
    return {figure: count for figure, count in counts.items() if count}


def _by_hand(database: DuckDBPyConnection, scope: _Scope) -> _Counts:
    [outcomes] = database.execute(scope.filled(_OUTCOMES)).fetchall()
    counts: _Counts = dict(zip(_KINDS, outcomes, strict=True))
    counts |= {(block, state): count for block, state, count in database.execute(scope.filled(_STATES)).fetchall()}
    engagement = database.execute(scope.filled(_ENGAGEMENT)).fetchall()
    counts |= {(block, "did", kind): count for block, kind, count in engagement}
    return {figure: count for figure, count in counts.items() if count}


async def _narrow_columns(ground: Ground, tenant: Tenant) -> DuckDBPyConnection:
    """The same rows in memory, with integers of 4 bytes and one byte for each enumerated value."""
    folder = ground.path / "by-hand"
    folder.mkdir()
    for name, query in _ROWS.items():
        await _write_csv(ground, tenant, query, folder / f"{name}.csv")
    database = duckdb.connect(config={"threads": 2})
    database.execute(_TABLES.format(folder=folder))
    return database


async def _write_csv(ground: Ground, tenant: Tenant, query: LiteralString, path: Path) -> None:
    async with ground.pool.acquire() as connection:
        with path.open("wb") as target:

            async def write(chunk: bytes) -> None:
                target.write(chunk)

            await connection.copy_from_query(query, tenant.id, output=write, format="csv")
