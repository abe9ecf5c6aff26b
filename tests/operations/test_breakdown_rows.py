"""Which rows a breakdown has, in small histories, and which arguments are refused."""

from typing import Any
from uuid import uuid4

import pytest
from asking import answer_to, ask
from breakdowns import DEFINITION, LONG, SPLIT, passage
from recording import record_events

from core.events import EventInput, PathCondition
from core.ids import global_id
from db.definitions import define_series
from db.pool import Pool
from db.tokens import ensure_workspace

QUERY = """
query ($by: BreakdownInput!, $first: Int! = 10, $scope: StatsScope, $timeZone: TimeZone) {
  series(key: "s") {
    stats(scope: $scope) {
      started { count }
      breakdown(by: $by, first: $first, timeZone: $timeZone) { rows { ...Row } others { ...Row } missing { ...Row } }
    }
  }
}
fragment Row on BreakdownRow { value outcomes { kind count } }
"""
PEOPLE = "mutation ($input: UpsertPeopleInput!) { upsertPeople(input: $input) { userErrors { message } } }"
START = ("ENTRY_STARTED", 0.0, {})


async def recorded(pool: Pool, *passages: list[EventInput], **people: dict[str, Any]) -> int:
    """A workspace with these events, and with these people by external id."""
    workspace_id = await ensure_workspace(pool, f"test {uuid4()}")
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, DEFINITION)
        await record_events(connection, workspace_id, [event for each in passages for event in each])
    if people:
        changes = [{"externalId": name, **person} for name, person in people.items()]
        await ask(pool, workspace_id, PEOPLE, input={"people": changes})
    return workspace_id


async def counts(
    pool: Pool, workspace_id: int, by: dict[str, Any], kind: str = "STARTED", **variables: Any
) -> tuple[list[tuple[Any, int]], int | None, int | None]:
    """The values with their count of an outcome, that of all others, and that of those without a value."""
    stats = (await ask(pool, workspace_id, QUERY, by=by, **variables))["series"]["stats"]

    def count(row: dict[str, Any]) -> int:
        return next(outcome["count"] for outcome in row["outcomes"] if outcome["kind"] == kind)

    found = stats["breakdown"]
    rest = [found[name] and count(found[name]) for name in ("others", "missing")]
    return [(row["value"], count(row)) for row in found["rows"]], rest[0], rest[1]


async def test_equal_json_values_are_one_row_and_null_is_a_value(pool: Pool):
    values = {"a": 1, "b": 1.0, "c": "1", "d": None, "e": [2.0, "x"], "f": [2, "x"], "g": True, "h": LONG}
    people = {name: {"attributes": {"plan": value}} for name, value in values.items()} | {"i": {}}
    workspace_id = await recorded(pool, *(passage(name, START) for name in people), **people)

    rows, others, missing = await counts(pool, workspace_id, {"attribute": "plan"})

    assert rows == [(1, 2), ([2, "x"], 2), (None, 1), ("1", 1), (True, 1)]
    assert (others, missing) == (1, 1)


async def test_values_with_as_many_are_in_their_own_order(pool: Pool):
    values = dict(zip("abcdef", [10, 2, "y", "x", True, "x"], strict=True))
    people = {name: {"attributes": {"plan": value}} for name, value in values.items()}
    workspace_id = await recorded(pool, *(passage(name, START) for name in people), **people)

    assert (await counts(pool, workspace_id, {"attribute": "plan"}))[0] == [
        ("x", 2),
        ("y", 1),
        (2, 1),
        (10, 1),
        (True, 1),
    ]
    assert await counts(pool, workspace_id, {"attribute": "plan"}, first=2) == ([("x", 2), ("y", 1)], 3, None)
    assert await counts(pool, workspace_id, {"attribute": "plan"}, first=0) == ([], 6, None)


async def test_a_person_counts_for_each_tag_and_others_have_none_that_is_shown(pool: Pool):
    tags = {"a": ["x", "y"], "b": ["x"], "c": ["y", "z"], "d": ["z"], "e": []}
    people = {name: {"tags": of_person} for name, of_person in tags.items()}
    workspace_id = await recorded(pool, *(passage(name, START) for name in people), **people)

    assert await counts(pool, workspace_id, {"tag": True}) == ([("x", 2), ("y", 2), ("z", 2)], None, 1)
    assert await counts(pool, workspace_id, {"tag": True}, first=1) == ([("x", 2)], 2, 1)


