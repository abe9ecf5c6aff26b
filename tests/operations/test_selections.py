"""A selection names exactly the people of its figure or list, wherever a filter is taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import inf
from typing import Any

import pytest
from acting import Desk
from asking import ask
from filters import Filter, filters, ids_of
from histories import BEGIN, SERIES
from hypothesis import given
from hypothesis import strategies as st
from recording import record_events
from recount import Recount, Time
from sampling import examples
from scopes import Scope, recorded, scopes
from selected import exported_people, frozen_people, selected

from core.events import EventInput, EventType
from core.settings import Settings
from db.definitions import define_series
from db.pool import Pool

pytestmark = pytest.mark.usefixtures("any_cost")

STATES = ["WAITING", "PENDING", "TRYING_TO_MATCH", "RECEIVED", "MOVED_ON", "FINISHED", "DISENGAGED", "EXITED"]
SHOWN = (
    """
query Shown($scope: StatsScope, $filter: PeopleFilter, $kind: OutcomeKind = GOAL_HIT) {
  people(filter: $filter, first: 200) { totalCount selection nodes { externalId } }
  series(key: "s") {
    stats(scope: $scope) {
      outcomes { kind count selection people(filter: $filter, first: 200) { selection nodes { externalId } } }
      all: outcomes { kind count selection people(first: 200) { selection nodes { externalId } } }
      combinations { outcomes count selection }
      disengagements { reason block { key } count selection }
      timeTo(kind: $kind) { ...Durations }
      trends: outcomes {
        kind trend(interval: MONTH, timeZone: "UTC") { start count selection cumulative cumulativeSelection }
      }
    }
    entries(scope: $scope, filter: $filter, first: 200) { selection nodes { person { externalId } } }
    blocks {
      key
      stats(scope: $scope) {
        reached selection states { state count selection } engagement { kind unique selection }
        matched matchedSelection notMatched notMatchedSelection timeInBlock { ...Durations }
      }
      all: visits(scope: $scope, first: 200) { selection nodes { person { externalId } } }
      some: visits(scope: $scope, filter: $filter, matched: true, state: [MOVED_ON, EXITED], first: 200) {
        selection nodes { person { externalId } }
      }
"""
    + "\n".join(
        f"{state}: visits(scope: $scope, state: {state}, first: 200) {{ nodes {{ person {{ externalId }} }} }}"
        for state in STATES
    )
    + """} } }
