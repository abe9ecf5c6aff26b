"""The clock ENTRY_COHORT, by hand: what becomes of those who started in March."""

from datetime import UTC, datetime
from typing import Any

import pytest
from asking import ask
from histories import SERIES
from recording import record_events

from core.events import EventInput, EventType
from db.definitions import define_series
from db.pool import Pool

QUERY = """
query Cohort($scope: StatsScope, $range: DateTimeRange) {
  series(key: "s") {
    stats(scope: $scope) {
      started { count people { nodes { externalId } } }
      finished {
        count percentage interval95 { low high }
        people { edges { at entry { key } } }
        trend(interval: MONTH, range: $range) { start count cumulative cumulativeStarted percentage }
      }
    }
    block(key: "mail") { stats(scope: $scope) { reached engagement { kind total unique } } }
  }
}
"""
MARCH = {"from": "2026-03-01T00:00:00Z", "to": "2026-04-01T00:00:00Z"}


def event(type_: EventType, month: int, entry: str, block: str | None = None) -> EventInput:
    at = datetime(2026, month, 10, tzinfo=UTC)
    return EventInput(
        id=f"{type_} {month} {entry}", type=type_, at=at, series="s", person=entry[0], entry=entry, block=block
    )


# Ann comes in January and again in March, Bob in March; all of them finish, Ann twice, and open a mail of May.
HISTORY = [
    event(EventType.ENTRY_STARTED, 1, "a1"),
    event(EventType.ENTRY_FINISHED, 2, "a1"),
    event(EventType.ENTRY_STARTED, 3, "a2"),
    event(EventType.ENTRY_FINISHED, 4, "a2"),
    event(EventType.ENTRY_STARTED, 3, "b1"),
    event(EventType.ENTRY_FINISHED, 6, "b1"),
    *(event(EventType.BLOCK_REACHED, 5, entry, "mail") for entry in ("a1", "a2", "b1")),
    *(event(EventType.OPENED, 5, entry, "mail") for entry in ("a1", "a2", "b1")),
    event(EventType.OPENED, 7, "b1", "mail"),
]


@pytest.fixture
async def workspace(pool: Pool, workspace_id: int) -> int:
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
        await record_events(connection, workspace_id, HISTORY)
    return workspace_id


async def asked(pool: Pool, workspace: int, *, shown: Any = None, **scope: Any) -> Any:
    scope = {"range": MARCH, "clock": "ENTRY_COHORT", "asOf": "2026-07-15T00:00:00Z", **scope}
    return (await ask(pool, workspace, QUERY, scope=scope, range=shown))["series"]


async def test_people_count_by_the_entries_of_the_cohort_whatever_they_did_before(pool: Pool, workspace: int):
    stats = (await asked(pool, workspace))["stats"]

    assert stats["started"] == {"count": 2, "people": {"nodes": [{"externalId": "b"}, {"externalId": "a"}]}}
    assert stats["finished"]["count"] == 2
    assert stats["finished"]["people"]["edges"] == [
        {"at": "2026-06-10T00:00:00Z", "entry": {"key": "b1"}},
        {"at": "2026-04-10T00:00:00Z", "entry": {"key": "a2"}},
    ]
    by_event = await asked(pool, workspace, clock="EVENT_TIME")
    assert (by_event["stats"]["started"]["count"], by_event["stats"]["finished"]["count"]) == (1, 0)


async def test_percentages_are_shares_with_an_interval(pool: Pool, workspace: int):
    finished = (await asked(pool, workspace, asOf="2026-05-01T00:00:00Z"))["stats"]["finished"]

    assert (finished["count"], finished["percentage"]) == (1, 50)
    assert finished["interval95"] == pytest.approx({"low": 9.45, "high": 90.55}, abs=0.01)


async def test_a_trend_goes_on_from_the_start_of_the_range_to_the_instant_it_is_looked_at(pool: Pool, workspace: int):
    def bucket(month: int, count: int, cumulative: int) -> dict[str, Any]:
        return {
            "start": f"2026-{month:02}-01T00:00:00Z",
            "count": count,
            "cumulative": cumulative,
            "cumulativeStarted": 2,
            "percentage": 50 * cumulative,
        }

    whole = (await asked(pool, workspace))["stats"]["finished"]["trend"]
    shown = {"from": "2026-04-01T00:00:00Z", "to": "2026-06-01T00:00:00Z"}
    part = (await asked(pool, workspace, shown=shown))["stats"]["finished"]["trend"]

    assert whole == [bucket(3, 0, 0), bucket(4, 1, 1), bucket(5, 0, 1), bucket(6, 1, 2), bucket(7, 0, 2)]
    assert part == [bucket(4, 1, 1), bucket(5, 0, 1)]


@pytest.mark.parametrize(
    ("unit", "as_of", "counted"),
    [
        ("PEOPLE", "2026-07-15T00:00:00Z", (2, 3, 2)),
        ("ENTRIES", "2026-06-01T00:00:00Z", (2, 2, 2)),
        ("ENTRIES", "2026-05-01T00:00:00Z", (0, 0, 0)),
    ],
)
async def test_a_block_has_the_visits_and_engagement_of_the_cohort(
    pool: Pool, workspace: int, unit: str, as_of: str, counted: tuple[int, int, int]
):
    stats = (await asked(pool, workspace, unit=unit, asOf=as_of))["block"]["stats"]

    opened = next(row for row in stats["engagement"] if row["kind"] == "OPENED")
    assert (stats["reached"], opened["total"], opened["unique"]) == counted
