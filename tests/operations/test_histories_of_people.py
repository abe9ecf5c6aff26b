"""What a person went through: entries, visits, the paths they took, and what they did on the way."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from asking import answer_to, ask
from histories import BEGIN
from recording import record_events

from core.definitions import BlockDefinition, BlockKind, PathDefinition, SeriesDefinition, SeriesStatus
from core.events import EventInput, EventType, PathCondition
from db.definitions import define_series
from db.pool import Pool

SERIES = SeriesDefinition(
    key="s",
    name="Welcome",
    status=SeriesStatus.LIVE,
    goal=None,
    blocks=[
        BlockDefinition("rule", "Rule", BlockKind.RULE),
        BlockDefinition("split", "Split", BlockKind.SPLIT),
        BlockDefinition("one", "One", BlockKind.EMAIL),
        BlockDefinition("two", "Two", BlockKind.EMAIL),
    ],
    paths=[
        PathDefinition("rule", "split", PathCondition.MATCHED),
        PathDefinition("split", "one", PathCondition.VARIANT, "A"),
        PathDefinition("split", "two", PathCondition.VARIANT, "B"),
        PathDefinition("one", "rule", PathCondition.DELIVERED),
        PathDefinition("one", "two", PathCondition.DELIVERED),
    ],
)


def minute(number: float) -> datetime:
    return BEGIN + timedelta(minutes=number)


def written(number: float) -> str:
    return minute(number).isoformat().replace("+00:00", "Z")


def event(number: float, type_: EventType, block: str | None = None, **fields: Any) -> EventInput:
    given: dict[str, Any] = {
        "id": f"{number} {type_} {block} {fields}",
        "type": type_,
        "at": minute(number),
        "series": "s",
        "person": "ann",
        "block": block,
    }
    return EventInput(**given | fields)


HISTORY = [
    event(0, EventType.ENTRY_STARTED, company="acme"),
    event(0, EventType.BLOCK_REACHED, "rule", waits_until=minute(60)),
    event(1, EventType.BLOCK_LEFT, "rule", along=PathCondition.MATCHED),
    event(1, EventType.BLOCK_REACHED, "split"),
    event(1, EventType.BLOCK_LEFT, "split", along=PathCondition.VARIANT, variant="B"),
    event(2, EventType.BLOCK_REACHED, "one"),
    event(3, EventType.RECEIVED, "one", receipt="r"),
    event(5, EventType.CLICKED, "one", receipt="r", url="https://example.org", detail={"n": 1}),
    event(4, EventType.OPENED, "one", receipt="r"),
    event(6, EventType.BLOCK_LEFT, "one", along=PathCondition.DELIVERED),
    event(7, EventType.BLOCK_REACHED, "two"),
    event(8, EventType.ENTRY_DISENGAGED, "two", reason="silence"),
    event(9, EventType.GOAL_HIT, "two"),
    event(20, EventType.ENTRY_STARTED, entry="ann again"),
]

ENTRY = """
  key number companyId startedAt finishedAt disengagedAt disengageReason exitedAt goalHitAt outcomes
  person { externalId } series { key }
"""
VISIT = """
  block { key } state reachedAt leftAt waitsUntil matched leftAlong { from { key } to { key } condition variant }
  engagement { kind at url detail }
