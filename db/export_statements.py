"""The statements of each file of an export, and how their facts become the cells of the file's columns."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from core.definitions import BlockKind
from core.events import EventType
from core.export_files import COLUMNS, Column, ColumnType, ExportFile, ExportFormat
from db.export_facts import FACTS
from db.statements.composer import Composed, Fragment, composed, fragment, joined, words

# The expression that turns a fact into a cell, by type.
_CELLS: Mapping[ExportFormat, Mapping[ColumnType, LiteralString]] = {
    ExportFormat.CSV: {
        ColumnType.WORD: "fact.{fact}",
        ColumnType.TEXT: "sheet_text(fact.{fact})",
        ColumnType.COMPANY: "coalesce(sheet_text(fact.{fact}), '-1')",
        ColumnType.INSTANT: "instant_text(fact.{fact})",
        ColumnType.INTEGER: "fact.{fact}",
        ColumnType.BOOLEAN: "fact.{fact}::text",
    },
    ExportFormat.PARQUET: {
        ColumnType.WORD: "fact.{fact}",
        ColumnType.TEXT: "fact.{fact}",
        ColumnType.COMPANY: "coalesce(fact.{fact}, '-1')",
        ColumnType.INSTANT: "fact.{fact}",
        ColumnType.INTEGER: "fact.{fact}",
        ColumnType.BOOLEAN: "fact.{fact}::text",
    },
}
_FAILURES = {
    ExportFile.PUSH_FAILURE: BlockKind.PUSH,
    ExportFile.SMS_FAILURE: BlockKind.SMS,
    ExportFile.WHATSAPP_FAILURE: BlockKind.WHATSAPP,
    ExportFile.WEBHOOK_FAILURE: BlockKind.WEBHOOK,
}


@dataclass(frozen=True, slots=True)
class OfEntries:
    """A file whose rows are facts of entries and visits, from these statements in order.

    The number of events of `types` approximates its number of rows.
    """

    statements: tuple[LiteralString, ...]
    types: tuple[EventType, ...]
    is_as_of: bool = True  # the facts are those known before an instant

    @property
    def kinds(self) -> None:
        """None: blocks of all kinds."""

    def arguments(self, known_before: datetime) -> tuple[Any, ...]:
        """The arguments of a statement after the bounds of the scope."""
        return (known_before,) if self.is_as_of else ()


@dataclass(frozen=True, slots=True)
class OfEvents:
    """A file with one row per event of a type. `kinds` limits the blocks; None means blocks of all kinds."""

    type: EventType
    kinds: tuple[BlockKind, ...] | None = None

    @property
    def statements(self) -> tuple[LiteralString, ...]:
        """The one statement of all such files."""
        return ("facts/event",)

    @property
    def types(self) -> tuple[EventType, ...]:
        """The type, as a tuple."""
        return (self.type,)

    def arguments(self, _: datetime) -> tuple[Any, ...]:
        """The arguments after the bounds of the scope."""
        return self.type, self.kinds


def _failures(file: ExportFile) -> OfEvents:
    # Kinds of blocks without a separate file are put with e-mail, so that no failure is left out.
    kinds = (
        (_FAILURES[file],) if file in _FAILURES else tuple(kind for kind in BlockKind if kind not in _FAILURES.values())
    )
    return OfEvents(EventType.FAILED, kinds)


FILES: Mapping[ExportFile, OfEntries | OfEvents] = {
    ExportFile.SERIES_ENTRY: OfEntries(("facts/series_entry",), (EventType.ENTRY_STARTED,)),
    ExportFile.CHECKPOINT: OfEntries(("facts/checkpoint",), (EventType.BLOCK_REACHED,)),
    ExportFile.RECEIPT: OfEntries(
        ("facts/series_receipt", "facts/receipt"), (EventType.ENTRY_STARTED, EventType.RECEIVED)
    ),
    ExportFile.SERIES_COMPLETION: OfEntries(("facts/series_completion",), (EventType.ENTRY_FINISHED,), is_as_of=False),
    ExportFile.SERIES_DISENGAGEMENT: OfEntries(
        ("facts/series_disengagement",), (EventType.ENTRY_DISENGAGED,), is_as_of=False
    ),
    ExportFile.SERIES_EXIT: OfEntries(("facts/series_exit",), (EventType.ENTRY_EXITED,), is_as_of=False),
    ExportFile.GOAL_SUCCESS: OfEvents(EventType.GOAL_HIT),
    ExportFile.OPEN: OfEvents(EventType.OPENED),
    ExportFile.CLICK: OfEvents(EventType.CLICKED),
    ExportFile.REPLY: OfEvents(EventType.REPLIED),
    ExportFile.REACTION: OfEvents(EventType.REACTED),
    ExportFile.COMPLETION: OfEvents(EventType.COMPLETED),
    ExportFile.DISMISSAL: OfEvents(EventType.DISMISSED),
    ExportFile.ANSWER: OfEvents(EventType.ANSWERED),
    ExportFile.COLLECTED_EMAIL: OfEvents(EventType.COLLECTED_EMAIL),
    ExportFile.UNSUBSCRIBE: OfEvents(EventType.UNSUBSCRIBED),
    ExportFile.HARD_BOUNCE: OfEvents(EventType.HARD_BOUNCED),
    ExportFile.SOFT_BOUNCE: OfEvents(EventType.SOFT_BOUNCED),
    ExportFile.SPAM_COMPLAINT: OfEvents(EventType.MARKED_SPAM),
    ExportFile.BUTTON_TAP: OfEvents(EventType.BUTTON_TAPPED),
    ExportFile.SCREEN_VIEW: OfEvents(EventType.SCREEN_VIEWED),
    ExportFile.TOUR_STEP_VIEW: OfEvents(EventType.STEP_VIEWED),
    ExportFile.TOUR_STEP_FAILURE: OfEvents(EventType.STEP_FAILED),
    ExportFile.PERMISSION_GRANT: OfEvents(EventType.PERMISSION_GRANTED),
    ExportFile.KEYWORD_REPLY: OfEvents(EventType.KEYWORD_REPLIED),
    ExportFile.PUSH_FAILURE: _failures(ExportFile.PUSH_FAILURE),
    ExportFile.SMS_FAILURE: _failures(ExportFile.SMS_FAILURE),
    ExportFile.WHATSAPP_FAILURE: _failures(ExportFile.WHATSAPP_FAILURE),
    ExportFile.WEBHOOK_FAILURE: _failures(ExportFile.WEBHOOK_FAILURE),
    ExportFile.EMAIL_FAILURE: _failures(ExportFile.EMAIL_FAILURE),
}


def count_of(rows: Fragment) -> Composed:
    """The statement that counts the rows of a file."""
    return composed(fragment("export/count", {"rows": rows}), comments=False)


def cells_of(name: LiteralString, rows: Fragment, file: ExportFile, format_: ExportFormat) -> Composed:
    """The statement that turns facts into the cells of a file. Columns without a fact are empty.

    It has no comments: COPY needs the values within the text, and a comment would end at a line break in a value.
    """
    cells = [_cell(fact_of(column, file), column.type, FACTS[name], format_) for column in COLUMNS[file]]
    return composed(fragment("export/cells", {"cells": joined(", ", cells), "rows": rows}), comments=False)


def fact_of(column: Column, file: ExportFile) -> LiteralString:
    """The name of a column's fact in the statements: the name of the column, but `at` for the instant of an event."""
    is_instant_of_event = isinstance(FILES[file], OfEvents) and column.type is ColumnType.INSTANT
    return "at" if is_instant_of_event else column.name


def _cell(fact: LiteralString, type_: ColumnType, facts: Collection[str], format_: ExportFormat) -> Fragment:
    return words(_CELLS[format_][type_], {"fact": words(fact)}) if fact in facts else words("NULL")