fragment Durations on DurationStats {
  count selection stillThere stillThereSelection histogram { fromSeconds toSeconds count selection }
}"""
)
JOURNEY = """
query Journey {
  person(externalId: "a") {
    all: entries { selection nodes { person { externalId } } }
    one: entries(series: "SERIES") { selection nodes { person { externalId } } }
  }
}
"""
MICROSECOND = timedelta(microseconds=1)
each_history = examples(8)


@dataclass(frozen=True)
class Shown:
    """A selection, the people that the response lists for it, and their number if it is a figure of people."""

    selection: str
    people: set[str]
    count: int | None = None


def of_people(page: dict[str, Any], count: int | None = None) -> Shown:
    return Shown(page["selection"], {person["externalId"] for person in page["nodes"]}, count)


def persons_of(page: dict[str, Any]) -> set[str]:
    return {row["person"]["externalId"] for row in page["nodes"]}


def of_rows(page: dict[str, Any]) -> Shown:
    return Shown(page["selection"], persons_of(page))


def engaged(recount: Recount, block: str, kind: str, scope: Scope) -> set[str]:
    """The people whose first engagement of the kind, or that of one of their entries, is in the scope."""
    first: dict[str, tuple[Any, str]] = {}
    for entry in recount.entries.values():
        if entry.started_at is not None:
            for event in entry.of(kind, block):
                key = entry.person if scope.unit == "PEOPLE" else entry.key
                first[key] = min((event.at, entry.person), first.get(key, (event.at, entry.person)))
    begin, end = scope.happened
    return {person for at, person in first.values() if at <= scope.as_of and begin <= at < end}


def decided(recount: Recount, block: str, matched: bool, scope: Scope) -> set[str]:
    """The people whose visit matched or did not match."""
    visits = recount.visits(block, scope.unit, scope.as_of, *scope.happened)
    return {entry.person for entry in visits if entry.matched(block, scope.as_of) is matched}


def shown_by(response: dict[str, Any], recount: Recount, scope: Scope, kind: str = "GOAL_HIT") -> list[Shown]:
    """Every selection of a response, which has the times to one kind of outcome."""
    is_of_people, series = scope.unit == "PEOPLE", response["series"]
    found = [of_people(response["people"], response["people"]["totalCount"]), of_rows(series["entries"])]
    found += [of_people(outcome["people"]) for outcome in series["stats"]["outcomes"]]
    for outcome in series["stats"]["all"]:
        count = outcome["count"] if is_of_people else None
        found.append(of_people(outcome["people"], count))
        found.append(of_people({**outcome["people"], "selection": outcome["selection"]}, count))
    found += _sets_shown_by(series["stats"], recount, scope)
    within = (scope.unit, scope.as_of, *scope.happened)
    found += _times_shown_by(series["stats"]["timeTo"], recount.times_to(kind, *within), is_of_people=is_of_people)
    for outcome in series["stats"]["trends"]:
        found += _buckets_shown_by(outcome["trend"], outcome["kind"], recount, scope)
    for block in series["blocks"]:
        stats = block["stats"]
        found += [of_rows(block["all"]), of_rows(block["some"])]
        found.append(Shown(stats["selection"], persons_of(block["all"]), stats["reached"] if is_of_people else None))
        times = recount.times_at(block["key"], *within)
        found += _times_shown_by(stats["timeInBlock"], times, is_of_people=is_of_people)
        for name, matched in (("matched", True), ("notMatched", False)):
            people = decided(recount, block["key"], matched, scope)
            found.append(Shown(stats[f"{name}Selection"], people, stats[name] if is_of_people else None))
        found += [
            Shown(each["selection"], persons_of(block[each["state"]]), each["count"] if is_of_people else None)
            for each in stats["states"]
        ]
        found += [
            Shown(
                each["selection"],
                engaged(recount, block["key"], each["kind"], scope),
                each["unique"] if is_of_people else None,
            )
            for each in stats["engagement"]
        ]
    return found


def _sets_shown_by(stats: dict[str, Any], recount: Recount, scope: Scope) -> list[Shown]:
    given = (scope.unit, scope.as_of, *scope.happened)
    sets, reasons = recount.combinations(*given), recount.disengagements(*given)
    shown = [(each, sets[tuple(each["outcomes"])]) for each in stats["combinations"]]
    shown += [
        (each, reasons[each["reason"], each["block"] and each["block"]["key"]]) for each in stats["disengagements"]
    ]
    return [
        Shown(each["selection"], {*people}, each["count"] if scope.unit == "PEOPLE" else None) for each, people in shown
    ]


def _buckets_shown_by(trend: list[dict[str, Any]], kind: str, recount: Recount, scope: Scope) -> Iterator[Shown]:
    is_of_people, (first, last) = scope.unit == "PEOPLE", scope.happened
    for point in trend:
        begin = datetime.fromisoformat(point["start"])
        end = (begin + timedelta(days=31)).replace(day=1)
        if kind == "IN_PROGRESS":
            assert point["selection"] is None
            so_far = recount.having(kind, scope.unit, min(scope.as_of, end - MICROSECOND), first, last)
        else:
            within = recount.having(kind, scope.unit, scope.as_of, max(begin, first), min(end, last))
            yield Shown(point["selection"], {*within}, point["count"] if is_of_people else None)
            so_far = recount.having(kind, scope.unit, scope.as_of, first, min(end, last))
        yield Shown(point["cumulativeSelection"], {*so_far}, point["cumulative"] if is_of_people else None)


def _times_shown_by(stats: dict[str, Any] | None, times: list[Time], *, is_of_people: bool) -> Iterator[Shown]:
    if stats is None:
        return
    going_on = {time.person for time in times if not time.is_over}
    yield Shown(stats["selection"], {time.person for time in times}, stats["count"] if is_of_people else None)
    yield Shown(stats["stillThereSelection"], going_on, stats["stillThere"] if is_of_people else None)
    for bucket in stats["histogram"]:
        begin, end = bucket["fromSeconds"], bucket["toSeconds"] or inf
        people = {time.person for time in times if time.is_over and begin <= time.seconds < end}
        yield Shown(bucket["selection"], people, bucket["count"] if is_of_people else None)


@each_history
@given(data=st.data(), scope=scopes(), people=filters())
async def test_every_figure_and_list_selects_its_own_people(
    settings: Settings, pool: Pool, data: st.DataObject, scope: Scope, people: Filter
):
    workspace_id, history = await recorded(pool, data)
    ids = await ids_of(pool, workspace_id)
    kind = data.draw(st.sampled_from(["FINISHED", "DISENGAGED", "EXITED", "GOAL_HIT"]))

    response = await ask(pool, workspace_id, SHOWN, scope=scope.given, filter=people.given(ids), kind=kind)

    shown = shown_by(response, scope.recount(history), scope, kind)
    journey: dict[str, Any] = (await ask(pool, workspace_id, JOURNEY.replace("SERIES", ids.series)))["person"] or {}
    shown += [of_rows(page) for page in journey.values()]
    found = await selected(pool, workspace_id, [each.selection for each in shown])
    assert found == [each.people for each in shown]
    assert [each.count for each in shown if each.count is not None] == [
        len(each.people) for each in shown if each.count is not None
    ]
    one = data.draw(st.sampled_from(shown))
    desk, recount = Desk(settings, pool, workspace_id), Recount(history, {})
    assert await frozen_people(desk, {"selection": one.selection}) == one.people
    now = datetime.now(UTC)
    started = {entry.person for entry in recount.entries.values() if entry.started_at and entry.started_at <= now}
    assert await exported_people(desk, {"selection": one.selection}) == one.people & started


@each_history
@given(data=st.data(), scope=scopes())
async def test_selections_are_combined_like_other_filters(pool: Pool, data: st.DataObject, scope: Scope):
    workspace_id, history = await recorded(pool, data)
    response = await ask(pool, workspace_id, SHOWN, scope=scope.given)
    shown = shown_by(response, scope.recount(history), scope)
    one, other = data.draw(st.sampled_from(shown)), data.draw(st.sampled_from(shown))
    first, second = {"selection": one.selection}, {"selection": other.selection}
    everyone = {event.person for event in history}
    expected = {
        "both": ({**first, "all": [second]}, one.people & other.people),
        "either": ({"any": [first, second]}, one.people | other.people),
        "neither": ({"not": {"any": [first, second]}}, everyone - one.people - other.people),
        "first alone": ({"all": [first], "not": second}, one.people - other.people),
    }

    for people, matching in expected.values():
        page = (await ask(pool, workspace_id, SHOWN, filter=people))["people"]
        assert {person["externalId"] for person in page["nodes"]} == matching
        assert await selected(pool, workspace_id, [page["selection"]]) == [matching]


async def test_those_in_progress_at_the_end_of_a_bucket_are_selected_but_no_change_of_them(
    pool: Pool, workspace_id: int
):
    month = timedelta(days=31)
    events = [
        EventInput(id="1", type=EventType.ENTRY_STARTED, at=BEGIN, series="s", person="ann"),
        EventInput(id="2", type=EventType.ENTRY_FINISHED, at=BEGIN + month, series="s", person="ann"),
        EventInput(id="3", type=EventType.ENTRY_STARTED, at=BEGIN + month, series="s", person="bob"),
    ]
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
        await record_events(connection, workspace_id, events)
    trend = 'trend(interval: MONTH, range: {from: "2026-02-01T00:00:00Z", to: "2026-06-01T00:00:00Z"})'
    fields = "count selection cumulative cumulativeSelection"

    query = f'{{ series(key: "s") {{ stats {{ inProgress {{ {trend} {{ {fields} }} }} }} }} }}'
    found = (await ask(pool, workspace_id, query))["series"]["stats"]["inProgress"]["trend"]

    assert [(each["count"], each["selection"], each["cumulative"]) for each in found] == [
        (0, None, 0), (1, None, 1), (0, None, 1), (0, None, 1),
    ]  # fmt: skip
    people = await selected(pool, workspace_id, [each["cumulativeSelection"] for each in found])
    assert people == [set(), {"ann"}, {"bob"}, {"bob"}]
