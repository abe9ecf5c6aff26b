"""Reads rows of copies.

A statement reads one table, `entry`, `visit` or `event`, which is a CTE with the rows of the people and entries of a
scope. So it needs no conditions of its own for them.
"""

# DuckDB's types leave results open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from columns.engine import Engine, set_variable
from columns.narrowing import Narrowing, Source
from columns.scripts import script
from core.figures import CountUnit
from core.time_ranges import TimeRange

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class _Group(NamedTuple):
    """Databases of which the same people count. `people` is joined under the name `named`."""

    databases: Sequence[str]
    join: str | None
    named: str
    people: Any

    def rows(self, table: str) -> str:
        """A statement for the rows that count."""
        rows = " UNION ALL ".join(f"FROM {database}.{table}" for database in self.databases)
        narrowed = script("people/narrowed" if self.join else "people/all")
        return narrowed.format(rows=rows, join=self.join, people=self.named)


def _groups(sources: Sequence[Source]) -> list[_Group]:
    groups: dict[tuple[str | None, int], _Group] = {}
    for source in sources:
        key = (source.join, id(source.people) if source.join else 0)
        databases = [*groups[key].databases, source.name] if key in groups else [source.name]
        groups[key] = _Group(databases, source.join, f"named_{[*groups, key].index(key)}", source.people)
    return [*groups.values()]


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
        self._groups = _groups(narrowing.sources)
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
        return self._narrowing.entries_settled_at <= as_of

    def are_visits_settled(self, as_of: datetime) -> bool:
        """Whether all that is known about visits has happened as of an instant."""
        return self._narrowing.visits_settled_at <= as_of

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
        for group in self._groups:
            if group.join:
                session.register(group.named, group.people)
        if not self.started.is_open:
            set_variable(session, "started_begin", self.started.begin)
            set_variable(session, "started_end", self.started.end)

    def _with_rows(self, query: str) -> str:
        # A CTE instead of a view, which would have to be created for each session.
        return f"WITH {self._table} AS NOT MATERIALIZED (\n{self._rows()})\n{query}"

    def _rows(self) -> str:
        copied = " UNION ALL ".join(group.rows(self._table) for group in self._groups)
        if self.started.is_open:
            return copied
        cohort = "of_entries" if self._unit is CountUnit.ENTRIES else self._table
        return script(f"cohort/{cohort}").format(copied=copied)
