"""Reads rows of copies.

A session of DuckDB gets the tables `entry`, `visit` and `event`, narrowed to the people and entries of a scope.
Statements then need no conditions of their own.
"""

# DuckDB's types leave results open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from columns.engine import Engine, script, set_variable
from columns.people_ids import table_of
from core.time_ranges import TimeRange
from db.column_copies import TABLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Narrowing:
    """Which rows of copies count: not those of `changed`, and only those of `selected` if that is given.

    `names` are those of the copies in the engine. `selected` is an Arrow table with the column `id`, in which no one
    has changed.
    """

    workspace_id: int
    names: Sequence[str]
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
    """Counts like a snapshot of the database, but rows of copies, of the entries that started in a range."""

    def __init__(self, engine: Engine, narrowing: Narrowing, started: TimeRange) -> None:
        self.workspace_id = narrowing.workspace_id
        self._engine = engine
        self._narrowing = narrowing
        self._started = started

    async def count(self, query: str, *arguments: Any) -> Sequence["Row"]:
        """The rows of a statement. Raises EngineError."""
        return await self._prepared(partial(self._count, query, arguments))

    async def select(self, query: str, *arguments: Any) -> Any:
        """The people that a query returns, as an Arrow table, some possibly several times. Raises EngineError."""
        return await self._prepared(partial(self._select, query, arguments))

    async def _prepared(self, work: "Callable[[DuckDBPyConnection], T]") -> T:
        views = (tuple(self._narrowing.names), self._narrowing.join, self._started.is_open)
        return await self._engine.run_prepared(views, self._create_views, work)

    def _create_views(self, session: "DuckDBPyConnection") -> None:
        set_variable(session, "workspace_id", self._narrowing.workspace_id)
        self._set_parameters(session)
        tables = {table: _united(table, self._narrowing.names) for table in TABLES}
        join = self._narrowing.join
        session.execute(script("people/narrowed" if join else "people/all").format(**tables, join=join))
        session.execute(script("entries/all" if self._started.is_open else "entries/cohort"))

    def _set_parameters(self, session: "DuckDBPyConnection") -> None:
        """What the views refer to. Each takes as long as counting thousands of rows."""
        if self._narrowing.join:
            session.register("named", self._narrowing.named)
        if not self._started.is_open:
            set_variable(session, "started_begin", self._started.begin)
            set_variable(session, "started_end", self._started.end)

    def _count(self, query: str, arguments: tuple[Any, ...], session: "DuckDBPyConnection") -> "list[Row]":
        self._set_parameters(session)
        result = session.execute(query, list(arguments))
        places = {column[0]: place for place, column in enumerate(result.description or ())}
        return [Row(places, values) for values in result.fetchall()]

    def _select(self, query: str, arguments: tuple[Any, ...], session: "DuckDBPyConnection") -> Any:
        self._set_parameters(session)
        return session.sql(query, params=list(arguments)).to_arrow_table().rename_columns(["id"])


def _united(table: str, names: Sequence[str]) -> str:
    return f"({' UNION ALL '.join(f'FROM {name}.{table}' for name in names)})"
