"""The figures of paths equal a plain recount, and the visits that are listed as having taken them."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

import pytest
from acting import Desk
from asking import answer_to, ask
from histories import BEGIN, SERIES, histories, instants
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace as with_fields
from recording import record_events
from recount import Recount
from sampling import examples
from scopes import Scope, recorded, scopes
from selected import exported_people, frozen_people, selected

from core.definitions import BlockDefinition, BlockKind, PathDefinition, SeriesDefinition, SeriesStatus
from core.events import EventInput, EventType, PathCondition
from core.scoped_ids import scope_text, scoped_id
from core.settings import Settings
from core.stats_scope import StatsScope
from db.definitions import define_series
from db.pool import Pool

pytestmark = pytest.mark.usefixtures("any_cost")

NEXT, VARIANT, MATCHED = PathCondition.NEXT, PathCondition.VARIANT, PathCondition.MATCHED
PATHS = [
    PathDefinition("rule", "wait", MATCHED),
    PathDefinition("rule", "mail", NEXT),
    PathDefinition("rule", "tag", NEXT),  # the same condition as the path before
    PathDefinition("rule", "mail", VARIANT, "a"),
    PathDefinition("wait", "rule", NEXT),
    PathDefinition("wait", "wait", PathCondition.DELIVERED),
    PathDefinition("mail", "rule", VARIANT, "a"),
    PathDefinition("mail", "tag", VARIANT, "b"),
    PathDefinition("mail", "wait", PathCondition.NOT_MATCHED),
    PathDefinition("tag", "mail", VARIANT, "b"),
    PathDefinition("tag", "wait", VARIANT, "b"),
    PathDefinition("tag", "rule", NEXT),
]
DEFINITION = SeriesDefinition("s", "S", SeriesStatus.LIVE, None, SERIES.blocks, PATHS)
QUERY = """
query ($scope: StatsScope) {
  series(key: "s") {
    paths { stats(scope: $scope) { path { from { key } } taken share medianSeconds } }
    blocks {
      key
      paths { stats(scope: $scope) { path { from { key } } taken share medianSeconds } }
      visits(scope: $scope, first: 200) {
        nodes { person { externalId } leftAlong { from { key } to { key } condition variant } }
      }
    }
    named: paths { stats(scope: $scope) { id selection } }
    stats(scope: $scope) { flow { paths { id taken share } } }
  }
}
"""


OF_PATHS = 'query { series(key: "s") { paths { __typename id condition variant from { key } to { key } } } }'
PATHS_AGAIN = """
query ($ids: [ID!]!) {
  nodes(ids: $ids) { __typename id ... on Path { condition variant from { key } to { key } } }
}
"""


async def test_an_id_leads_back_to_the_path_and_to_nothing_once_the_path_is_gone(pool: Pool, workspace_id: int):
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SPLIT)
    paths = (await ask(pool, workspace_id, OF_PATHS))["series"]["paths"]
    ids = [path["id"] for path in paths]

    assert (await ask(pool, workspace_id, PATHS_AGAIN, ids=ids))["nodes"] == paths

    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, replace(SPLIT, paths=[*reversed(SPLIT.paths[1:])]))
    assert (await ask(pool, workspace_id, PATHS_AGAIN, ids=ids))["nodes"] == [None, *paths[1:]]


async def test_the_id_of_a_path_has_no_scope(pool: Pool, workspace_id: int):
    scoped = scoped_id("Path", 1, 2, scope=scope_text(StatsScope(BEGIN, is_as_of_chosen=True)), detail="NEXT")

    _, [error] = await answer_to(pool, workspace_id, PATHS_AGAIN, {"ids": [scoped]})

    assert error["message"] == f"{scoped!r} is not an id: use one from a response."


@st.composite
def departures(draw: st.DrawFn) -> list[EventInput]:
    """Histories that leave splits along variants, too."""
    variants = st.sampled_from([None, "a", "b"])
    return [
        with_fields(event, variant=draw(variants)) if event.along is VARIANT else event for event in draw(histories())
    ]


def expected(scope: Scope, history: list[EventInput]) -> list[Any]:
    recount = scope.recount(history)
    figures: list[Any] = []
    for place, path in enumerate(PATHS):
        visits = recount.visits(path.from_key, scope.unit, scope.as_of, *scope.happened)
        left = [entry for entry in visits if entry.departure(path.from_key, scope.as_of)]
        taking = [entry for entry in left if entry.path_taken(path.from_key, PATHS, scope.as_of) == place]
        took = [entry.seconds_at(path.from_key) for entry in taking]
        figures.append(
            {
                "path": {"from": {"key": path.from_key}},
                "taken": len(took),
                "share": len(took) / len(left) if left else None,
                "medianSeconds": pytest.approx(median(took)) if took else None,
            }
        )
    return figures


@examples(25)
@given(data=st.data(), scope=scopes())
async def test_figures_of_paths_equal_a_recount_and_the_visits_that_took_them(
    pool: Pool, data: st.DataObject, scope: Scope
):
    workspace_id, history = await recorded(pool, data, DEFINITION, departures())

    series = (await ask(pool, workspace_id, QUERY, scope=scope.given))["series"]

    assert [path["stats"] for path in series["paths"]] == expected(scope, history)
    for block in series["blocks"]:
        assert block["paths"] == [
            path for path in series["paths"] if path["stats"]["path"]["from"] == {"key": block["key"]}
        ]
    counted = Counter(path for path, _ in listed(series))
    assert [path["stats"]["taken"] for path in series["paths"]] == [counted[path] for path in PATHS]
    assert series["stats"]["flow"]["paths"] == [
        {"id": named["stats"]["id"], "taken": path["stats"]["taken"], "share": path["stats"]["share"]}
        for path, named in zip(series["paths"], series["named"], strict=True)
    ]


def listed(series: dict[str, Any]) -> list[tuple[PathDefinition, str]]:
    """The path that each listed visit took, and the person."""
    visits = [visit for block in series["blocks"] for visit in block["visits"]["nodes"] if visit["leftAlong"]]
    return [
        (
            PathDefinition(path["from"]["key"], path["to"]["key"], PathCondition(path["condition"]), path["variant"]),
            visit["person"]["externalId"],
        )
        for visit in visits
        for path in (visit["leftAlong"],)
    ]


@examples(12)
@given(data=st.data(), scope=scopes())
async def test_a_path_selects_the_people_who_took_it_for_lists_actions_and_exports(
    settings: Settings, pool: Pool, data: st.DataObject, scope: Scope
):
    workspace_id, history = await recorded(pool, data, DEFINITION, departures())

    series = (await ask(pool, workspace_id, QUERY, scope=scope.given))["series"]

    took = [{person for path, person in listed(series) if path == each} for each in PATHS]
    selections = [path["stats"]["selection"] for path in series["named"]]
    assert await selected(pool, workspace_id, selections) == took
    if scope.unit == "PEOPLE":
        assert [path["stats"]["taken"] for path in series["paths"]] == [len(people) for people in took]
    one = data.draw(st.sampled_from(range(len(PATHS))))
    desk, now = Desk(settings, pool, workspace_id), datetime.now(UTC)
    assert await frozen_people(desk, {"selection": selections[one]}) == took[one]
    started = {entry.person for entry in Recount(history, {}).starters("PEOPLE", now)}
    assert await exported_people(desk, {"selection": selections[one]}) == took[one] & started


@examples(12)
@given(data=st.data(), unit=st.sampled_from(["PEOPLE", "ENTRIES"]))
async def test_stored_counts_of_paths_equal_a_recount_at_any_instant(pool: Pool, data: st.DataObject, unit: str):
    workspace_id, history = await recorded(pool, data, DEFINITION, departures())
    at = data.draw(st.sampled_from(sorted({event.at for event in history})))

    for as_of in (at - timedelta(microseconds=1), at, at + timedelta(minutes=14), data.draw(instants)):
        scope = Scope(as_of, unit, None, None, None, "EVENT_TIME")
        series = (await ask(pool, workspace_id, QUERY, scope=scope.given))["series"]
        assert [path["stats"] for path in series["paths"]] == expected(scope, history)


VISITS = """
query ($scope: StatsScope, $along: PathCondition, $variant: String) {
  series(key: "s") {
    blocks {
      key
      visits(scope: $scope, leftAlong: $along, variant: $variant, first: 200) {
        totalCount selection nodes { entry { key } person { externalId } }
      }
      byDeparture: visits(scope: $scope, leftAlong: $along, variant: $variant, first: 200, orderBy: {field: LEFT_AT}) {
        nodes { entry { key } }
      }
    }
  }
}
"""


@examples(18)
@given(
    data=st.data(),
    scope=scopes(),
    along=st.none() | st.sampled_from([*PathCondition]),
    variant=st.none() | st.sampled_from(["a", "b", "c"]),
)
async def test_visits_are_listed_by_the_condition_and_variant_along_which_they_were_left(
    pool: Pool, data: st.DataObject, scope: Scope, along: PathCondition | None, variant: str | None
):
    workspace_id, history = await recorded(pool, data, DEFINITION, departures())

    series = (await ask(pool, workspace_id, VISITS, scope=scope.given, along=along, variant=variant))["series"]

    recount = scope.recount(history)
    for block in series["blocks"]:
        entries = recount.visits(block["key"], scope.unit, scope.as_of, *scope.happened)
        left = {entry.key: entry.departure(block["key"], scope.as_of) for entry in entries}
        taken = {
            key: departure
            for key, departure in left.items()
            if (along is None or (departure and departure.along is along))
            and (variant is None or (departure and departure.variant == variant))
        }
        visits = block["visits"]
        assert sorted(row["entry"]["key"] for row in visits["nodes"]) == sorted(taken)
        assert sorted(row["entry"]["key"] for row in block["byDeparture"]["nodes"]) == sorted(taken)
        assert visits["totalCount"] == len(taken)
        people = {row["person"]["externalId"] for row in visits["nodes"]}
        assert await selected(pool, workspace_id, [visits["selection"]]) == [people]


@pytest.mark.parametrize("variant", ["", "x" * 501, "\0"])
async def test_a_variant_that_no_path_can_have_is_refused(pool: Pool, workspace_id: int, variant: str):
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SPLIT)

    data, errors = await answer_to(pool, workspace_id, VISITS, {"variant": variant})

    assert [block["visits"] for block in data["series"]["blocks"]] == [None] * 3
    assert {error["extensions"]["code"] for error in errors} == {"INVALID"}
    assert {tuple(error["extensions"]["inputPath"]) for error in errors} == {("variant",)}


SPLIT = SeriesDefinition(
    key="s",
    name="S",
    status=SeriesStatus.LIVE,
    goal=None,
    blocks=[
        BlockDefinition("split", "Split", BlockKind.SPLIT),
        BlockDefinition("short", "Short", BlockKind.EMAIL),
        BlockDefinition("long", "Long", BlockKind.EMAIL),
    ],
    paths=[
        PathDefinition("split", "short", VARIANT, "short"),
        PathDefinition("split", "long", VARIANT, "long"),
        PathDefinition("short", "long", NEXT),
    ],
)
ARMS = """
query ($scope: StatsScope) {
  series(key: "s") { paths { variant stats(scope: $scope) { taken share medianSeconds } } }
}
"""


def passed(entry: str, variant: str | None, minutes: int, at: int = 0) -> list[EventInput]:
    """An entry that reaches the split some hours after the beginning, and leaves it some minutes later."""
    begin = BEGIN + timedelta(hours=at)
    of_entry = {"series": "s", "person": entry[0], "entry": entry}
    left = begin + timedelta(minutes=minutes)
    return [
        EventInput(id=f"{entry} starts", type=EventType.ENTRY_STARTED, at=begin, **of_entry),
        EventInput(id=f"{entry} reaches", type=EventType.BLOCK_REACHED, at=begin, block="split", **of_entry),
        EventInput(
            id=f"{entry} leaves",
            type=EventType.BLOCK_LEFT,
            at=left,
            block="split",
            along=VARIANT,
            variant=variant,
            **of_entry,
        ),
    ]


async def arms(pool: Pool, workspace_id: int, **scope: Any) -> list[Any]:
    answer = await ask(pool, workspace_id, ARMS, scope=scope)
    return [tuple(path["stats"].values()) for path in answer["series"]["paths"]]


async def test_arms_of_a_split_are_counted_by_variant(pool: Pool, workspace_id: int):
    """Ann enters twice. Bob comes back to the split, which is the same visit. Cid leaves along an unknown variant."""
    again = with_fields(passed("b1", "long", minutes=50)[2], id="b1 leaves again")
    history = [*passed("a1", "long", 10), *passed("a2", "short", 20, at=1), *passed("b1", "short", 40), again]
    history += passed("c1", "gone", 5)
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SPLIT)
        await record_events(connection, workspace_id, history)

    assert await arms(pool, workspace_id) == [(2, 2 / 3, 30 * 60.0), (0, 0, None), (0, None, None)]
    assert await arms(pool, workspace_id, unit="ENTRIES") == [(2, 0.5, 30 * 60.0), (1, 0.25, 600.0), (0, None, None)]
    before = (BEGIN + timedelta(minutes=59)).isoformat()
    assert await arms(pool, workspace_id, asOf=before) == [(1, 1 / 3, 2400.0), (1, 1 / 3, 600.0), (0, None, None)]
    cohort = {"clock": "ENTRY_COHORT", "range": {"from": before}}
    assert await arms(pool, workspace_id, **cohort) == [(1, 1, 1200.0), (0, 0, None), (0, None, None)]
    some = {"people": {"search": "b"}}
    assert await arms(pool, workspace_id, **some) == [(1, 1, 2400.0), (0, 0, None), (0, None, None)]


async def test_a_wrong_scope_leaves_the_rest_of_the_response(pool: Pool, workspace_id: int):
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SPLIT)
    scope = {"range": {"from": "2026-02-01T00:00:00Z", "to": "2026-01-01T00:00:00Z"}}

    data, errors = await answer_to(pool, workspace_id, ARMS, {"scope": scope})

    assert data["series"]["paths"] == [{"variant": variant, "stats": None} for variant in ("short", "long", None)]
    assert {error["extensions"]["code"] for error in errors} == {"INVALID"}


IDS = 'query ($scope: StatsScope) { series(key: "s") { paths { stats(scope: $scope) { id taken share } } } }'
AGAIN = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on PathStats { id taken share } } }"


async def test_an_id_leads_back_to_the_figures_of_the_path_and_to_nothing_once_the_path_is_gone(
    pool: Pool, workspace_id: int
):
    history = [*passed("a1", "long", 10), *passed("b1", "short", 40)]
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SPLIT)
        await record_events(connection, workspace_id, history)
    paths = [
        path["stats"]
        for scope in ({}, {"unit": "ENTRIES"}, {"asOf": BEGIN.isoformat()}, {"people": {"search": "a"}})
        for path in (await ask(pool, workspace_id, IDS, scope=scope))["series"]["paths"]
    ]
    ids = [path["id"] for path in paths]

    assert len({*ids}) == 12
    assert (await ask(pool, workspace_id, AGAIN, ids=ids))["nodes"] == paths

    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, replace(SPLIT, paths=[*reversed(SPLIT.paths[1:])]))
    kept = [None if place % 3 == 0 else path for place, path in enumerate(paths)]
    assert (await ask(pool, workspace_id, AGAIN, ids=ids))["nodes"] == kept
