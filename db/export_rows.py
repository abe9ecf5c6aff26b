"""The rows of exports, counted and streamed from one snapshot of the database."""

from collections import Counter
from collections.abc import AsyncGenerator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, LiteralString

from core.definitions import BlockKind
from core.export_files import ExportFile, ExportFormat
from core.exports import ExportScope
from core.settings import Settings
from db.connection import connected
from db.export_statements import FILES, OfEntries, OfEvents, cells_of, count_of
from db.people_filters import in_scope, narrowed, restrictions
from db.pool import Connection
from db.statements.composer import Fragment, fragment, statement

Output = Callable[[bytes], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class ExportedBlock:
    """A block, as rows of an export refer to it."""

    id: int
    key: str
    name: str
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class ExportedSeries:
    """A series, as rows of an export refer to it."""

    id: int
    key: str
    name: str
    blocks: list[ExportedBlock]


class ExportRows:
    """The rows of one export, all from the same snapshot of the database."""

    def __init__(self, connection: Connection, workspace_id: int, scope: ExportScope) -> None:
        self._connection = connection
        self._scope = scope
        ranges = (scope.happened, scope.started)
        self._bounds = (workspace_id, scope.series_id, *(at for each in ranges for at in (each.begin, each.end)))

    async def counts(self) -> dict[ExportFile, int]:
        """The number of rows of each file."""
        events = await self._event_counts()
        return {
            file: _count(events, content) if isinstance(content, OfEvents) else await self._count_rows(content)
            for file, content in FILES.items()
        }

    async def expected(self) -> dict[ExportFile, int]:
        """The approximate number of rows of each file, from one count of events. Leaves out files without events."""
        events = await self._event_counts()
        expected = {file: _count(events, content) for file, content in FILES.items()}
        return {file: rows for file, rows in expected.items() if rows or isinstance(FILES[file], OfEntries)}

    async def series(self) -> ExportedSeries:
        """The series and its blocks, removed ones included."""
        workspace_id, series_id = self._bounds[:2]
        [series] = await self._connection.fetch(statement("series_by_ids"), workspace_id, [series_id])
        blocks = await self._connection.fetch(statement("blocks_of_series"), workspace_id, [series_id])
        return ExportedSeries(
            series["id"],
            series["key"],
            series["name"],
            [ExportedBlock(row["id"], row["key"], row["name"], BlockKind(row["kind"])) for row in blocks],
        )

    async def copy(self, file: ExportFile, format_: ExportFormat, output: Output) -> int:
        """Stream the rows of a file as CSV without a header, in chunks of whole rows. Returns the number of rows.

        In the CSV format, instants are in the time zone of the snapshot, and texts that a spreadsheet would run as
        formulas begin with an apostrophe.
        """
        total = 0
        content = FILES[file]
        for name in content.statements:
            query, narrowing = cells_of(name, self._rows(name), file, format_)
            status = await self._connection.copy_from_query(
                query, *self._arguments(content), *narrowing, output=output, format="csv"
            )
            total += int(status.removeprefix("COPY "))
        return total

    async def _event_counts(self) -> Counter[tuple[str, str | None]]:
        query, narrowing = narrowed("export/event_counts", self._scope.people, self._scope.as_of)
        rows = await self._connection.fetch(query, *self._bounds, *narrowing)
        return Counter({(row["type"], row["kind"]): row["rows"] for row in rows})

    async def _count_rows(self, content: OfEntries) -> int:
        total = 0
        for name in content.statements:
            query, narrowing = count_of(self._rows(name))
            total += await self._connection.fetchval(query, *self._arguments(content), *narrowing)
        return total

    def _rows(self, name: LiteralString) -> Fragment:
        return fragment(name, in_scope(restrictions(self._scope.people, self._scope.as_of)))

    def _arguments(self, content: OfEntries | OfEvents) -> tuple[Any, ...]:
        return *self._bounds, *content.arguments(self._scope.known_before)


@asynccontextmanager
async def export_rows(
    settings: Settings, workspace_id: int, scope: ExportScope, time_zone: str
) -> AsyncGenerator[ExportRows]:
    """A snapshot to read the rows of a scope from, with instants in this time zone. Raises Unavailable.

    It opens a separate connection, because an export would hold a connection of the pool for too long.
    """
    async with connected(settings, workspace_id) as connection:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            await connection.execute(statement("export/settings"), time_zone)
            yield ExportRows(connection, workspace_id, scope)


async def count_export_rows(connection: Connection, workspace_id: int, scope: ExportScope) -> dict[ExportFile, int]:
    """The current number of rows of each file of a scope."""
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        await connection.execute(statement("export/settings"), "UTC")
        return await ExportRows(connection, workspace_id, scope).counts()


def _count(events: Mapping[tuple[str, str | None], int], content: OfEntries | OfEvents) -> int:
    return sum(
        rows
        for (type_, kind), rows in events.items()
        if type_ in content.types and (content.kinds is None or kind in content.kinds)
    )
