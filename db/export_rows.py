"""The rows of exports: what each file holds, counted and streamed from one snapshot of the database."""

import re
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from core.definitions import BlockKind
from core.events import EventType
from core.export_files import ExportFile
from core.exports import ExportScope
from core.settings import Settings
from db._sql import statement
from db.connection import connected
from db.people_filters import narrowed
from db.pool import Connection

Output = Callable[[bytes], Coroutine[Any, Any, None]]

_COMMENTS = re.compile(r"--.*$", re.MULTILINE)
_FAILURES = {
    ExportFile.PUSH_FAILURE: BlockKind.PUSH,
    ExportFile.SMS_FAILURE: BlockKind.SMS,
    ExportFile.WHATSAPP_FAILURE: BlockKind.WHATSAPP,
    ExportFile.WEBHOOK_FAILURE: BlockKind.WEBHOOK,
}


@dataclass(frozen=True, slots=True)
class _OfEntries:
    """A file whose rows are facts of entries and visits: the statements that give them, one after another."""

    statements: tuple[str, ...]
    has_texts: bool = True  # and so needs to know for whom, and as of when


@dataclass(frozen=True, slots=True)
class _OfEvents:
    """A file with a row for each event of a type, at blocks of some kinds where it says so."""

    statement: str
    type: EventType
    kinds: tuple[BlockKind, ...] | None = None


def _failures(file: ExportFile) -> _OfEvents:
    # Every kind of block that has no file of its own is with e-mail: no failure is left out.
    kinds = (
        (_FAILURES[file],) if file in _FAILURES else tuple(kind for kind in BlockKind if kind not in _FAILURES.values())
    )
    return _OfEvents("export/failure", EventType.FAILED, kinds)


_FILES: Mapping[ExportFile, _OfEntries | _OfEvents] = {
    ExportFile.SERIES_ENTRY: _OfEntries(("export/series_entry",)),
    ExportFile.CHECKPOINT: _OfEntries(("export/checkpoint",)),
    ExportFile.RECEIPT: _OfEntries(("export/series_receipt", "export/receipt")),
    ExportFile.SERIES_COMPLETION: _OfEntries(("export/series_completion",), has_texts=False),
    ExportFile.SERIES_DISENGAGEMENT: _OfEntries(("export/series_disengagement",), has_texts=False),
    ExportFile.SERIES_EXIT: _OfEntries(("export/series_exit",), has_texts=False),
    ExportFile.GOAL_SUCCESS: _OfEvents("export/engagement", EventType.GOAL_HIT),
    ExportFile.OPEN: _OfEvents("export/engagement", EventType.OPENED),
    ExportFile.CLICK: _OfEvents("export/click", EventType.CLICKED),
    ExportFile.REPLY: _OfEvents("export/engagement", EventType.REPLIED),
    ExportFile.REACTION: _OfEvents("export/reaction", EventType.REACTED),
    ExportFile.COMPLETION: _OfEvents("export/engagement", EventType.COMPLETED),
    ExportFile.DISMISSAL: _OfEvents("export/engagement", EventType.DISMISSED),
    ExportFile.ANSWER: _OfEvents("export/answer", EventType.ANSWERED),
    ExportFile.COLLECTED_EMAIL: _OfEvents("export/engagement", EventType.COLLECTED_EMAIL),
    ExportFile.UNSUBSCRIBE: _OfEvents("export/engagement", EventType.UNSUBSCRIBED),
    ExportFile.HARD_BOUNCE: _OfEvents("export/engagement", EventType.HARD_BOUNCED),
    ExportFile.SOFT_BOUNCE: _OfEvents("export/engagement", EventType.SOFT_BOUNCED),
    ExportFile.SPAM_COMPLAINT: _OfEvents("export/engagement", EventType.MARKED_SPAM),
    ExportFile.BUTTON_TAP: _OfEvents("export/engagement", EventType.BUTTON_TAPPED),
    ExportFile.SCREEN_VIEW: _OfEvents("export/engagement", EventType.SCREEN_VIEWED),
    ExportFile.TOUR_STEP_VIEW: _OfEvents("export/tour_step", EventType.STEP_VIEWED),
    ExportFile.TOUR_STEP_FAILURE: _OfEvents("export/tour_step", EventType.STEP_FAILED),
    ExportFile.PERMISSION_GRANT: _OfEvents("export/engagement", EventType.PERMISSION_GRANTED),
    ExportFile.KEYWORD_REPLY: _OfEvents("export/engagement", EventType.KEYWORD_REPLIED),
    ExportFile.PUSH_FAILURE: _failures(ExportFile.PUSH_FAILURE),
    ExportFile.SMS_FAILURE: _failures(ExportFile.SMS_FAILURE),
    ExportFile.WHATSAPP_FAILURE: _failures(ExportFile.WHATSAPP_FAILURE),
    ExportFile.WEBHOOK_FAILURE: _failures(ExportFile.WEBHOOK_FAILURE),
    ExportFile.EMAIL_FAILURE: _failures(ExportFile.EMAIL_FAILURE),
}


