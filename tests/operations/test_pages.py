"""Pages: every list read forwards and backwards, in parts, while it grows; and everything that is no page."""

from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Any

import pytest
from asking import answer_to, ask
from histories import BEGIN, SERIES
from hypothesis import given
from hypothesis import strategies as st
from recording import record_events
from sampling import examples
from scopes import Scope, recorded, scopes

from core.events import EventInput, EventType
from db.definitions import define_series
from db.pool import Pool

PAGE = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
ARGUMENTS = "first: $first, after: $after, last: $last, before: $before"
VARIABLES = "$first: Int, $after: String, $last: Int, $before: String"
LISTS = {
    "people": f"people({ARGUMENTS}) {{ totalCount edges {{ cursor node {{ id }} }} {PAGE} }}",
    "allSeries": f"allSeries({ARGUMENTS}) {{ totalCount edges {{ cursor node {{ id }} }} {PAGE} }}",
    "entries": f"entries(scope: $scope, {ARGUMENTS}) {{ totalCount edges {{ cursor node {{ id }} }} {PAGE} }}",
    "visits": f"visits(scope: $scope, {ARGUMENTS}) {{ totalCount edges {{ cursor node {{ id }} }} {PAGE} }}",
    "outcome": f"people({ARGUMENTS}) {{ totalCount edges {{ cursor entry {{ id }} }} {PAGE} }}",
}
for field in ("LEFT_AT", "WAITS_UNTIL", "REACHED_AT"):
    for direction in ("ASC", "DESC"):
        LISTS[f"{field} {direction}"] = LISTS["visits"].replace(
            "scope: $scope,", f"scope: $scope, orderBy: {{ field: {field}, direction: {direction} }},"
        )
LISTS["in states"] = LISTS["visits"].replace("scope: $scope,", "scope: $scope, state: [MOVED_ON, PENDING, WAITING],")
each_list = pytest.mark.parametrize("name", LISTS)
each_history = examples(8)


def query_of(name: str) -> str:
    field = f"page: {LISTS[name]}"
    if name == "entries":
        field = f'series(key: "s") {{ {field} }}'
    elif name == "outcome":
        field = f'series(key: "s") {{ stats(scope: $scope) {{ inProgress {{ {field} }} }} }}'
    elif name not in ("people", "allSeries"):
        field = f'series(key: "s") {{ block(key: "rule") {{ {field} }} }}'
    scope = ", $scope: StatsScope" if "$scope" in field else ""
    return f"query ({VARIABLES}{scope}) {{ {field} }}"


async def page_of(pool: Pool, workspace_id: int, name: str, scope: dict[str, Any] | None, **arguments: Any) -> Any:
    found = await ask(pool, workspace_id, query_of(name), scope=scope, **arguments)
    while "page" not in found:
        (found,) = found.values()
    return found["page"]


def ids_on(page: Any) -> list[str]:
    return [(edge.get("node") or edge.get("entry"))["id"] for edge in page["edges"]]


async def read(pool: Pool, workspace_id: int, name: str, scope: Any, size: int) -> list[str]:
    """The whole list, page by page. Checks that each page knows whether there are pages before and after it."""
    ids: list[str] = []
    cursor = None
    while True:
        page = await page_of(pool, workspace_id, name, scope, first=size, after=cursor)
        ids += ids_on(page)
        assert page["pageInfo"]["hasPreviousPage"] == (cursor is not None)
        if not page["pageInfo"]["hasNextPage"]:
            return ids
        cursor = page["pageInfo"]["endCursor"]
        assert cursor == page["edges"][-1]["cursor"]


async def read_backwards(pool: Pool, workspace_id: int, name: str, scope: Any, size: int) -> list[str]:
    """The same from its end."""
    ids: list[str] = []
    cursor = None
    while True:
        page = await page_of(pool, workspace_id, name, scope, last=size, before=cursor)
        ids = ids_on(page) + ids
        assert page["pageInfo"]["hasNextPage"] == (cursor is not None)
        if not page["pageInfo"]["hasPreviousPage"]:
            return ids
        cursor = page["pageInfo"]["startCursor"]
        assert cursor == page["edges"][0]["cursor"]


@each_list
@each_history
@given(data=st.data(), scope=scopes(), size=st.integers(1, 3))
async def test_a_list_is_the_same_in_parts_and_backwards(
    pool: Pool, name: str, data: st.DataObject, scope: Scope, size: int
):
    workspace_id, _ = await recorded(pool, data)

    whole = await page_of(pool, workspace_id, name, scope.given, first=200)

    ids = ids_on(whole)
    assert len(ids) == len(set(ids)) == whole["totalCount"]
    assert await read(pool, workspace_id, name, scope.given, size) == ids
    assert await read_backwards(pool, workspace_id, name, scope.given, size) == ids


