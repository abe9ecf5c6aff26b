"""Exclusive sets of outcomes and reasons of disengagements equal a recount, and sum to the figures they divide."""

from datetime import timedelta

import pytest
from asking import ask
from histories import BEGIN, SERIES
from hypothesis import given
from hypothesis import strategies as st
from recording import record_events
from sampling import examples
from scopes import Scope, recorded, scopes

from core.events import EventInput, EventType
from db.definitions import define_series
from db.pool import Pool

pytestmark = pytest.mark.usefixtures("any_cost")

QUERY = """
query ($scope: StatsScope) {
  series(key: "s") {
    stats(scope: $scope) {
      started { count }
      disengaged { count }
      combinations { outcomes count }
      disengagements { reason block { key } count }
    }
  }
}
"""


@examples(25)
@given(data=st.data(), scope=scopes())
async def test_sets_and_reasons_equal_a_recount_and_sum_to_their_figures(pool: Pool, data: st.DataObject, scope: Scope):
    workspace_id, history = await recorded(pool, data)

    stats = (await ask(pool, workspace_id, QUERY, scope=scope.given))["series"]["stats"]

    recount = scope.recount(history)
    sets = recount.combinations(scope.unit, scope.as_of, *scope.happened)
    reasons = recount.disengagements(scope.unit, scope.as_of, *scope.happened)
    combinations = {tuple(each["outcomes"]): each["count"] for each in stats["combinations"]}
    assert combinations == {outcomes: len(people) for outcomes, people in sets.items()}
    disengagements = {
        (each["reason"], each["block"] and each["block"]["key"]): each["count"] for each in stats["disengagements"]
    }
    assert disengagements == {reason: len(people) for reason, people in reasons.items()}
    assert sum(combinations.values()) == stats["started"]["count"]
    assert sum(disengagements.values()) == stats["disengaged"]["count"]
    for listed in (stats["combinations"], stats["disengagements"]):
        counts = [each["count"] for each in listed]
        assert counts == sorted(counts, reverse=True)


def left(person: str, entry: str, hour: int, reason: str | None, block: str | None) -> list[EventInput]:
    """An entry that disengages an hour after it started."""
    common = {"series": "s", "person": person, "entry": entry}
    begin = BEGIN + timedelta(hours=hour)
    return [
        EventInput(id=f"{entry} starts", type=EventType.ENTRY_STARTED, at=begin, **common),
        EventInput(
            id=f"{entry} leaves",
            type=EventType.ENTRY_DISENGAGED,
            at=begin + timedelta(hours=1),
            reason=reason,
            block=block,
            **common,
        ),
    ]


async def test_people_have_the_outcomes_of_all_entries_and_the_reason_of_their_first_disengagement(
    pool: Pool, workspace_id: int
):
    """Ann disengages twice, and hits the goal in the second entry. Bob disengages once, and Cid has only started."""
    goal = {"type": EventType.GOAL_HIT, "series": "s", "person": "ann", "entry": "a2"}
    history = [
        *left("ann", "a1", 0, "no reply", "mail"),
        *left("ann", "a2", 5, "bounced", None),
        EventInput(id="goal", at=BEGIN + timedelta(hours=7), **goal),
        *left("bob", "b1", 1, "no reply", "mail"),
        left("cid", "c1", 2, None, None)[0],
    ]
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
        await record_events(connection, workspace_id, history)

    people, entries, earlier = [
        (await ask(pool, workspace_id, QUERY, scope=scope))["series"]["stats"]
        for scope in ({}, {"unit": "ENTRIES"}, {"range": {"to": (BEGIN + timedelta(hours=2)).isoformat()}})
    ]

    assert people["combinations"] == [
        {"outcomes": ["STARTED"], "count": 1},
        {"outcomes": ["STARTED", "DISENGAGED"], "count": 1},
        {"outcomes": ["STARTED", "DISENGAGED", "GOAL_HIT"], "count": 1},
    ]
    assert people["disengagements"] == [{"reason": "no reply", "block": {"key": "mail"}, "count": 2}]
    assert entries["combinations"] == [
        {"outcomes": ["STARTED", "DISENGAGED"], "count": 2},
        {"outcomes": ["STARTED"], "count": 1},
        {"outcomes": ["STARTED", "DISENGAGED", "GOAL_HIT"], "count": 1},
    ]
    assert entries["disengagements"] == [
        {"reason": "no reply", "block": {"key": "mail"}, "count": 2},
        {"reason": "bounced", "block": None, "count": 1},
    ]
    assert earlier["combinations"] == [
        {"outcomes": ["STARTED"], "count": 1},
        {"outcomes": ["STARTED", "DISENGAGED"], "count": 1},
    ]
