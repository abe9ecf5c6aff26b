"""Every figure over GraphQL equals a plain recount, in both units, by both clocks, at any instant, of any people."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from asking import ask
from boards import QUERY, answered, block_figures
from histories import BEGIN, SERIES, instants
from hypothesis import given
from hypothesis import strategies as st
from recording import record_events
from recount import Recount
from sampling import examples
from scopes import Scope, recorded, scopes

from core.events import EventInput, EventType
from db.definitions import define_series
from db.pool import Pool

TREND = """
query Trend($scope: StatsScope, $range: DateTimeRange, $zone: TimeZone!, $interval: Interval!) {
  series(key: "s") {
    stats(scope: $scope) {
      outcomes {
        kind
        trend(interval: $interval, timeZone: $zone, range: $range) { start count cumulative cumulativeStarted }
      }
    }
  }
}
"""
OUTCOMES = ["STARTED", "IN_PROGRESS", "FINISHED", "DISENGAGED", "EXITED", "GOAL_HIT"]


@examples(40)
@given(data=st.data(), scope=scopes())
async def test_outcomes_and_block_figures_equal_a_recount(pool: Pool, data: st.DataObject, scope: Scope):
    workspace_id, history = await recorded(pool, data)

    series = (await ask(pool, workspace_id, QUERY, scope=scope.given))["series"]

    recount = scope.recount(history)
    started = recount.outcome("STARTED", scope.unit, scope.as_of, *scope.happened)
    assert [outcome["kind"] for outcome in series["stats"]["outcomes"]] == OUTCOMES
    for outcome in series["stats"]["outcomes"]:
        count = recount.outcome(outcome["kind"], scope.unit, scope.as_of, *scope.happened)
        assert (outcome["count"], outcome["base"]) == (count, started)
        assert outcome["percentage"] == (100 * count / started if started else None)
        if scope.clock == "ENTRY_COHORT":
            assert count <= started
            assert (outcome["interval95"] is None) == (started == 0)
    assert {block["key"]: answered(block) for block in series["blocks"]} == block_figures(recount, scope)


async def test_engagement_of_an_unexpected_kind_is_shown_where_it_occurred(pool: Pool, workspace_id: int):
    """No one answers a mail, but a program that sends events may say so."""
    events = [
        EventInput(id=type_, type=type_, at=BEGIN, series="s", person="p", block=block)
        for type_, block in (
            (EventType.ENTRY_STARTED, None),
            (EventType.BLOCK_REACHED, "mail"),
            (EventType.ANSWERED, "mail"),
        )
    ]
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
        before = await engagement_of_mail(pool, workspace_id)
        await record_events(connection, workspace_id, events)
    after = await engagement_of_mail(pool, workspace_id)

    assert "ANSWERED" not in before
    assert set(before.values()) == {(0, 0)}
    assert after == before | {"ANSWERED": (1, 1)}


async def engagement_of_mail(pool: Pool, workspace_id: int) -> dict[str, tuple[int, int]]:
    blocks = (await ask(pool, workspace_id, QUERY))["series"]["blocks"]
    [mail] = [block for block in blocks if block["key"] == "mail"]
    return {row["kind"]: (row["total"], row["unique"]) for row in mail["stats"]["engagement"]}


def local_edges(begin: datetime, end: datetime, zone: ZoneInfo, days: int) -> list[datetime]:
    """Local midnights from the one on or before `begin` to the first on or after `end`: weeks from Monday."""
    day = begin.astimezone(zone).date()
    if days == 7:
        day -= timedelta(days=day.weekday())
    edges = [datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)]
    while edges[-1] < end:
        day += timedelta(days=days)
        edges.append(datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC))
    return edges


def cumulative(recount: Recount, scope: Scope, kind: str, edge: datetime) -> int:
    begin, end = scope.happened
    if kind == "IN_PROGRESS":
        as_of = min(scope.as_of, edge - timedelta(microseconds=1))
        return recount.outcome(kind, scope.unit, as_of, begin, end)
    return recount.outcome(kind, scope.unit, scope.as_of, begin, max(begin, min(end, edge)))


@examples(25)
@given(data=st.data(), scope=scopes(), shown=st.tuples(instants, st.integers(1, 60)), days=st.sampled_from([1, 7]))
async def test_trends_equal_a_recount_at_every_local_midnight(
    pool: Pool, data: st.DataObject, scope: Scope, shown: tuple[datetime, int], days: int
):
    workspace_id, history = await recorded(pool, data)
    zone = data.draw(st.sampled_from(["UTC", "Europe/Amsterdam", "America/New_York", "Asia/Kathmandu"]))
    begin, end = shown[0], shown[0] + timedelta(days=shown[1])
    interval = {1: "DAY", 7: "WEEK"}[days]

    answer = await ask(
        pool,
        workspace_id,
        TREND,
        scope=scope.given,
        zone=zone,
        interval=interval,
        range={"from": begin.isoformat(), "to": end.isoformat()},
    )

    recount = scope.recount(history)
    edges = local_edges(begin, end, ZoneInfo(zone), days)
    for outcome in answer["series"]["stats"]["outcomes"]:
        totals = [cumulative(recount, scope, outcome["kind"], edge) for edge in edges]
        started = [cumulative(recount, scope, "STARTED", edge) for edge in edges]
        assert outcome["trend"] == [
            {
                "start": edges[index].isoformat().replace("+00:00", "Z"),
                "count": totals[index + 1] - totals[index],
                "cumulative": totals[index + 1],
                "cumulativeStarted": started[index + 1],
            }
            for index in range(len(edges) - 1)
        ]
