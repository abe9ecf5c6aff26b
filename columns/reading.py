"""Reads rows of copies.

A statement reads one table, `entry`, `visit` or `event`, which is a CTE with the rows of the people and entries of a
scope. So it needs no conditions of its own for them.
"""

# DuckDB's types leave results open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from columns.engine import Engine, script, set_variable
from columns.local_copies import LoadedCopy
from columns.people_ids import table_of
from core.figures import CountUnit
from core.time_ranges import TimeRange

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True, eq=False)
class Narrowing:
    """Which rows of copies count: not those of `changed`, and only those of `selected` if that is given.

    `selected` is an Arrow table with the column `id`, in which no one has changed.
    """

    workspace_id: int
    copies: Sequence[LoadedCopy]
    changed: "array[int]"
    selected: Any

    @property
    def join(self) -> str | None:
        """How rows are joined with the named people: those selected, or else those changed. None: all rows count."""
        if self.selected is not None:
            return "SEMI"
        return "ANTI" if self.changed else None

    @property
    def named(self) -> Any:
        """An Arrow table of the people that rows are joined with."""
        return table_of(self.changed) if self.selected is None else self.selected


class Row:
    """Values in order and by column, like a row of PostgreSQL."""

    def __init__(self, places: Mapping[str, int], values: tuple[Any, ...]) -> None:
        self._places = places
        self._values = values

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def __getitem__(self, column: str) -> Any:
        return self._values[self._places[column]]


class ColumnReader:
    """Reads a table of copies like a snapshot of the database, but only rows of the entries that started in a range.

    For counts of people, these rows are as if their people had no other entries.
    """

    def __init__(self, engine: Engine, narrowing: Narrowing, started: TimeRange, unit: CountUnit, table: str) -> None:
        self.workspace_id = narrowing.workspace_id
        self.started = started
        self._engine = engine
        self._narrowing = narrowing
        self._unit = unit
        self._table = table

    async def count(self, query: str, *arguments: Any) -> Sequence["Row"]:
        """The rows of a statement. Raises EngineError."""
        return await self._engine.run(partial(self._count, query, arguments))

    async def select(self, query: str, *arguments: Any) -> Any:
        """The people that a query returns, as an Arrow table, some possibly several times. Raises EngineError."""
        return await self._engine.run(partial(self._select, query, arguments))

    def are_entries_settled(self, as_of: datetime) -> bool:
        """Whether all that is known about entries has happened as of an instant."""
        return all(copy.entries_settled_at <= as_of for copy in self._narrowing.copies)

    def are_visits_settled(self, as_of: datetime) -> bool:
        """Whether all that is known about visits has happened as of an instant."""
        return all(copy.visits_settled_at <= as_of for copy in self._narrowing.copies)

    def _count(self, query: str, arguments: tuple[Any, ...], session: "DuckDBPyConnection") -> "list[Row]":
        self._set_parameters(session)
        result = session.execute(self._with_rows(query), list(arguments))
        places = {column[0]: place for place, column in enumerate(result.description or ())}
        return [Row(places, values) for values in result.fetchall()]

    def _select(self, query: str, arguments: tuple[Any, ...], session: "DuckDBPyConnection") -> Any:
        self._set_parameters(session)
        return session.sql(self._with_rows(query), params=list(arguments)).to_arrow_table().rename_columns(["id"])

    def _set_parameters(self, session: "DuckDBPyConnection") -> None:
        """What the rows refer to. Each takes as long as counting thousands of them."""
        if self._narrowing.join:
            session.register("named", self._narrowing.named)
        if not self.started.is_open:
            set_variable(session, "started_begin", self.started.begin)
            set_variable(session, "started_end", self.started.end)

    def _with_rows(self, query: str) -> str:
        # A CTE instead of a view, which would have to be created for each session.
        return f"WITH {self._table} AS NOT MATERIALIZED (\n{self._rows()})\n{query}"

    def _rows(self) -> str:
        rows = " UNION ALL ".join(f"FROM {copy.name}.{self._table}" for copy in self._narrowing.copies)
        join = self._narrowing.join
        copied = script("people/narrowed" if join else "people/all").format(rows=rows, join=join)
        if self.started.is_open:
            return copied
        cohort = "of_entries" if self._unit is CountUnit.ENTRIES else self._table
        return script(f"cohort/{cohort}").format(copied=copied)
