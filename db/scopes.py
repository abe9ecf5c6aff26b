"""Narrows a statement to what a scope counts: its people alone, and in a cohort only entries that started in its range.

Both happen where the statement is marked for people, as db.people_filters says. A cohort is a world of its own: among
the rows of its person a row stands as if there were no other entries. So the columns that tell where it stands are
replaced in the text, by what db/sql/cohort says they come to there.
"""

import re
from typing import Any

from core.stats_scope import StatsScope
from core.time_ranges import TimeRange
from db import people_filters
from db._sql import statement
from db.outcome_columns import OUTCOME_COLUMNS

_MARKER = re.compile(r"/\* (?:all )?people: (entry|event|visit)\.\w+ \*/")
_COHORTS = {"entry": "entry", "event": "entry", "visit": "visit"}  # events are read with their entries
_STANDING = re.compile(r"\b(?:entry|visit)\.(is_first_\w+|covered_until|superseded_at)\b")
_INSTANTS = {is_first: instant for instant, is_first in OUTCOME_COLUMNS.values()}


def narrowed(name: str, scope: StatsScope) -> tuple[str, tuple[Any, ...]]:
    """The text of db/sql/<name>.sql for what a scope counts alone, and the arguments to add to the statement's own."""
    return narrow(statement(name), scope)


def narrow(text: str, scope: StatsScope) -> tuple[str, tuple[Any, ...]]:
    """The same for the text of a statement."""
    text, cohort = _within_cohort(text, scope.started)
    text, people = people_filters.narrow(text, scope.people, scope.as_of)
    return text, (*cohort, *people)


def _within_cohort(text: str, started: TimeRange) -> tuple[str, tuple[Any, ...]]:
    if started.is_open:
        return text, ()
    first = people_filters.next_place(text)
    places = {"begin": f"${first}", "end": f"${first + 1}"}
    text = _STANDING.sub(lambda column: _standing(column[1], places), text)
    text = _MARKER.sub(lambda marker: f"AND {_fragment(_COHORTS[marker[1]], places)}{marker[0]}", text)
    return text, (started.begin, started.end)


def _standing(column: str, places: dict[str, str]) -> str:
    if column in _INSTANTS:
        return _fragment("is_first", {**places, "is_first": column, "instant": _INSTANTS[column]})
    return _fragment(column, places)


def _fragment(name: str, words: dict[str, str]) -> str:
    return statement(f"cohort/{name}").format(**words)
