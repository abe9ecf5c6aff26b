"""Narrows statements to scopes."""

from dataclasses import replace
from typing import LiteralString

from core.people_filters import PeopleFilter
from core.stats_scope import StatsScope
from db.people_filters import slots_of
from db.statements.composer import Composed, Slots, compose, fragment, words

_ROWS: Slots = {
    "counted_entries": words("entry"),
    "counted_visits": words("visit"),
    "counted_events": fragment("counted_rows/events"),
}


def narrowed(name: LiteralString, scope: StatsScope) -> Composed:
    """The statement db/sql/<name>.sql, narrowed to a scope."""
    return compose(name, slots_of(scope))


def counted(name: LiteralString, scope: StatsScope) -> Composed:
    """The statement db/sql/<name>.sql, which reads `{counted_entries}`, `{counted_visits}` or `{counted_events}`."""
    return compose(name, counted_slots(scope))


def counted_slots(scope: StatsScope) -> Slots:
    """The slots of a statement for `counted`.

    If a scope selects people by ids alone, the rows of these people are looked up, so the statement takes as long as
    counting them, however many rows others have.
    """
    people = scope.people
    if people is None or people.ids is None or people != PeopleFilter(ids=people.ids) or scope.group is not None:
        return {**slots_of(scope), **_ROWS}
    slots = slots_of(replace(scope, people=None))
    return {
        **slots,
        "all_visits_in_scope": words("true"),
        "all_events_in_scope": words("true"),
        "counted_entries": fragment("counted_rows/entries_of_people", people=people.ids),
        "counted_visits": fragment("counted_rows/visits_of_people", slots, people=people.ids),
        "counted_events": fragment("counted_rows/events_of_people", slots, people=people.ids),
    }
