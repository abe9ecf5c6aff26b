"""The rows behind every figure equal a plain recount, page by page, and their number is the figure."""

from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from asking import ask
from histories import KINDS
from hypothesis import given
from hypothesis import strategies as st
from recount import Entry, Recount
from sampling import examples
from scopes import Scope, recorded, scopes

from db.pool import Pool

pytestmark = pytest.mark.usefixtures("any_cost")

OUTCOMES = """
query Outcomes($scope: StatsScope) {
  series(key: "s") {
    stats(scope: $scope) {
      outcomes {
        kind count
        people(first: 200) { totalCount nodes { externalId } edges { at node { externalId } entry { key } } }
      }
    }
    entries(scope: $scope) { totalCount nodes { key startedAt } }
  }
}
"""

VISITS = """
query Visits($scope: StatsScope) {
  series(key: "s") {
    blocks {
      key
      stats(scope: $scope) { reached matched notMatched states { state count } }
      visits(scope: $scope) {
        totalCount
        nodes { state matched reachedAt leftAt waitsUntil person { externalId } entry { key } block { key } }
      }
      matched: visits(matched: true, scope: $scope) { totalCount nodes { entry { key } } }
      notMatched: visits(matched: false, scope: $scope) { totalCount nodes { entry { key } } }
      waiting: visits(state: [WAITING, TRYING_TO_MATCH], scope: $scope) { totalCount nodes { entry { key } } }
      pending: visits(state: PENDING, scope: $scope) { totalCount nodes { entry { key } } }
      received: visits(state: RECEIVED, scope: $scope) { totalCount nodes { entry { key } } }
      movedOn: visits(state: MOVED_ON, scope: $scope) { totalCount nodes { entry { key } } }
      ended: visits(state: [FINISHED, DISENGAGED, EXITED], scope: $scope) { totalCount nodes { entry { key } } }
      left: visits(state: MOVED_ON, matched: true, scope: $scope) { totalCount nodes { entry { key } } }
    }
  }
}
"""

SELECTIONS: dict[str, tuple[set[str] | None, bool | None]] = {
    "matched": (None, True),
    "notMatched": (None, False),
    "waiting": ({"WAITING", "TRYING_TO_MATCH"}, None),
    "pending": ({"PENDING"}, None),
    "received": ({"RECEIVED"}, None),
    "movedOn": ({"MOVED_ON"}, None),
    "ended": ({"FINISHED", "DISENGAGED", "EXITED"}, None),
    "left": ({"MOVED_ON"}, True),
}  # fmt: skip

each_history = examples(40)


def written(instant: datetime | None) -> str | None:
    return instant and instant.isoformat().replace("+00:00", "Z")


def outcome_entries(recount: Recount, kind: str, scope: Scope) -> dict[str, datetime]:
    """The entries that an outcome counts, by key, with its instant: in people, the first of each."""
    found: list[tuple[datetime, int, Entry]] = []
    for entry in recount.entries.values():
        at = entry.instant("STARTED" if kind == "IN_PROGRESS" else kind)
        if at is None or at > scope.as_of or (kind == "IN_PROGRESS" and not entry.in_progress(scope.as_of)):
            continue
        found.append((at, entry.number, entry))
    if scope.unit == "PEOPLE":
        found = list(
            {
                entry.person: (at, number, entry)
                for at, number, entry in sorted(found, key=lambda row: (row[0], row[1]), reverse=True)
            }.values()
        )
    begin, end = scope.happened
    return {entry.key: at for at, _, entry in found if begin <= at < end}


@each_history
@given(data=st.data(), scope=scopes())
async def test_the_people_behind_an_outcome_are_its_figure(pool: Pool, data: st.DataObject, scope: Scope):
    workspace_id, history = await recorded(pool, data)

    series = (await ask(pool, workspace_id, OUTCOMES, scope=scope.given))["series"]

    recount = scope.recount(history)
    for outcome in series["stats"]["outcomes"]:
        expected = outcome_entries(recount, outcome["kind"], scope)
        people, edges = outcome["people"], outcome["people"]["edges"]
        assert {edge["entry"]["key"]: edge["at"] for edge in edges} == {
            key: written(at) for key, at in expected.items()
        }
        assert len(edges) == people["totalCount"] == outcome["count"] == len(expected)
        instants = [datetime.fromisoformat(edge["at"]) for edge in edges]
        assert instants == sorted(instants, reverse=True)
        assert [edge["node"] for edge in edges] == people["nodes"]
        assert all(edge["node"]["externalId"] == edge["entry"]["key"][0] for edge in edges)
    started = outcome_entries(recount, "STARTED", replace(scope, unit="ENTRIES"))
    assert {row["key"]: row["startedAt"] for row in series["entries"]["nodes"]} == {
        key: written(at) for key, at in started.items()
    }
    assert series["entries"]["totalCount"] == len(started)


def visit_rows(recount: Recount, block: str, scope: Scope) -> dict[str, dict[str, Any]]:
    """The visits that a block's figures count, by the key of their entry."""
    rows: dict[str, dict[str, Any]] = {}
    for entry in recount.visits(block, scope.unit, scope.as_of, *scope.happened):
        left = min((event.at for event in entry.of("BLOCK_LEFT", block)), default=None)
        waits = [event.waits_until for event in entry.of("BLOCK_REACHED", block) if event.waits_until]
        rows[entry.key] = {
            "state": entry.state(block, KINDS[block].value, scope.as_of),
            "matched": entry.matched(block, scope.as_of),
            "reachedAt": written(entry.reached_at(block)),
            "leftAt": written(left) if left and left <= scope.as_of else None,
            "waitsUntil": written(max(waits, default=None)),
            "person": {"externalId": entry.person},
            "entry": {"key": entry.key},
            "block": {"key": block},
        }
    return rows


@each_history
@given(data=st.data(), scope=scopes())
async def test_the_visits_of_a_block_are_its_figures(pool: Pool, data: st.DataObject, scope: Scope):
    workspace_id, history = await recorded(pool, data)

    blocks = (await ask(pool, workspace_id, VISITS, scope=scope.given))["series"]["blocks"]

    recount = scope.recount(history)
    for block in blocks:
        expected = visit_rows(recount, block["key"], scope)
        assert {row["entry"]["key"]: row for row in block["visits"]["nodes"]} == expected
        assert len(block["visits"]["nodes"]) == block["visits"]["totalCount"] == block["stats"]["reached"]
        for name, (states, matched) in SELECTIONS.items():
            keys = [
                key
                for key, row in expected.items()
                if (states is None or row["state"] in states) and matched in (None, row["matched"])
            ]
            assert sorted(row["entry"]["key"] for row in block[name]["nodes"]) == sorted(keys)
            assert block[name]["totalCount"] == len(keys)
        counted = {row["state"]: row["count"] for row in block["stats"]["states"] if row["count"]}
        assert counted == Counter(row["state"] for row in expected.values())
