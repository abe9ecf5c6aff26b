"""Queries for the entries or people that started series in a scope, with columns that a folder of db/sql gives.

`in_scope` are the slots of the scope (db.people_filters), which these queries can be a part of.
"""

from collections.abc import Sequence
from typing import Any, LiteralString

from core.figures import CountUnit, OutcomeKind
from core.stats_scope import StatsScope
from db.outcome_columns import OUTCOME_COLUMNS
from db.statements.composer import Fragment, Parameter, Slots, fragment, words


def started_with(
    scope: StatsScope, in_scope: Slots, series_ids: Sequence[int], folder: LiteralString, slots: Slots, /, **values: Any
) -> Fragment:
    """A query for the entries or people of series that started in a scope, with the columns of a folder of db/sql.

    The folder has the files `of_entry`, `of_person`, and `of_later` for the later entries of a person.
    """
    happened = scope.happened
    bounds = {"series_ids": series_ids, "begin": happened.begin, "before": happened.end, **values}
    shared = {name: Parameter(value) for name, value in bounds.items()}
    parts: tuple[LiteralString, ...] = ("of_person", "of_later") if scope.unit is CountUnit.PEOPLE else ("of_entry",)
    columns = {part: fragment(f"{folder}/{part}", slots, **shared) for part in parts}
    whole: LiteralString = "started/people" if scope.unit is CountUnit.PEOPLE else "started/entries"
    return fragment(whole, {**in_scope, **columns}, **shared)


def started_in(scope: StatsScope, in_scope: Slots, series_ids: Sequence[int]) -> Fragment:
    """With their outcomes."""
    return started_with(scope, in_scope, series_ids, "outcome_sets", {}, as_of=scope.as_of)


def times_until(scope: StatsScope, in_scope: Slots, series_ids: Sequence[int], kind: OutcomeKind) -> Fragment:
    """With the time from the start until an outcome, or until the end of the scope."""
    outcome_at = {"outcome_at": words(OUTCOME_COLUMNS[kind][0])}
    until = min(scope.as_of, scope.happened.end)
    return started_with(scope, in_scope, series_ids, "stays", outcome_at, until=until)


def stays_at(scope: StatsScope, in_scope: Slots, block_ids: Sequence[int]) -> Fragment:
    """A query for the visits of blocks in a scope, with the time for which they have stayed."""
    happened, latest_alone = scope.happened, scope.unit is CountUnit.PEOPLE
    values = {"begin": happened.begin, "before": happened.end, "as_of": scope.as_of, "latest_alone": latest_alone}
    return fragment("stays/at_blocks", in_scope, owner_ids=block_ids, **values)