@dataclass(frozen=True, slots=True)
class ExportedBlock:
    """A block, as the rows refer to it."""

    id: int
    key: str
    name: str
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class ExportedSeries:
    """A series, as the rows refer to it."""

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
        """How many rows each file has."""
        query, narrowing = narrowed("export/event_counts", self._scope.people, self._scope.as_of)
        events: Counter[tuple[str, str | None]] = Counter()
        for row in await self._connection.fetch(query, *self._bounds, *narrowing):
            events[row["type"], row["kind"]] = row["rows"]
        return {
            file: _count(events, content) if isinstance(content, _OfEvents) else await self._count_rows(content)
            for file, content in _FILES.items()
        }

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

    async def copy(self, file: ExportFile, output: Output, *, for_sheets: bool) -> int:
        """Stream the rows of a file as CSV without a header, every piece of whole rows; how many there were.

        For spreadsheets, texts that they would run as formulas begin with an apostrophe.
        """
        total = 0
        for name, arguments in _statements(_FILES[file], for_sheets, self._scope):
            query, narrowing = narrowed(name, self._scope.people, self._scope.as_of)
            # Values are put into the text of a COPY: none may land in a comment, which ends with its line.
            query = _COMMENTS.sub("", query)
            status = await self._connection.copy_from_query(
                query, *self._bounds, *arguments, *narrowing, output=output, format="csv"
            )
            total += int(status.removeprefix("COPY "))
        return total

    async def _count_rows(self, content: _OfEntries) -> int:
        total = 0
        for name, arguments in _statements(content, False, self._scope):
            query, narrowing = narrowed(name, self._scope.people, self._scope.as_of)
            query = f"SELECT count(*) FROM (\n{query}) AS counted"  # noqa: S608 - a statement of ours
            total += await self._connection.fetchval(query, *self._bounds, *arguments, *narrowing)
        return total


@asynccontextmanager
async def export_rows(
    settings: Settings, workspace_id: int, scope: ExportScope, time_zone: str
) -> AsyncGenerator[ExportRows]:
    """A snapshot to read the rows of a scope from, with instants told in this time zone.

    It takes a connection of its own: as long as it is needed, those of the pool would be missed. Raises Unavailable.
    """
    async with connected(settings) as connection:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            await connection.execute(statement("export/settings"), time_zone)
            yield ExportRows(connection, workspace_id, scope)


async def count_export_rows(connection: Connection, workspace_id: int, scope: ExportScope) -> dict[ExportFile, int]:
    """How many rows each file of a scope has now."""
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        await connection.execute(statement("export/settings"), "UTC")
        return await ExportRows(connection, workspace_id, scope).counts()


def _statements(
    content: _OfEntries | _OfEvents, for_sheets: bool, scope: ExportScope
) -> Sequence[tuple[str, tuple[Any, ...]]]:
    """The statements of a file, each with its arguments after the bounds."""
    match content:
        case _OfEntries(statements, has_texts):
            arguments = (for_sheets, scope.known_before) if has_texts else ()
            return [(name, arguments) for name in statements]
        case _OfEvents(name, type_, None):
            return [(name, (for_sheets, type_))]
        case _OfEvents(name, type_, kinds):
            return [(name, (for_sheets, type_, kinds))]


def _count(events: Mapping[tuple[str, str | None], int], content: _OfEvents) -> int:
    return sum(
        rows
        for (type_, kind), rows in events.items()
        if type_ == content.type and (content.kinds is None or kind in content.kinds)
    )