async def test_the_first_entry_says_where_a_person_counts(pool: Pool):
    """Ann's first entry is of acme and finishes, her second is of birch and hits the goal. Bob has no company."""
    left = {"block": SPLIT, "along": PathCondition.VARIANT}
    first = passage(
        "ann",
        ("ENTRY_STARTED", 0, {"company": "acme"}),
        ("BLOCK_REACHED", 0, {"block": SPLIT}),
        ("BLOCK_LEFT", 1, {**left, "variant": "x"}),
        ("ENTRY_FINISHED", 2, {}),
        entry="a1",
    )
    second = passage(
        "ann",
        ("ENTRY_STARTED", 40, {"company": "birch"}),
        ("BLOCK_REACHED", 40, {"block": SPLIT}),
        ("BLOCK_LEFT", 41, {**left, "variant": "y"}),
        ("GOAL_HIT", 42, {}),
        entry="a2",
    )
    workspace_id = await recorded(pool, first, second, passage("bob", START))
    block = f'{{ series(key: "s") {{ block(key: "{SPLIT}") {{ id }} }} }}'
    split = (await ask(pool, workspace_id, block))["series"]["block"]["id"]
    cohort = {"range": {"from": "2026-04-01T00:00:00Z"}, "clock": "ENTRY_COHORT"}
    entries = {"unit": "ENTRIES"}

    for by, values in (({"company": True}, ["acme", "birch"]), ({"variantOf": split}, ["x", "y"])):
        assert await counts(pool, workspace_id, by) == ([(values[0], 1)], None, 1)
        assert await counts(pool, workspace_id, by, "GOAL_HIT") == ([(values[0], 1)], None, 0)
        assert await counts(pool, workspace_id, by, scope=cohort) == ([(values[1], 1)], None, None)
        assert await counts(pool, workspace_id, by, scope=entries) == ([(values[0], 1), (values[1], 1)], None, 1)
        assert await counts(pool, workspace_id, by, "GOAL_HIT", scope=entries) == (
            [(values[0], 0), (values[1], 1)],
            None,
            0,
        )


async def test_starts_are_in_buckets_of_the_time_zone_in_order_of_time(pool: Pool):
    """BEGIN is noon of March 1 in UTC; clocks in Amsterdam change on March 29."""
    days = {"a": 30.9, "b": 30.95, "c": 0, "d": 27.5, "e": 27.6}
    workspace_id = await recorded(pool, *(passage(name, ("ENTRY_STARTED", day, {})) for name, day in days.items()))
    by = {"started": "MONTH"}

    assert await counts(pool, workspace_id, by, timeZone="UTC") == (
        [("2026-03-01T00:00:00Z", 3), ("2026-04-01T00:00:00Z", 2)],
        None,
        None,
    )
    assert await counts(pool, workspace_id, by, timeZone="Europe/Amsterdam", first=1) == (
        [("2026-02-28T23:00:00Z", 3)],
        2,
        None,
    )
    assert (await counts(pool, workspace_id, {"started": "DAY"}, timeZone="Europe/Amsterdam"))[0] == [
        ("2026-02-28T23:00:00Z", 1),
        ("2026-03-28T23:00:00Z", 2),
        ("2026-03-31T22:00:00Z", 2),
    ]


async def test_a_series_that_no_one_has_started_has_no_rows(pool: Pool):
    workspace_id = await recorded(pool)

    for by in ({"attribute": "plan"}, {"tag": True}, {"company": True}, {"started": "DAY"}):
        assert await counts(pool, workspace_id, by) == ([], None, None)


REFUSED = {
    "a tag that is not asked for": ({"tag": False}, "INVALID", ["by", "tag"]),
    "a company that is not asked for": ({"company": False}, "INVALID", ["by", "company"]),
    "a long name": ({"attribute": "a" * 501}, "INVALID", ["by", "attribute"]),
    "no id": ({"variantOf": "x"}, "INVALID", ["by", "variantOf"]),
    "no block": ({"variantOf": global_id("Block", 10**9)}, "NOT_FOUND", ["by", "variantOf"]),
    "too many buckets": ({"started": "HOUR"}, "INVALID", ["by", "started"]),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_a_wrong_argument_leaves_the_other_figures(pool: Pool, name: str):
    by, code, path = REFUSED[name]
    workspace_id = await recorded(pool, passage("a", START, ("GOAL_HIT", 100, {})))

    data, errors = await answer_to(pool, workspace_id, QUERY, {"by": by})

    assert data["series"]["stats"] == {"started": {"count": 1}, "breakdown": None}
    assert [error["extensions"] for error in errors] == [{"code": code, "inputPath": path}]


@pytest.mark.parametrize("first", [-1, 101])
async def test_a_number_of_rows_that_is_not_allowed_is_refused(pool: Pool, first: int):
    workspace_id = await recorded(pool)

    _, errors = await answer_to(pool, workspace_id, QUERY, {"by": {"tag": True}, "first": first})

    assert [(error["message"], error["extensions"]["inputPath"]) for error in errors] == [
        ("`first` must be 0 to 100.", ["first"])
    ]


async def test_the_block_must_be_a_split_of_the_series(pool: Pool):
    workspace_id = await recorded(pool)
    blocks = '{ series(key: "s") { blocks { id kind } } }'
    found = (await ask(pool, workspace_id, blocks))["series"]["blocks"]
    rule = next(block["id"] for block in found if block["kind"] == "RULE")

    _, errors = await answer_to(pool, workspace_id, QUERY, {"by": {"variantOf": rule}})

    assert [error["message"] for error in errors] == ["The block must be a SPLIT of this series: use the id of one."]


@pytest.mark.parametrize("by", [{}, {"tag": True, "company": True}, {"attribute": None}])
async def test_exactly_one_field_is_given(pool: Pool, by: dict[str, Any]):
    workspace_id = await recorded(pool)

    data, [error] = await answer_to(pool, workspace_id, QUERY, {"by": by})

    assert data is None
    assert error["extensions"]["code"] == "INVALID"
    assert "BreakdownInput" in error["message"]
