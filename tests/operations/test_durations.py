"""Times at blocks and until outcomes equal a plain estimate, published values, and those of a worked example."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from asking import answer_to, ask
from histories import BEGIN, KINDS, SERIES
from hypothesis import given
from hypothesis import strategies as st
from recording import record_events
from recount import Time
from sampling import examples
from scopes import Scope, recorded, scopes
from survival import Stay, after, band, estimate

from core.events import EventInput, EventType
from core.survival import EDGES
from core.viewer import Scope as TokenScope
from core.viewer import Viewer
from db.definitions import define_series
from db.pool import Pool
from resolvers.context import create_context
from schema.requests import GraphQLRequest, execute

pytestmark = pytest.mark.usefixtures("any_cost")

KINDS_OF_TIME = ["FINISHED", "DISENGAGED", "EXITED", "GOAL_HIT"]
ALL = (
    "{ count medianSeconds p90Seconds stillThere curve { seconds stillThere low high } "
    "histogram { fromSeconds toSeconds count } }"
)
QUERY = f"""
query ($scope: StatsScope) {{
  series(key: "s") {{
    stats(scope: $scope) {{ {" ".join(f"{kind}: timeTo(kind: {kind}) {ALL}" for kind in KINDS_OF_TIME)} }}
    blocks {{ key stats(scope: $scope) {{ reached timeInBlock {ALL} }} }}
  }}
}}
"""


def stays(times: list[Time]) -> list[Stay]:
    return [(time.seconds, time.is_over) for time in times]


def expected(stays: list[Stay]) -> Any:
    if not stays:
        return None
    steps = estimate(stays)
    curve = [] if steps and steps[0][0] == 0 else [(0.0, 1.0, 1.0, 1.0)]
    for seconds, share, variance in steps:
        low, high = band(share, variance) if share else (0.0, curve[-1][3] if curve else 1.0)
        curve.append((seconds, float(share), low, high))
    ended = [seconds for seconds, is_over in stays if is_over]
    return {
        "count": len(stays),
        "medianSeconds": after(stays, Fraction(1, 2)),
        "p90Seconds": after(stays, Fraction(1, 10)),
        "stillThere": len(stays) - len(ended),
        "curve": pytest.approx([value for point in curve for value in point]),
        "histogram": buckets(ended),
    }


def buckets(ended: list[float]) -> list[tuple[float, float | None, int]]:
    ends = [*EDGES[1:], None]
    found = [
        (begin, end, sum(begin <= each and (end is None or each < end) for each in ended))
        for begin, end in zip(EDGES, ends, strict=True)
    ]
    filled = [place for place, bucket in enumerate(found) if bucket[2]]
    return found[filled[0] : filled[-1] + 1] if filled else []


def flat(stats: Any) -> Any:
    """The rows of lists as tuples, which pytest.approx can compare."""
    lists = {name: [tuple(each.values()) for each in stats[name]] for name in ("curve", "histogram")} if stats else {}
    if stats:
        lists["curve"] = [value for point in lists["curve"] for value in point]
    return stats and {**stats, **lists}


@examples(18)
@given(data=st.data(), scope=scopes())
async def test_durations_equal_a_plain_estimate(pool: Pool, data: st.DataObject, scope: Scope):
    workspace_id, history = await recorded(pool, data)

    series = (await ask(pool, workspace_id, QUERY, scope=scope.given))["series"]

    recount, within = scope.recount(history), (scope.unit, scope.as_of, *scope.happened)
    for kind in KINDS_OF_TIME:
        assert flat(series["stats"][kind]) == expected(stays(recount.times_to(kind, *within))), kind
    found = {block["key"]: flat(block["stats"]["timeInBlock"]) for block in series["blocks"]}
    assert found == {key: expected(stays(recount.times_at(key, *within))) for key in KINDS}
    for block in series["blocks"]:
        stats = block["stats"]
        assert stats["reached"] == (stats["timeInBlock"]["count"] if stats["timeInBlock"] else 0)


WEEK = timedelta(weeks=1)
# Remissions of leukemia under 6-MP, in weeks: Freireich, E. J. et al. (1963), Blood 21, 699-716.
RELAPSED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
CENSORED = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
# The estimate, and the band on the scale of log(-log), as Stata's `sts list` and R's survfit print them for these data.
PUBLISHED = [
    (6, 0.8571, 0.6197, 0.9516),
    (7, 0.8067, 0.5631, 0.9228),
    (10, 0.7529, 0.5032, 0.8894),
    (13, 0.6902, 0.4316, 0.8491),
    (16, 0.6275, 0.3675, 0.8049),
    (22, 0.5378, 0.2678, 0.7468),
    (23, 0.4482, 0.1881, 0.6801),
]


async def test_published_values_of_a_survival_analysis_are_met(pool: Pool, workspace_id: int):
    now = datetime(2026, 11, 1, tzinfo=UTC)
    history: list[EventInput] = []
    for number, weeks in enumerate([*RELAPSED, *CENSORED]):
        is_over = number < len(RELAPSED)
        begin = now - (40 if is_over else weeks) * WEEK
        common = {"series": "s", "person": f"p{number}"}
        history.append(EventInput(id=f"{number} starts", type=EventType.ENTRY_STARTED, at=begin, **common))
        if is_over:
            history.append(EventInput(id=f"{number} ends", type=EventType.GOAL_HIT, at=begin + weeks * WEEK, **common))
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
        await record_events(connection, workspace_id, history)

    scope = {"asOf": now.isoformat()}
    found = (await ask(pool, workspace_id, QUERY, scope=scope))["series"]["stats"]["GOAL_HIT"]

    week = WEEK.total_seconds()
    rows = [(point["seconds"] / week, point["stillThere"], point["low"], point["high"]) for point in found["curve"]]
    assert rows[0] == (0, 1, 1, 1)
    assert [tuple(round(value, 4) for value in row) for row in rows[1:]] == PUBLISHED
    assert (found["count"], found["stillThere"]) == (21, 12)
    assert (found["medianSeconds"], found["p90Seconds"]) == (23 * week, None)


async def test_a_curve_of_many_steps_is_reduced_but_its_quantiles_stay_exact(pool: Pool, workspace_id: int):
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
        await record_events(
            connection,
            workspace_id,
            [
                EventInput(
                    id=f"{number} {type_}",
                    type=type_,
                    at=BEGIN + (number * timedelta(seconds=1) if type_ is EventType.ENTRY_EXITED else timedelta()),
                    series="s",
                    person=f"p{number}",
                )
                for number in range(1, 1001)
                for type_ in (EventType.ENTRY_STARTED, EventType.ENTRY_EXITED)
            ],
        )

    found = (await ask(pool, workspace_id, QUERY))["series"]["stats"]["EXITED"]

    points = [(point["seconds"], round(point["stillThere"], 9)) for point in found["curve"]]
    assert points == [(0, 1), (1, 0.999), *((10 * percent, (100 - percent) / 100) for percent in range(1, 101))]
    assert (found["medianSeconds"], found["p90Seconds"]) == (500, 900)


@pytest.mark.parametrize(("scope", "is_uncacheable"), [("", True), ('(scope: {asOf: "2026-04-01T00:00:00Z"})', False)])
async def test_times_that_grow_with_the_clock_are_not_cached(
    pool: Pool, workspace_id: int, scope: str, is_uncacheable: bool
):
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
        start = EventInput(id="1", type=EventType.ENTRY_STARTED, at=BEGIN, series="s", person="ann")
        await record_events(connection, workspace_id, [start])
    context = create_context(Viewer(workspace_id, frozenset(TokenScope)), datetime.now(UTC), pool)

    async with context.snapshot:
        query = f'{{ series(key: "s") {{ stats{scope} {{ timeTo(kind: FINISHED) {{ stillThere }} }} }} }}'
        answer = await execute(GraphQLRequest(query, None), context, may_change=True)

    assert b'"stillThere":1' in answer.body
    assert context.traits.is_uncacheable == is_uncacheable


@pytest.mark.parametrize("kind", ["STARTED", "IN_PROGRESS"])
async def test_the_time_to_an_outcome_that_is_no_end_is_refused(pool: Pool, workspace_id: int, kind: str):
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)

    data, errors = await answer_to(
        pool, workspace_id, f'{{ series(key: "s") {{ stats {{ timeTo(kind: {kind}) {{ count }} }} }} }}'
    )

    assert data == {"series": {"stats": {"timeTo": None}}}
    assert [(error["extensions"]["code"], error["message"]) for error in errors] == [
        ("INVALID", f"The time to {kind} is not defined: use FINISHED, DISENGAGED, EXITED or GOAL_HIT.")
    ]
