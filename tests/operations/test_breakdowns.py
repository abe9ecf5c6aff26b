"""Breakdowns equal a plain recount of the events, sum to the figures that they divide, and select their own people."""

from datetime import UTC, datetime
from typing import Any

import pytest
from acting import Desk
from asking import ask
from breakdowns import KINDS, LONG, OTHERS, Divided, divided, having, text
from hypothesis import given
from hypothesis import strategies as st
from recount import Recount
from sampling import examples
from scopes import Scope, scopes
from selected import exported_people, frozen_people, selected

from core.settings import Settings
from db.pool import Pool

pytestmark = pytest.mark.usefixtures("any_cost")

QUERY = """
query ($scope: StatsScope, $by: BreakdownInput!, $first: Int!) {
  series(key: "s") {
    stats(scope: $scope) {
      outcomes { count }
      breakdown(by: $by, first: $first, timeZone: "UTC") { rows { ...Row } others { ...Row } missing { ...Row } }
    }
  }
}
fragment Row on BreakdownRow { value outcomes { kind count base } }
"""
PEOPLE = """
query ($scope: StatsScope, $by: BreakdownInput!, $first: Int!) {
  series(key: "s") {
    stats(scope: $scope) {
      breakdown(by: $by, first: $first, timeZone: "UTC") { rows { ...Row } others { ...Row } missing { ...Row } }
    }
  }
}
fragment Row on BreakdownRow {
  value selection
  outcomes {
    id kind count base percentage interval95 { low high } selection
    people(first: 200) { totalCount selection edges { node { externalId } } }
    trend(interval: MONTH, timeZone: "UTC") { cumulative }
  }
}
"""
FIGURE = ("id", "kind", "count", "base", "percentage", "interval95")
AGAIN = """
query ($ids: [ID!]!) {
  nodes(ids: $ids) { id ... on Outcome { kind count base percentage interval95 { low high } } }
}
"""
FILTERED = 'query ($scope: StatsScope) { series(key: "s") { stats(scope: $scope) { outcomes { kind count } } } }'
some_histories = examples(25)
few_histories = examples(11)


def rows_of(breakdown: dict[str, Any]) -> dict[str | None, dict[str, Any]]:
    """The rows by the texts of their values. None is the row of those without a value."""
    rows = {text(row["value"]): row for row in breakdown["rows"]}
    rest = {OTHERS: breakdown["others"], None: breakdown["missing"]}
    return rows | {name: row for name, row in rest.items() if row}


def counts_of(row: dict[str, Any]) -> dict[str, int]:
    return {outcome["kind"]: outcome["count"] for outcome in row["outcomes"]}


def expected_rows(of: Divided, scope: Scope, shown: set[str]) -> dict[str | None, dict[str, list[str]]]:
    """The person of each entry or person with each outcome of the rows in which anyone has any."""
    rows = {value: having(recount, scope) for value, recount in of.expected(scope, shown).items()}
    return {value: people for value, people in rows.items() if any(people.values())}


@some_histories
@given(data=st.data(), scope=scopes(), first=st.integers(0, 4))
async def test_breakdowns_equal_a_recount_and_sum_to_the_figures_of_the_scope(
    pool: Pool, data: st.DataObject, scope: Scope, first: int
):
    of = await divided(pool, data, scope)

    stats = (await ask(pool, of.workspace_id, QUERY, scope=scope.given, by=of.by, first=first))["series"]["stats"]

    rows, shown = rows_of(stats["breakdown"]), [text(row["value"]) for row in stats["breakdown"]["rows"]]
    expected = expected_rows(of, scope, {*shown})
    counts = {value: counts_of(row) for value, row in rows.items()}
    assert counts == {
        value: {kind: len(people) for kind, people in having.items()} for value, having in expected.items()
    }
    assert all(outcome["base"] == counts_of(row)["STARTED"] for row in rows.values() for outcome in row["outcomes"])
    assert_largest(of, scope, first, shown)
    if "tag" not in of.by:
        totals = [outcome["count"] for outcome in stats["outcomes"]]
        assert [sum(of_row[kind] for of_row in counts.values()) for kind in KINDS] == totals


def assert_largest(of: Divided, scope: Scope, first: int, shown: list[str]) -> None:
    """The values that are shown are those with the most started, in this order; by start, in that of time."""
    entries = [entry for entry in scope.recount(of.history).entries.values() if entry.started_at is not None]
    values = {value for entry in entries for value in of.values(entry)}
    sizes = {value: len(people["STARTED"]) for value, people in expected_rows(of, scope, values).items()}
    short = {value: size for value, size in sizes.items() if value not in (None, text(LONG))}
    assert {*shown} <= {*short}
    assert len(shown) == min(first, len(short))
    ranked = [short[value] for value in shown]
    assert sorted(ranked, reverse=True) == sorted(short.values(), reverse=True)[:first]
    assert shown == sorted(shown) if "started" in of.by else ranked == sorted(ranked, reverse=True)


@few_histories
@given(data=st.data(), scope=scopes(), first=st.integers(0, 2))
async def test_rows_and_their_outcomes_have_their_people_wherever_they_are_listed(
    settings: Settings, pool: Pool, data: st.DataObject, scope: Scope, first: int
):
    of = await divided(pool, data, scope)

    stats = (await ask(pool, of.workspace_id, PEOPLE, scope=scope.given, by=of.by, first=first))["series"]["stats"]

    rows, shown = rows_of(stats["breakdown"]), {text(row["value"]) for row in stats["breakdown"]["rows"]}
    expected = expected_rows(of, scope, shown)
    selections: list[tuple[str, set[str]]] = []
    for value, row in rows.items():
        selections.append((row["selection"], {person for people in expected[value].values() for person in people}))
        for outcome in row["outcomes"]:
            people = expected[value][outcome["kind"]]
            page = outcome["people"]
            assert page["totalCount"] == outcome["count"] == len(people)
            assert sorted(edge["node"]["externalId"] for edge in page["edges"]) == sorted(people)
            assert [point["cumulative"] for point in outcome["trend"]][-1:] in ([outcome["count"]], [])
            selections += [(outcome["selection"], {*people}), (page["selection"], {*people})]
    assert await selected(pool, of.workspace_id, [each for each, _ in selections]) == [who for _, who in selections]
    outcomes = [outcome for row in rows.values() for outcome in row["outcomes"]]
    again = await ask(pool, of.workspace_id, AGAIN, ids=[outcome["id"] for outcome in outcomes])
    assert again["nodes"] == [{name: each[name] for name in FIGURE} for each in outcomes]
    assert len({outcome["id"] for outcome in outcomes}) == len(outcomes)
    if rows and (scope.unit == "PEOPLE" or {*of.by} & {"attribute", "tag"}):
        row = data.draw(st.sampled_from([*rows.values()]))
        narrowed = {**scope.given, "people": {**scope.given.get("people", {}), "selection": row["selection"]}}
        filtered = (await ask(pool, of.workspace_id, FILTERED, scope=narrowed))["series"]["stats"]
        assert counts_of(filtered) == counts_of(row)
    if selections:
        one, people = data.draw(st.sampled_from(selections))
        desk, now = Desk(settings, pool, of.workspace_id), datetime.now(UTC)
        assert await frozen_people(desk, {"selection": one}) == people
        started = {entry.person for entry in Recount(of.history, {}).starters("PEOPLE", now)}
        assert await exported_people(desk, {"selection": one}) == people & started
