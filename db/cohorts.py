"""Narrows statements to the entries that started in a range.

A cohort is counted as if its people had no other entries. Columns that depend on other entries, such as whether an
entry is the first to finish, are therefore slots: `{entry.is_first_finish}`. They are filled with the column itself, or
for a cohort with an expression of db/sql/cohort.
"""

from collections.abc import Mapping
from typing import LiteralString

from core.time_ranges import TimeRange
from db.outcome_columns import OUTCOME_COLUMNS
from db.statements.composer import Fragment, Parameter, Slots, fragment, words

_FIRST_OF_KIND: Mapping[LiteralString, tuple[LiteralString, LiteralString]] = {
    f"entry.{is_first}": (instant, is_first) for instant, is_first in OUTCOME_COLUMNS.values()
}
_COLUMNS: tuple[LiteralString, ...] = (*_FIRST_OF_KIND, "entry.covered_until", "visit.superseded_at")
COLUMNS: Slots = {column: words(column) for column in _COLUMNS}
"""The columns that depend on other entries, for all entries."""


class Cohort:
    """The entries that started in a range, and their visits and events."""

    def __init__(self, started: TimeRange) -> None:
        self._bounds = {"begin": Parameter(started.begin), "end": Parameter(started.end)}

    def restrictions(self) -> Slots:
        """The conditions on rows to belong to the cohort. Events are read together with their entries."""
        entry, visit = fragment("cohort/entry", **self._bounds), fragment("cohort/visit", **self._bounds)
        of_rows = {"entries_in_scope": entry, "events_in_scope": entry, "visits_in_scope": visit}
        return {**of_rows, **{f"all_{slot}": demanded for slot, demanded in of_rows.items()}}

    def columns(self) -> Slots:
        """The expressions for the columns that depend on other entries."""
        return {
            **{column: self._is_first(*columns) for column, columns in _FIRST_OF_KIND.items()},
            "entry.covered_until": fragment("cohort/covered_until", **self._bounds),
            "visit.superseded_at": fragment("cohort/superseded_at", **self._bounds),
        }

    def _is_first(self, instant: LiteralString, is_first: LiteralString) -> Fragment:
        return fragment("cohort/is_first", {"instant": words(instant), "is_first": words(is_first)}, **self._bounds)
