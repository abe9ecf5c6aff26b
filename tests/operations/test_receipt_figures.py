"""All figures that explain a series, of a real event log, equal what plain loops count from its rows."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from asking import ask
from receipt import DATA, DISENGAGES, EXITS, GOAL, cases, events
from recount import Entry, Recount
from scopes import Scope

from core.definitions import PathDefinition
from core.events import EventInput, PathCondition
from core.viewer import Scope as TokenScope
from db.pool import Pool

pytestmark = [
    pytest.mark.skipif(not DATA.exists(), reason=f"the real log is not at {DATA}"),
    pytest.mark.usefixtures("any_cost"),
]

ZONE = ZoneInfo("Europe/Amsterdam")
LATER = datetime(2030, 1, 1, tzinfo=UTC)
MIDDLE, YEAR = datetime(2011, 6, 1, tzinfo=UTC), datetime(2011, 1, 1, tzinfo=UTC)
SCOPES = {
    "everything": Scope(LATER, "PEOPLE", None, None, None, "EVENT_TIME"),
    "entries in the middle": Scope(MIDDLE, "ENTRIES", None, None, None, "EVENT_TIME"),
    "events of half a year": Scope(LATER, "PEOPLE", YEAR, MIDDLE, None, "EVENT_TIME"),
    "a cohort of half a year": Scope(LATER, "PEOPLE", YEAR, MIDDLE, None, "ENTRY_COHORT"),
}
KINDS = ["STARTED", "IN_PROGRESS", "FINISHED", "DISENGAGED", "EXITED", "GOAL_HIT"]
LOST = {"DISENGAGED", "EXITED"}
PEOPLE = "mutation ($input: UpsertPeopleInput!) { upsertPeople(input: $input) { userErrors { message } } }"
QUERY = """
query ($scope: StatsScope) {
  series(key: "receipt") {
    stats(scope: $scope) {
      combinations { outcomes count }
      disengagements { reason block { key } count }
      reconciliation(deep: true) { balanced checks { name expected block { key } } }
      timeTo(kind: GOAL_HIT) { count stillThere medianSeconds p90Seconds }
      flow { paths { taken share } routes(first: 5) { blocks { key } count goalShare } otherRoutes(first: 5) }
      leaks { block { key } count share }
      channel: breakdown(by: {attribute: "channel"}) { rows { ...Row } others { ...Row } missing { ...Row } }
      responsible: breakdown(by: {attribute: "responsible"}, first: 3) { rows { ...Row } others { ...Row } }
      tag: breakdown(by: {tag: true}) { rows { ...Row } missing { ...Row } }
      started: breakdown(by: {started: MONTH}, first: 100, timeZone: "Europe/Amsterdam") { rows { ...Row } }
    }
    blocks { key stats(scope: $scope) { timeInBlock { count stillThere medianSeconds p90Seconds } } }
  }
}
fragment Row on BreakdownRow { value outcomes { kind count } }
"""
SERIES = """
{ series(key: "receipt") { blocks { key kind } paths { from { key } to { key } condition variant } } }
"""


@dataclass(frozen=True)
class Place:
    """A workspace with the log, its events, and what is known of its people, blocks and paths."""

    workspace_id: int
    history: list[EventInput]
    attributes: dict[str, dict[str, str]]
    kinds: dict[str, str]
    paths: list[PathDefinition]

    def recount(self, scope: Scope) -> Recount:
        recount = Recount(self.history, self.kinds)
        return recount.cohort(*scope.range) if scope.is_cohort else recount


@pytest.fixture
async def place(pool: Pool, workspace_id: int, server: str, token_for: Any) -> Place:
    token = await token_for(workspace_id, TokenScope.INGEST, TokenScope.READ)
    command = [Path(sys.executable).with_name("milepost"), "import-log", DATA / "receipt.csv", "--series", "receipt"]
    command += ["--case", "case:concept:name", "--activity", "concept:name", "--at", "time:timestamp", "--goal", GOAL]
    command += ["--disengage", DISENGAGES, "--exit", EXITS]
    environment = os.environ | {"MILEPOST_URL": server, "MILEPOST_TOKEN": token}
    subprocess.run(command, check=True, capture_output=True, env=environment)  # noqa: ASYNC221 - nothing else to do
    rows, attributes = cases()
    people = [{"externalId": name, "attributes": has, "tags": tags_of(has)} for name, has in attributes.items()]
    await ask(pool, workspace_id, PEOPLE, input={"people": people})
    series = (await ask(pool, workspace_id, SERIES))["series"]
    paths = [
        PathDefinition(path["from"]["key"], path["to"]["key"], PathCondition(path["condition"]), path["variant"])
        for path in series["paths"]
    ]
    kinds = {block["key"]: block["kind"] for block in series["blocks"]}
    return Place(workspace_id, [*events(rows)], attributes, kinds, paths)


def tags_of(attributes: dict[str, str]) -> list[str]:
    """Everyone who came by the internet has a tag, and everyone of an even resource has another one."""
    digits = attributes["responsible"].removeprefix("Resource")
    return ["online"] * (attributes["channel"] == "Internet") + ["even"] * (digits.isdigit() and int(digits) % 2 == 0)


@pytest.mark.executed_once
async def test_the_figures_of_the_log_equal_plain_loops_over_its_rows(pool: Pool, place: Place):
    for name, scope in SCOPES.items():
        series = (await ask(pool, place.workspace_id, QUERY, scope=scope.given))["series"]
        stats, recount = series["stats"], place.recount(scope)

        check_groups(stats, recount, scope)
        check_ways(stats, recount, scope, place)
        check_breakdowns(stats, recount, scope, place)
        assert stats["reconciliation"]["balanced"], name
        if name == "everything":
            check_times(series, recount, scope)
            # counted apart from all this: the last rows of the cases
            assert [reason["count"] for reason in stats["disengagements"]] == [116]
            assert sum(leak["count"] for leak in stats["leaks"]) == 116 + 39


def check_groups(stats: dict[str, Any], recount: Recount, scope: Scope) -> None:
    sets = recount.combinations(scope.unit, scope.as_of, *scope.happened)
    reasons = recount.disengagements(scope.unit, scope.as_of, *scope.happened)
    assert {tuple(each["outcomes"]): each["count"] for each in stats["combinations"]} == sizes(sets)
    assert {(each["reason"], each["block"]["key"]): each["count"] for each in stats["disengagements"]} == sizes(reasons)
    started = len(recount.starters(scope.unit, scope.as_of, *scope.happened))
    checks = [
        (check["name"], check["block"] and check["block"]["key"], check["expected"])
        for check in stats["reconciliation"]["checks"]
    ]
    assert ("started = sum of combinations", None, started) in checks
    assert ("disengaged = sum of disengagements", None, sum(map(len, reasons.values()))) in checks
    for block in recount.kinds:
        reached = len(recount.visits(block, scope.unit, scope.as_of, *scope.happened))
        assert ("reached = sum of states", block, reached) in checks


def check_ways(stats: dict[str, Any], recount: Recount, scope: Scope, place: Place) -> None:
    taken: Counter[int | None] = Counter()
    left: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for block, kind in place.kinds.items():
        for entry in recount.visits(block, scope.unit, scope.as_of, *scope.happened):
            lost[block] += entry.state(block, kind, scope.as_of) in LOST
            if entry.departure(block, scope.as_of):
                left[block] += 1
                taken[entry.path_taken(block, place.paths, scope.as_of)] += 1
    assert stats["flow"]["paths"] == [
        {
            "taken": taken[number],
            "share": taken[number] / left[path.from_key] if left[path.from_key] else None,
        }
        for number, path in enumerate(place.paths)
    ]
    leaks = [(leak["block"]["key"], leak["count"], leak["share"]) for leak in stats["leaks"]]
    order = sorted(filter(lost.get, place.kinds), key=lambda block: -lost[block])
    assert leaks == [(block, lost[block], lost[block] / lost.total()) for block in order]
    check_routes(stats["flow"], recount, scope, [*place.kinds])


def check_routes(flow: dict[str, Any], recount: Recount, scope: Scope, blocks: list[str]) -> None:
    routes: dict[tuple[str, ...], list[Entry]] = {}
    for entry in recount.starters(scope.unit, scope.as_of, *scope.happened):
        routes.setdefault(entry.route(scope.as_of, blocks), []).append(entry)
    shown = {tuple(block["key"] for block in route["blocks"]): route for route in flow["routes"]}
    assert [route["count"] for route in flow["routes"]] == sorted(map(len, routes.values()), reverse=True)[:5]
    for route, found in shown.items():
        goals = [at for entry in routes[route] if (at := entry.instant("GOAL_HIT")) and at <= scope.as_of]
        assert (found["count"], found["goalShare"]) == (len(routes[route]), len(goals) / len(routes[route]))
    assert flow["otherRoutes"] == sum(map(len, routes.values())) - sum(route["count"] for route in flow["routes"])


def check_breakdowns(stats: dict[str, Any], recount: Recount, scope: Scope, place: Place) -> None:
    def month(entry: Entry) -> list[str]:
        assert entry.started_at is not None
        first = entry.started_at.astimezone(ZONE).replace(day=1, hour=0, minute=0, second=0, microsecond=0, fold=0)
        return [first.astimezone(UTC).isoformat().replace("+00:00", "Z")]

    divisions = {
        "channel": lambda entry: [place.attributes[entry.person]["channel"]],
        "responsible": lambda entry: [place.attributes[entry.person]["responsible"]],
        "tag": lambda entry: tags_of(place.attributes[entry.person]),
        "started": month,
    }
    for name, values in divisions.items():
        groups = recount.divided(scope.unit, values)
        counts = {value: counted(group, scope) for value, group in groups.items() if any(counted(group, scope))}
        found = stats[name]
        rows = {row["value"]: outcomes(row) for row in found["rows"]}
        assert rows == {value: counts[value] for value in rows}, name
        rest = [counts[value] for value in counts.keys() - rows.keys() - {None}]
        others = found.get("others") and outcomes(found["others"])
        assert others == ([sum(column) for column in zip(*rest, strict=True)] if rest else None), name
        assert (found.get("missing") and outcomes(found["missing"])) == counts.get(None), name


def check_times(series: dict[str, Any], recount: Recount, scope: Scope) -> None:
    """As of 2030 every visit has ended, and everyone who has not hit the goal has been on the way for longest."""
    for block in series["blocks"]:
        times = [time.seconds for time in recount.times_at(block["key"], scope.unit, scope.as_of)]
        assert block["stats"]["timeInBlock"] == durations(times, 0), block["key"]
    stays = recount.times_to("GOAL_HIT", scope.unit, scope.as_of)
    hit, going_on = [stay.seconds for stay in stays if stay.is_over], sum(not stay.is_over for stay in stays)
    assert series["stats"]["timeTo"] == durations(hit, going_on)


def durations(ended: Sequence[float], going_on: int) -> dict[str, Any]:
    """The figures of durations, of which those that go on are longer than all others."""
    total, ordered = len(ended) + going_on, sorted(ended)

    def after(share: float) -> Any:
        place = ceil(total * share - 1e-9)
        return pytest.approx(ordered[place - 1]) if place <= len(ordered) else None

    return {"count": total, "stillThere": going_on, "medianSeconds": after(0.5), "p90Seconds": after(0.9)}


def counted(recount: Recount, scope: Scope) -> list[int]:
    return [recount.outcome(kind, scope.unit, scope.as_of, *scope.happened) for kind in KINDS]


def outcomes(row: dict[str, Any]) -> list[int]:
    return [outcome["count"] for outcome in row["outcomes"]]


def sizes(groups: dict[Any, list[str]]) -> dict[Any, int]:
    return {name: len(people) for name, people in groups.items()}
