"""Reads rows of copies.

A statement reads one table, `entry`, `visit` or `event`, which is a CTE with the rows of the people and entries of a
scope. So it needs no conditions of its own for them.
"""

# DuckDB's types leave results open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from columns.engine import RequestEngine
from columns.narrowing import Narrowing, Source
from columns.scripts import script
from core.figures import CountUnit
from core.time_ranges import TimeRange

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class TableColumns(NamedTuple):
    """A table, and those of its columns that statements read: DuckDB plans a statement faster if there are few."""

    table: str
    columns: str = "*"


class ColumnReader:
    """Reads a table of copies like a snapshot of the database, but only rows of the entries that started in a range.

    For counts of people, these rows are as if their people had no other entries.
    """

    def __init__(
        self, engine: RequestEngine, narrowing: Narrowing, started: TimeRange, unit: CountUnit, read: TableColumns
    ) -> None:
        self.workspace_id = narrowing.workspace_id
        self.started = started
        self._engine = engine
        self._narrowing = narrowing
        people = {id(each.people): each.people for each in narrowing.sources if each.join}
        self._people = {of: (f"people_{number}", each) for number, (of, each) in enumerate(people.items())}
        self._unit = unit
        self._table, self._columns = read

    async def count(self, query: str, *arguments: Any) -> Sequence[tuple[Any, ...]]:
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

    def _count(self, query: str, arguments: Sequence[Any], session: "DuckDBPyConnection") -> list[tuple[Any, ...]]:
        self._name_people(session)
        return session.execute(*self._with_rows(query, arguments)).fetchall()

    def _select(self, query: str, arguments: Sequence[Any], session: "DuckDBPyConnection") -> Any:
        self._name_people(session)
        text, parameters = self._with_rows(query, arguments)
        return session.sql(text, params=parameters).to_arrow_table().rename_columns(["id"])

    def _name_people(self, session: "DuckDBPyConnection") -> None:
        for name, people in self._people.values():
            session.register(name, people)

    def _with_rows(self, query: str, arguments: Sequence[Any]) -> tuple[str, list[Any]]:
        """A statement after the rows that it reads, and its arguments, which the range of a cohort follows.

        The rows are a CTE, because each session would have to create a view. The range is two more parameters, because
        setting a variable takes as long as counting thousands of rows.
        """
        if self.started.is_open:
            rows, parameters = self._copied(self._columns), [*arguments]
        else:
            rows = self._cohort(*(f"${len(arguments) + place}::timestamptz" for place in (1, 2)))
            parameters = [*arguments, self.started.begin, self.started.end]
        return f"WITH {self._table} AS NOT MATERIALIZED (\n{rows})\n{query}", parameters

    def _cohort(self, begin: str, before: str) -> str:
        if self._unit is CountUnit.ENTRIES:
            return script("cohort/of_entries").format(copied=self._copied(self._columns), begin=begin, before=before)
        return script(f"cohort/{self._table}").format(copied=self._copied("*"), begin=begin, before=before)

    def _copied(self, columns: str) -> str:
        return "\nUNION ALL\n".join(self._copied_of(source, columns) for source in self._narrowing.sources)

    def _copied_of(self, source: Source, columns: str) -> str:
        table = f"{source.name}.{self._table}"
        if source.join is None:
            return script("people/all").format(columns=columns, table=table)
        [people, _] = self._people[id(source.people)]
        return script("people/narrowed").format(columns=columns, table=table, join=source.join, people=people)
