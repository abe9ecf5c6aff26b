"""Narrows a statement to the people who match a filter, and to a scope.

A statement that can be narrowed has a slot for a condition on its rows, such as `{entries_in_scope}`. The condition is
`true` without a filter. A statement that reads all rows of these people, however many, has `{all_entries_in_scope}`:
it looks the people up first. Conditions are files of db/sql/people_filter. Files of db/sql/selection apply them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import LiteralString

from core.breakdowns import Group
from core.figures import CountUnit, EngagementKind, OutcomeKind
from core.outcome_sets import Disengagement, OutcomeSet
from core.people_filters import (
    DurationCondition,
    OutcomeCondition,
    PeopleFilter,
    RouteCondition,
    Selection,
    VisitCondition,
)
from core.stats_scope import StatsScope
from core.time_ranges import BEGINNING
from db import cohorts
from db.cohorts import Cohort
from db.combined_conditions import combined, ids_meeting, selected, tests_of
from db.groups import conditions_of, dated, entry_is_in
from db.outcome_columns import OUTCOME_COLUMNS
from db.person_conditions import (
    Condition,
    Kind,
    conditions_of_person,
    expression,
    id_set,
    indexed_set,
    is_in,
)
from db.started import started_in, stays_at, times_until
from db.statements.composer import Composed, Fragment, Slots, compose, fragment, joined, words

SLOTS = (
    *("people_in_scope", "entries_in_scope", "events_in_scope", "visits_in_scope"),
    *("all_entries_in_scope", "all_events_in_scope", "all_visits_in_scope"),
)


def narrowed(name: LiteralString, people: PeopleFilter | None, as_of: datetime) -> Composed:
    """The statement db/sql/<name>.sql, narrowed to these people.

    Tags and attributes are current. Outcomes, visits and engagement are as of `as_of`.
    """
    return compose(name, in_scope(restrictions(people, as_of)))


def in_scope(*restrictions: Slots) -> Slots:
    """The slots of a statement whose rows must meet all of these restrictions."""
    demands = {slot: [each[slot] for each in restrictions if slot in each] for slot in SLOTS}
    return {slot: joined("\nAND ", demanded) if demanded else words("true") for slot, demanded in demands.items()}


_OF_ALL_ENTRIES: Slots = {**cohorts.COLUMNS, **in_scope()}


def slots_of(scope: StatsScope) -> Slots:
    """The slots of a statement that is narrowed to a scope. A row of a breakdown narrows only statements on entries."""
    if scope.group is not None:
        return _in_group(scope.group, replace(scope, group=None))
    if scope.is_unrestricted:
        return _OF_ALL_ENTRIES
    people = restrictions(scope.people, scope.as_of)
    if scope.started.is_open:
        return {**_OF_ALL_ENTRIES, **in_scope(people)}
    cohort = Cohort(scope.started)
    return {**cohort.columns(), **in_scope(cohort.restrictions(), people)}


def _in_group(group: Group, scope: StatsScope) -> Slots:
    slots = slots_of(scope)
    if group.dimension.is_of_person or scope.unit is CountUnit.PEOPLE:
        restricted = _restrictions(conditions_of(group, scope, slots))
    else:
        is_in_group = entry_is_in(group, scope)
        restricted = {"entries_in_scope": is_in_group, "all_entries_in_scope": is_in_group}
    return {**slots, **{slot: joined("\nAND ", [slots[slot], demanded]) for slot, demanded in restricted.items()}}


def restrictions(people: PeopleFilter | None, as_of: datetime) -> Slots:
    """The conditions on rows to belong to people who match the filter. Empty if everyone matches."""
    return _restrictions([] if people is None else [*_conditions(people, as_of)])


def _restrictions(conditions: Sequence[Condition]) -> Slots:
    if not conditions:
        return {}
    conditions = combined(conditions)
    tests, people_ids, ids = tests_of(conditions), selected(conditions), ids_meeting(conditions)
    entry_ids = fragment("selection/entries_of_people", {"people": ids})
    return {
        "people_in_scope": tests,
        "entries_in_scope": is_in("entry.person_id", people_ids),
        "events_in_scope": is_in("event.person_id", people_ids),
        "visits_in_scope": is_in("visit.entry_id", fragment("selection/entries", {"conditions": tests})),
        "all_entries_in_scope": _is_looked_up("entry.person_id", ids),
        "all_events_in_scope": _is_looked_up("event.person_id", ids),
        "all_visits_in_scope": _is_looked_up("visit.entry_id", entry_ids),
    }


def _conditions(people: PeopleFilter, as_of: datetime) -> Iterator[Condition]:
    yield from conditions_of_person(people)
    for outcome in people.outcomes:
        yield from _of_outcome(outcome, as_of)
    for visit in people.visits:
        yield from _of_visit(visit, as_of)
    for alternatives in people.any_of:
        yield _of_alternatives(alternatives, as_of)
    for excluded in people.none_of:
        yield Condition(ids_meeting([*_conditions(excluded, as_of)]), Kind.EXCLUDED)
    for selection in people.selections:
        yield _of_selection(selection)


def ids_of(people: PeopleFilter, as_of: datetime) -> Fragment:
    """A query for the ids of the people who match a filter. It may return one several times."""
    return ids_meeting([*_conditions(people, as_of)])


def _of_alternatives(alternatives: Sequence[PeopleFilter], as_of: datetime) -> Condition:
    # A union of sets, because the planner cannot join with alternatives: it would hash all ids again for each of them,
    # or search them in a list once they exceed its memory.
    if not alternatives:
        return Condition(words("false"))
    sets = [ids_meeting([*_conditions(each, as_of)]) for each in alternatives]
    return id_set("any", {"sets": joined("\nUNION ALL\n", sets)})


def _is_looked_up(column: LiteralString, ids: Fragment) -> Fragment:
    return fragment("selection/is_looked_up", {"column": words(column), "ids": ids})


def _of_outcome(outcome: OutcomeCondition, as_of: datetime) -> Iterator[Condition]:
    scope = StatsScope(as_of, range=outcome.range, clock=outcome.clock)
    yield _with_outcome(outcome, scope)
    if outcome.without:
        without = {"series_id": outcome.series_id, "kinds": outcome.without, "as_of": as_of}
        yield expression("outcome_without", slots_of(scope), **without)


def _with_outcome(outcome: OutcomeCondition, scope: StatsScope) -> Condition:
    slots, as_of = slots_of(scope), outcome.in_progress_at or scope.as_of
    happened = replace(scope, as_of=as_of).happened.overlap(outcome.at)
    values = {
        "series_id": outcome.series_id,
        "begin": happened.begin,
        "before": happened.end,
        "first_alone": scope.unit is CountUnit.PEOPLE,
    }
    # each look-up of one person in a cohort, or among people of a scope, would compute these again
    outcome_set = indexed_set if scope.is_unrestricted else id_set
    if outcome.kind is OutcomeKind.IN_PROGRESS:
        return outcome_set("outcome_in_progress", slots, **values, as_of=as_of)
    instant, is_first = OUTCOME_COLUMNS[outcome.kind]
    slots = {**slots, "instant": words(instant), "is_first_outcome": slots[f"entry.{is_first}"]}
    return outcome_set("outcome", slots, **values, after_leaving_as=outcome.after_leaving_as)


def _of_visit(visit: VisitCondition, as_of: datetime) -> Iterator[Condition]:
    if visit.is_of_visit or visit.engaged is None:
        yield _with_visit(visit, StatsScope(as_of, range=visit.reached_at))
    if visit.engaged is not None:
        yield id_set("visit_engaged", block_id=visit.block_id, kind=visit.engaged, as_of=as_of)


def _with_visit(visit: VisitCondition, scope: StatsScope) -> Condition:
    return id_set(
        "visit",
        slots_of(scope),
        block_id=visit.block_id,
        begin=scope.happened.begin,
        before=scope.happened.end,
        latest_alone=scope.unit is CountUnit.PEOPLE,
        states=visit.states,
        matched=visit.matched,
        left_along=visit.left_along,
        variant=visit.variant,
        path_to=visit.path_to,
        waits_from=visit.waits_until and visit.waits_until.begin,
        waits_before=visit.waits_until and visit.waits_until.end,
        as_of=scope.as_of,
    )


def _of_selection(selection: Selection) -> Condition:
    if selection.failed_action is not None:
        return id_set("failed", {}, bulk_action_id=selection.failed_action)
    scope = StatsScope.of(selection)
    if (of_figure := _of_figure(selection, scope)) is not None:
        return of_figure
    if selection.group is not None:
        return _with_any_outcome(selection.group.series_id, scope)
    if selection.has_entries:
        return id_set("has_entries", slots_of(scope), before=scope.known_before)
    return Condition(ids_meeting([*_conditions(scope.people or PeopleFilter(), scope.as_of)]), Kind.SET)


def _of_figure(selection: Selection, scope: StatsScope) -> Condition | None:
    if selection.outcome is not None:
        return _with_outcome(selection.outcome, scope)
    if selection.outcome_set is not None:
        return _with_outcome_set(selection.outcome_set, scope)
    if selection.disengagement is not None:
        return _with_disengagement(selection.disengagement, scope)
    if selection.route is not None:
        return _with_route(selection.route, scope)
    if selection.duration is not None:
        return _with_duration(selection.duration, scope)
    return None if selection.visit is None else _of_visits(selection.visit, scope)


def _of_visits(visit: VisitCondition, scope: StatsScope) -> Condition:
    if visit.engaged is not None:
        return _with_first_engagement(visit.block_id, visit.engaged, scope)
    return _with_visit(visit, scope)


def _with_any_outcome(series_id: int, scope: StatsScope) -> Condition:
    if scope.happened.begin == BEGINNING:  # whoever has an outcome has started before
        return _with_outcome(OutcomeCondition(series_id, OutcomeKind.STARTED), scope)
    slots, started = slots_of(scope), scope.started
    ranges = {"started_begin": started.begin, "started_before": started.end}
    return id_set("any_outcome", {**slots, "dated": dated(scope, slots)}, series_id=series_id, **ranges)


def _with_first_engagement(block_id: int, kind: EngagementKind, scope: StatsScope) -> Condition:
    happened, is_of_person = scope.happened, scope.unit is CountUnit.PEOPLE
    values = {"begin": happened.begin, "before": happened.end, "by_person": is_of_person}
    return id_set("first_engagement", slots_of(scope), block_id=block_id, kind=kind, **values)


def _with_outcome_set(found: OutcomeSet, scope: StatsScope) -> Condition:
    started = started_in(scope, slots_of(scope), [found.series_id])
    return id_set("outcome_set", {"started": started}, outcomes=found.bits)


def _with_disengagement(found: Disengagement, scope: StatsScope) -> Condition:
    happened, first_alone = scope.happened, scope.unit is CountUnit.PEOPLE
    return id_set(
        "disengagement",
        slots_of(scope),
        series_id=found.series_id,
        begin=happened.begin,
        before=happened.end,
        first_alone=first_alone,
        reason_digest=found.reason_digest,
        block_id=found.block_id,
    )


def _with_route(route: RouteCondition, scope: StatsScope) -> Condition:
    happened, first_alone = scope.happened, scope.unit is CountUnit.PEOPLE
    values = {"begin": happened.begin, "before": happened.end, "first_alone": first_alone, "as_of": scope.as_of}
    named = {"series_id": route.series_id, "digests": route.digests, "is_rest": route.digest is None}
    return id_set("route", slots_of(scope), **named, **values)


def _with_duration(found: DurationCondition, scope: StatsScope) -> Condition:
    slots = slots_of(scope)
    if found.block_id is not None:
        stays = stays_at(scope, slots, [found.block_id])
    else:
        assert found.kind is not None  # noqa: S101 - see DurationCondition.is_possible
        stays = times_until(scope, slots, [found.series_id], found.kind)
    return id_set("duration", {"stays": stays}, from_seconds=found.from_seconds, to_seconds=found.to_seconds)