"""


async def with_history(pool: Pool, workspace_id: int, events: list[EventInput] = HISTORY) -> None:
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
        await record_events(connection, workspace_id, events)


async def test_a_person_has_entries_the_latest_first(pool: Pool, workspace_id: int):
    await with_history(pool, workspace_id)

    query = f'{{ person(externalId: "ann") {{ entries {{ totalCount nodes {{ {ENTRY} }} }} }} }}'
    entries = (await ask(pool, workspace_id, query))["person"]["entries"]

    nothing = dict.fromkeys(("companyId", "finishedAt", "disengagedAt", "disengageReason", "exitedAt", "goalHitAt"))
    both = {"person": {"externalId": "ann"}, "series": {"key": "s"}}
    again = {"key": "ann again", "number": 2, "startedAt": written(20), "outcomes": ["STARTED", "IN_PROGRESS"]}
    first = {
        "key": "ann",
        "number": 1,
        "companyId": "acme",
        "startedAt": written(0),
        "disengagedAt": written(8),
        "disengageReason": "silence",
        "goalHitAt": written(9),
        "outcomes": ["STARTED", "DISENGAGED", "GOAL_HIT"],
    }
    assert entries == {"totalCount": 2, "nodes": [nothing | both | again, nothing | both | first]}


async def test_visits_come_in_the_order_they_were_reached_with_the_path_taken(pool: Pool, workspace_id: int):
    await with_history(pool, workspace_id)

    query = f'{{ person(externalId: "ann") {{ entries {{ nodes {{ visits {{ {VISIT} }} }} }} }} }}'
    visits = (await ask(pool, workspace_id, query))["person"]["entries"]["nodes"][1]["visits"]

    assert [(visit["block"]["key"], visit["state"], visit["reachedAt"], visit["leftAt"]) for visit in visits] == [
        ("rule", "MOVED_ON", written(0), written(1)),
        ("split", "MOVED_ON", written(1), written(1)),
        ("one", "MOVED_ON", written(2), written(6)),
        ("two", "DISENGAGED", written(7), None),
    ]
    assert [visit["matched"] for visit in visits] == [True, None, None, None]
    assert [visit["waitsUntil"] for visit in visits] == [written(60), None, None, None]
    assert [visit["leftAlong"] for visit in visits] == [
        {"from": {"key": "rule"}, "to": {"key": "split"}, "condition": "MATCHED", "variant": None},
        {"from": {"key": "split"}, "to": {"key": "two"}, "condition": "VARIANT", "variant": "B"},
        {"from": {"key": "one"}, "to": {"key": "two"}, "condition": "DELIVERED", "variant": None},
        None,
    ]
    nothing = {"url": None, "detail": None}
    assert visits[2]["engagement"] == [
        {"kind": "RECEIVED", "at": written(3)} | nothing,
        {"kind": "OPENED", "at": written(4)} | nothing,
        {"kind": "CLICKED", "at": written(5), "url": "https://example.org", "detail": {"n": 1}},
    ]
    assert visits[3]["engagement"] == [{"kind": "GOAL_HIT", "at": written(9)} | nothing]


async def test_what_happened_after_the_requested_instant_is_not_shown(pool: Pool, workspace_id: int):
    await with_history(pool, workspace_id)
    query = f"""query ($scope: StatsScope) {{ series(key: "s") {{
        entries(scope: $scope) {{ nodes {{ {ENTRY} visits {{ {VISIT} }} }} }}
        block(key: "one") {{ visits(scope: $scope) {{ nodes {{ {VISIT} entry {{ outcomes }} }} }} }}
    }} }}"""

    series = (await ask(pool, workspace_id, query, scope={"asOf": written(4.5)}))["series"]

    (entry,) = series["entries"]["nodes"]
    (visit,) = series["block"]["visits"]["nodes"]
    assert (entry["disengagedAt"], entry["disengageReason"], entry["goalHitAt"]) == (None, None, None)
    assert entry["outcomes"] == visit["entry"]["outcomes"] == ["STARTED", "IN_PROGRESS"]
    assert [row["block"]["key"] for row in entry["visits"]] == ["rule", "split", "one"]
    assert (visit["state"], visit["leftAt"], visit["leftAlong"]) == ("RECEIVED", None, None)
    assert [row["kind"] for row in visit["engagement"]] == ["RECEIVED", "OPENED"]
    assert entry["visits"][0]["waitsUntil"] == written(60)


@pytest.mark.parametrize(
    ("along", "next_block", "to"),
    [
        (PathCondition.DELIVERED, None, None),
        (PathCondition.DELIVERED, "rule", "rule"),
        (PathCondition.DELIVERED, "split", None),
        (PathCondition.NOT_ONLINE, "two", None),
        (None, "two", None),
    ],
)
async def test_a_path_is_known_only_where_one_fits(
    pool: Pool, workspace_id: int, along: PathCondition | None, next_block: str | None, to: str | None
):
    events = [
        event(0, EventType.ENTRY_STARTED),
        event(1, EventType.BLOCK_REACHED, "one"),
        event(2, EventType.BLOCK_LEFT, "one", along=along),
    ]
    if next_block:
        events.append(event(2, EventType.BLOCK_REACHED, next_block))
    await with_history(pool, workspace_id, events)

    query = '{ series(key: "s") { block(key: "one") { visits { nodes { leftAlong { to { key } } } } } } }'
    (visit,) = (await ask(pool, workspace_id, query))["series"]["block"]["visits"]["nodes"]

    assert visit["leftAlong"] == (to and {"to": {"key": to}})


async def test_everything_can_be_fetched_again_by_its_id_here_and_nowhere_else(pool: Pool, workspace_id: int):
    await with_history(pool, workspace_id)
    query = """{ series(key: "s") { entries { nodes {
        __typename id person { __typename id } visits { __typename id } series { __typename id }
    } } } }"""
    entry = (await ask(pool, workspace_id, query))["series"]["entries"]["nodes"][1]
    nodes = [entry, entry["person"], *entry["visits"], entry["series"]]
    wanted = [{"__typename": node["__typename"], "id": node["id"]} for node in nodes]
    again = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"
    ids = [node["id"] for node in wanted]
    stranger = await pool.fetchval("INSERT INTO workspace (name) VALUES (gen_random_uuid()) RETURNING id")

    assert (await ask(pool, workspace_id, again, ids=ids))["nodes"] == wanted
    assert (await ask(pool, stranger, again, ids=ids))["nodes"] == [None] * len(ids)


async def test_series_are_found_by_status_and_by_any_part_of_key_or_name(pool: Pool, workspace_id: int):
    async with pool.acquire() as connection:
        for key, name, status in (
            ("welcome", "Hello 100%", SeriesStatus.LIVE),
            ("bye", "Farewell", SeriesStatus.PAUSED),
            ("draft", "WELL", SeriesStatus.DRAFT),
        ):
            await define_series(connection, workspace_id, SeriesDefinition(key, name, status, None, [], []))
    query = """query ($status: [SeriesStatus!], $search: String) {
        allSeries(status: $status, search: $search) { totalCount nodes { key } }
    }"""

    async def found(**arguments: Any) -> list[str]:
        page = (await ask(pool, workspace_id, query, **arguments))["allSeries"]
        assert page["totalCount"] == len(page["nodes"])
        return [series["key"] for series in page["nodes"]]

    assert await found() == ["welcome", "bye", "draft"]
    assert await found(search="well") == ["bye", "draft"]
    assert await found(search="0%") == ["welcome"]
    assert await found(status=["PAUSED", "LIVE"]) == ["welcome", "bye"]
    assert await found(status=[]) == []
    _, errors = await answer_to(pool, workspace_id, query, {"search": "x\x00"})
    assert [error["extensions"] for error in errors] == [{"code": "INVALID", "inputPath": ["search"]}]