def started(person: str, minutes: int) -> list[EventInput]:
    """Somebody who starts, reaches the rule and moves on."""
    at = BEGIN + timedelta(minutes=minutes)
    types = (EventType.ENTRY_STARTED, EventType.BLOCK_REACHED, EventType.BLOCK_LEFT)
    return [
        EventInput(
            id=f"{person} {type_}",
            type=type_,
            at=at,
            series="s",
            person=person,
            block=None if type_ is EventType.ENTRY_STARTED else "rule",
            waits_until=at if type_ is EventType.BLOCK_REACHED else None,
        )
        for type_ in types
    ]


async def record(pool: Pool, workspace_id: int, *people: list[EventInput]) -> None:
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
        await record_events(connection, workspace_id, [event for events in people for event in events])


@pytest.mark.parametrize("name", [name for name in LISTS if name != "allSeries"])
async def test_what_arrives_meanwhile_neither_hides_nor_repeats_anything(pool: Pool, workspace_id: int, name: str):
    await record(pool, workspace_id, *(started(f"p{number}", 10 * number) for number in range(9)))
    before = ids_on(await page_of(pool, workspace_id, name, None, first=200))

    first = await page_of(pool, workspace_id, name, None, first=4)
    await record(pool, workspace_id, *(started(f"q{number}", 10 * number + 5) for number in range(-1, 9)))
    rest = await page_of(pool, workspace_id, name, None, first=200, after=first["pageInfo"]["endCursor"])

    seen = ids_on(first) + ids_on(rest)
    assert [id_ for id_ in seen if id_ in before] == before
    assert len(seen) == len(set(seen))


async def test_a_page_has_25_rows_by_default_and_may_have_none(pool: Pool, workspace_id: int):
    await record(pool, workspace_id, *(started(f"p{number}", number) for number in range(30)))

    usual = await page_of(pool, workspace_id, "entries", None)
    none = await page_of(pool, workspace_id, "entries", None, first=0)

    assert (len(usual["edges"]), usual["totalCount"]) == (25, 30)
    assert none == {
        "totalCount": 30,
        "edges": [],
        "pageInfo": {"hasNextPage": True, "hasPreviousPage": False, "startCursor": None, "endCursor": None},
    }


async def test_between_two_cursors_lies_what_comes_after_one_and_before_the_other(pool: Pool, workspace_id: int):
    await record(pool, workspace_id, *(started(f"p{number}", number) for number in range(6)))
    edges = (await page_of(pool, workspace_id, "entries", None, first=6))["edges"]

    between = await page_of(
        pool, workspace_id, "entries", None, last=2, after=edges[0]["cursor"], before=edges[4]["cursor"]
    )

    assert between["edges"] == edges[2:4]
    assert (between["pageInfo"]["hasPreviousPage"], between["pageInfo"]["hasNextPage"]) == (True, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"first": -1}, "`first` must be 0 to 200."),
        ({"last": 201}, "`last` must be 0 to 200."),
        ({"first": 1, "last": 1}, "Give `first` or `last`, not both."),
        ({"after": "nonsense"}, "`after` is not a cursor: use one from a page of the same list."),
        ({"before": ""}, "`before` is not a cursor: use one from a page of the same list."),
        ({"before": "ü"}, "`before` is not a cursor: use one from a page of the same list."),
    ],
)
@each_list
async def test_what_is_no_page_is_refused_in_a_sentence(
    pool: Pool, workspace_id: int, name: str, arguments: dict[str, Any], message: str
):
    await record(pool, workspace_id, started("p", 0))

    _, errors = await answer_to(pool, workspace_id, query_of(name), arguments)

    extensions = {"code": "INVALID", "inputPath": [list(arguments)[-1]]}
    assert [(error["message"], error["extensions"]) for error in errors] == [(message, extensions)]


@pytest.mark.parametrize(
    ("name", "other"), [("people", "allSeries"), ("LEFT_AT ASC", "LEFT_AT DESC"), ("outcome", "entries")]
)
async def test_a_cursor_of_another_list_or_order_is_refused(pool: Pool, workspace_id: int, name: str, other: str):
    await record(pool, workspace_id, started("p", 0))
    strange = (await page_of(pool, workspace_id, other, None))["pageInfo"]["endCursor"]

    _, errors = await answer_to(pool, workspace_id, query_of(name), {"after": strange})

    assert [error["message"] for error in errors] == [
        "`after` is a cursor of another list or another order: use one from a page of the same list."
    ]


@pytest.mark.parametrize(
    "key", ["people|0|0", "people|-1|5", "people|0|9223372036854775807", "people|0|05", "people|1|1|1"]
)
async def test_a_cursor_that_was_made_up_is_refused(pool: Pool, workspace_id: int, key: str):
    made_up = urlsafe_b64encode(key.encode()).decode().rstrip("=")

    _, errors = await answer_to(pool, workspace_id, query_of("people"), {"after": made_up})

    assert [error["extensions"]["inputPath"] for error in errors] == [["after"]]
