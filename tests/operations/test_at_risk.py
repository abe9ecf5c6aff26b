"""Visits whose time runs out soon, as of now."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from asking import answer_to, ask
from histories import SERIES
from recording import record_events

from core.events import EventInput, EventType
from db.definitions import define_series
from db.pool import Pool

QUERY = """
query ($key: String!, $hours: Int!, $first: Int, $after: String) {
  series(key: "s") {
    block(key: $key) {
      atRisk(withinHours: $hours, first: $first, after: $after) {
        totalCount selection
        nodes { person { externalId } state }
        pageInfo { hasNextPage hasPreviousPage endCursor }
      }
    }
  }
}
"""
PEOPLE = "query ($selection: ID) { people(filter: {selection: $selection}) { nodes { externalId } } }"
WAITS = {"late": 30, "soon": 1, "over": -1, "left": 2, "next": 5, "exited": 3, "open": None}  # hours from now


async def recorded(pool: Pool, workspace_id: int) -> None:
    """People who wait at every block for some hours from now on. One has left by now, and one has exited."""
    now = datetime.now(UTC)
    begin = now - timedelta(days=1)
    events: list[EventInput] = []
    for person, hours in WAITS.items():
        common = {"series": "s", "person": person}
        events.append(EventInput(id=f"{person} starts", type=EventType.ENTRY_STARTED, at=begin, **common))
        for block in ("rule", "wait", "mail"):
            until = None if hours is None else now + timedelta(hours=hours)
            reached = {"type": EventType.BLOCK_REACHED, "at": begin, "block": block, "waits_until": until}
            events.append(EventInput(id=f"{person} {block}", **reached, **common))
            if person == "left":
                left = {"type": EventType.BLOCK_LEFT, "at": now - timedelta(hours=1), "block": block}
                events.append(EventInput(id=f"{person} {block} left", **left, **common))
    exited = {"type": EventType.ENTRY_EXITED, "at": now - timedelta(hours=1), "series": "s", "person": "exited"}
    events.append(EventInput(id="exited", **exited))
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
        await record_events(connection, workspace_id, events)


def names(page: Any) -> list[str]:
    return [node["person"]["externalId"] for node in page["nodes"]]


@pytest.mark.parametrize(
    ("key", "state"), [("rule", "TRYING_TO_MATCH"), ("wait", "WAITING"), ("mail", "PENDING"), ("tag", None)]
)
async def test_visits_that_end_soon_are_listed_the_soonest_first(
    pool: Pool, workspace_id: int, key: str, state: str | None
):
    await recorded(pool, workspace_id)

    async def page(hours: int, first: int = 25, after: str | None = None) -> Any:
        found = await ask(pool, workspace_id, QUERY, key=key, hours=hours, first=first, after=after)
        return found["series"]["block"]["atRisk"]

    day, longer = await page(24), await page(48)
    one = await page(48, first=1)
    others = await page(48, after=one["pageInfo"]["endCursor"]) if state else one

    assert (names(day), day["totalCount"]) == ((["soon", "next"], 2) if state else ([], 0))
    assert (names(longer), longer["totalCount"]) == ((["soon", "next", "late"], 3) if state else ([], 0))
    assert {node["state"] for node in longer["nodes"]} == ({state} if state else set())
    if state:
        assert (names(one), names(others)) == (["soon"], ["next", "late"])
        assert (one["pageInfo"]["hasNextPage"], one["pageInfo"]["hasPreviousPage"]) == (True, False)
        assert (others["pageInfo"]["hasNextPage"], others["pageInfo"]["hasPreviousPage"]) == (False, True)
    selected = (await ask(pool, workspace_id, PEOPLE, selection=day["selection"]))["people"]["nodes"]
    assert {person["externalId"] for person in selected} == ({"soon", "next"} if state else set())


@pytest.mark.parametrize("hours", [-1, 0, 8_761])
async def test_a_wrong_number_of_hours_is_refused(pool: Pool, workspace_id: int, hours: int):
    await recorded(pool, workspace_id)

    data, errors = await answer_to(pool, workspace_id, QUERY, {"key": "wait", "hours": hours})

    assert data == {"series": {"block": {"atRisk": None}}}
    assert [(error["extensions"]["code"], error["message"]) for error in errors] == [
        ("INVALID", "`withinHours` must be 1 to 8,760.")
    ]
