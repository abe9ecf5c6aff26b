"""Stored counts compared with a recount from rows, and repaired.

A new table of stored counts needs an entry in TABLES and a file db/sql/recount/<table>.sql.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

from asyncpg import Record

from core.objects import check_objects, most_rows
from core.stored_counts import ComparedCount
from db.pool import Connection, Pool
from db.snapshots import Snapshot
from db.statements.composer import Query, Slots, compose, fragment, statement, words

MOST_DIFFERENT = 10_000  # differences of a series that are listed
_EACH: LiteralString = ", "
_PLACES: tuple[LiteralString, ...] = ("1", "2", "3", "4")  # in an array of counts
_NO_LIMIT = "0"  # milliseconds of a statement
_OF_ALL: Mapping[str, LiteralString] = dict.fromkeys(
    ("recounted_entries", "recounted_visits", "recounted_events"), "true"
)
_OF_CHANGED: Mapping[str, LiteralString] = {
    "recounted_entries": "entry.person_id IN ({recount/changed_people})",
    "recounted_visits": "visit.person_id IN ({recount/changed_people})",
    "recounted_events": "event.person_id IN ({recount/changed_people})",
}


@dataclass(frozen=True, slots=True)
class StoredTable:
    """A table of stored counts in buckets of time.

    Its primary key has the columns of the workspace and the series, those of `place`, with `block_id` among them, level
    and bucket. Rows of level 1 also hold the counts of quarters of an hour, level 0, in the column `quarters`. `figure`
    is an expression on the place that names the figure. Ingest adds what is staged in the temporary table `changes` by
    the statement `fold`. `copied` is the temporary table of a recount from a copy.
    """

    name: LiteralString
    place: tuple[LiteralString, ...]
    counts: tuple[LiteralString, ...]
    figure: LiteralString
    changes: LiteralString
    fold: LiteralString
    copied: LiteralString

    @property
    def comparison(self) -> Query:
        """The statement that compares the counts of a series with a recount."""
        return compose("compare_stored_counts", self._slots(_OF_ALL)).query

    @property
    def comparison_with_copy(self) -> Query:
        """Like `comparison`, but only the changed people are recounted from rows. The others are in `copied`."""
        return compose("compare_stored_counts", self._slots(_OF_CHANGED, f"UNION ALL TABLE {self.copied}")).query

    @property
    def repairs(self) -> Query:
        """The statement that stages the changes that are missing."""
        return compose("stage_repairs", self._slots(_OF_ALL)).query

    def _slots(self, people: Mapping[str, LiteralString], copied: LiteralString = "") -> Slots:
        differences: list[LiteralString] = []
        for place, name in zip(_PLACES, self.counts, strict=False):
            difference: LiteralString = f"recounted[{place}] - stored[{place}]"
            differences.append(f"CASE WHEN level = 0 THEN {difference} ELSE 0 END AS {name}")
            differences.append(f"CASE WHEN level = 0 THEN 0 ELSE {difference} END AS row_{name}")
        if "total" not in self.counts:
            differences.append("0 AS total")
        recounted = {slot: words(condition) for slot, condition in people.items()}
        recounted["copied"] = words(copied)
        names: list[LiteralString] = [f"'{name}'" for name in self.counts]
        sums: list[LiteralString] = [f"sum(counted.{name})" for name in self.counts]
        sums_of_rows: list[LiteralString] = [f"sum(row_{name})" for name in self.counts]
        zeros: list[LiteralString] = ["0" for _ in self.counts]
        return {
            "table": words(self.name),
            "place": words(_EACH.join(self.place)),
            "keys": words(_EACH.join((*self.place, "level", "bucket"))),
            "counts": words(_EACH.join(self.counts)),
            "sums": words(_EACH.join(sums)),
            "sums_of_rows": words(_EACH.join(sums_of_rows)),
            "figure": words(self.figure),
            "changes": words(self.changes),
            "recount": fragment(f"recount/{self.name}", recounted),
            "zeros": words(f"ARRAY[{_EACH.join(zeros)}]::bigint[]"),
            "names": words(f"ARRAY[{_EACH.join(names)}]"),
            "differences": words(_EACH.join(differences)),
        }


TABLES: Sequence[StoredTable] = (
    StoredTable(
        name="figure_count",
        place=("block_id", "figure"),
        counts=("entries", "people", "total"),
        figure="compared.figure",
        changes="figure_change",
        fold="ingest/fold_figures",
        copied="copied_figure",
    ),
    StoredTable(
        name="departure_count",
        place=("block_id", "condition", "variant"),
        counts=("entries", "people"),
        figure="concat_ws(' ', 'LEFT', nullif(compared.condition, ''), nullif(compared.variant, ''))",
        changes="departure_change",
        fold="ingest/fold_figures",
        copied="copied_departure",
    ),
)


@dataclass(frozen=True, slots=True)
class NamedSeries:
    """A series of any workspace."""

    workspace_id: int
    workspace: str
    id: int
    key: str


async def all_series(owner: Connection, key: str | None) -> list[NamedSeries]:
    """The series of all workspaces, or those with a key. For the operator."""
    return [NamedSeries(**row) for row in await owner.fetch(statement("all_series"), key)]


async def block_keys(connection: Connection, workspace_id: int, series_id: int) -> dict[int, str]:
    """The keys of the blocks of a series, by id."""
    rows = await connection.fetch(statement("blocks_of_series"), workspace_id, [series_id])
    return {row["id"]: row["key"] for row in rows}


async def sampled_series(pool: Pool, most: int) -> list[tuple[int, int]]:
    """The workspace and id of each series of a random sample."""
    return [(row["workspace_id"], row["id"]) for row in await pool.fetch(statement("sampled_series"), most)]


async def fetch_comparisons(
    snapshot: Snapshot, workspace_id: int, series_ids: Sequence[int]
) -> dict[int, list[ComparedCount]]:
    """The stored counts of each series beside a recount from rows. Raises TooManyObjects."""
    found: defaultdict[int, list[ComparedCount]] = defaultdict(list)
    for table in TABLES:
        kinds = len(table.counts)  # a request shows one kind of count: entries or people
        rows = await snapshot.count(table.comparison, workspace_id, series_ids, False, kinds * most_rows())
        check_objects(len(rows) // kinds)
        for row in rows:
            found[row["series_id"]].append(_compared(table, row))
    return found


async def differing_counts(
    connection: Connection, workspace_id: int, series_id: int, copied: Path | None = None
) -> list[ComparedCount]:
    """The stored counts of a series that differ from a recount, at most MOST_DIFFERENT. Call it within a transaction.

    `copied` is a folder with the recount of a columnar copy: a file <table>.csv for each table. Only people who have
    changed since are then recounted from rows. Waits for as long as the recount takes.
    """
    await connection.fetchval(statement("allow_statement_ms"), _NO_LIMIT)
    if copied is not None:
        await _stage_recount(connection, copied)
    found: list[ComparedCount] = []
    for table in TABLES:
        query = table.comparison if copied is None else table.comparison_with_copy
        rows = await connection.fetch(query, workspace_id, [series_id], True, MOST_DIFFERENT - len(found))
        found += [_compared(table, row) for row in rows]
    return found


async def _stage_recount(connection: Connection, copied: Path) -> None:
    await connection.execute(statement("columns/stage_recount"))
    for table in TABLES:
        await connection.copy_to_table(table.copied, source=copied / f"{table.name}.csv", format="csv")


async def repair_counts(connection: Connection, workspace_id: int, series_id: int) -> int:
    """Make the stored counts of a series equal to a recount. Returns the number of changed counts.

    Call it within a transaction of its own. Recording events is locked out only while the missing changes are added.
    They are found before, in one snapshot: what is recorded later adds its own changes, and does not alter what was
    missing.
    """
    await connection.fetchval(statement("allow_statement_ms"), _NO_LIMIT)
    await connection.fetchval(statement("lock_repair"), workspace_id, series_id)
    await connection.execute(statement("ingest/stage"))
    staged = [await connection.execute(table.repairs, workspace_id, [series_id]) for table in TABLES]
    await connection.fetchval(statement("lock_one_series"), workspace_id, series_id)
    folds: set[LiteralString] = {table.fold for table in TABLES}  # one statement can fold several tables
    for fold in folds:
        await connection.execute(statement(fold), workspace_id)
    await connection.fetchval(statement("stamp_version"), workspace_id)
    return sum(int(status.rpartition(" ")[2]) for status in staged)


def _compared(table: StoredTable, row: Record) -> ComparedCount:
    return ComparedCount(table.name, **{name: value for name, value in row.items() if name != "series_id"})
