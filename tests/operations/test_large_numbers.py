"""Figures over 2,147,483,647, the largest number of GraphQL's Int: aggregates of large stored counts."""

import re
from datetime import timedelta
from typing import Any

import pytest
from asking import answer_to, ask
from histories import BEGIN, SERIES
from recording import record_events

from core.events import EventInput, EventType
from db.definitions import define_series
from db.pool import Pool

TIMES = 1_000_000_000
LARGE = "The number of this field is {:,}, but the type Int holds at most 2,147,483,647: count less, by a narrower scope or filter."  # noqa: E501
SHARES = """{ series(key: "s") {
  stats { outcomes { kind percentage trend(interval: MONTH) { start percentage } } }
  block(key: "mail") { stats { states { state percentage } engagement { kind percentage } } }
} }"""


def event(number: int, person: str, type_: EventType, block: str | None = None) -> EventInput:
    at = BEGIN + timedelta(minutes=number)
    return EventInput(id=f"{person}{number}", type=type_, at=at, series="s", person=person, block=block)


@pytest.fixture
async def large(pool: Pool, workspace_id: int) -> int:
    """A workspace with three people in a series, of whom two opened a mail."""
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
        history = [
            event(number, person, type_, block)
            for person in ("ann", "bob", "eve")
            for number, (type_, block) in enumerate(
                [
                    (EventType.ENTRY_STARTED, None),
                    (EventType.BLOCK_REACHED, "mail"),
                    (EventType.RECEIVED, "mail"),
                    (EventType.OPENED, "mail"),
                ]
            )
            if person != "eve" or type_ is not EventType.OPENED
        ]
        await record_events(connection, workspace_id, history)
    return workspace_id


async def enlarge(pool: Pool, workspace_id: int) -> None:
    await pool.execute(
        "UPDATE figure_count SET entries = entries * $2, people = people * $2, total = total * $2, "
        "quarters = ARRAY(SELECT (change >> 8) * $2 << 8 | change & 255 FROM unnest(quarters) AS change) "
        "WHERE workspace_id = $1",
        workspace_id,
        TIMES,
    )


NULLABLE = {"entries", "people", "stats", "trend", "visits"}


@pytest.mark.parametrize(
    ("selection", "number"),
    [
        ("stats { started { count } }", 3),
        ("stats(scope: { unit: ENTRIES }) { started { count } }", 3),
        ("stats { started { base } }", 3),
        ("stats { started { people { totalCount } } }", 3),
        ("stats { started { trend(interval: MONTH) { count } } }", 3),
        ("stats { started { trend(interval: MONTH) { cumulative } } }", 3),
        ("stats { started { trend(interval: MONTH) { cumulativeStarted } } }", 3),
        ("stats { inProgress { count } }", 3),
        ("stats { inProgress { trend(interval: MONTH) { count } } }", 3),
        ('block(key: "mail") { stats { reached } }', 3),
        ('block(key: "mail") { stats { states { count } } }', 3),
        ('block(key: "mail") { visits { totalCount } }', 3),
        ('block(key: "mail") { stats { engagement { total } } }', 3),
        ('block(key: "mail") { stats { engagement { unique } } }', 3),
        ("entries { totalCount }", 3),
    ],
)
async def test_a_number_that_is_too_large_is_an_error_that_states_it(
    pool: Pool, large: int, selection: str, number: int
):
    query = f'{{ series(key: "s") {{ {selection} }} }}'
    before = await answer_to(pool, large, query)

    await enlarge(pool, large)
    data, errors = await answer_to(pool, large, query)

    assert before[1] == []
    assert data == null_in(selection)
    assert {(error["message"], error["extensions"]["code"]) for error in errors} == {
        (LARGE.format(number * TIMES), "LIMIT_EXCEEDED")
    }


def null_in(selection: str) -> Any:
    """The data with null at the innermost field of the selection that can be null."""
    names = re.findall(r"\w+(?= *[({])", re.sub(r"\([^()]*\)", "(", selection.replace("{ unit: ENTRIES }", "")))
    last = max(index for index, name in enumerate(names) if name in NULLABLE)
    data: Any = None
    for name in reversed(["series", *names[: last + 1]]):
        data = {name: data}
    return data


async def test_smaller_numbers_and_all_percentages_stay_right(pool: Pool, large: int):
    before = await ask(pool, large, SHARES)

    await enlarge(pool, large)

    assert await ask(pool, large, SHARES) == before


async def test_events_are_recorded_beyond_the_largest_int(pool: Pool, large: int):
    await enlarge(pool, large)

    async with pool.acquire() as connection:
        await record_events(connection, large, [event(9, "ann", EventType.OPENED, "mail")])

    query = '{ series(key: "s") { block(key: "mail") { stats { engagement { kind total } } } } }'
    data, errors = await answer_to(pool, large, query)
    assert data == {"series": {"block": {"stats": None}}}
    assert LARGE.format(3 * TIMES) in {error["message"] for error in errors}
    totals: Any = await pool.fetch(
        "SELECT figure::text, total FROM figure_count WHERE workspace_id = $1 AND level = 4 AND total > 0 ORDER BY 1",
        large,
    )
    assert [tuple(row) for row in totals] == [("ENGAGED_OPENED", 2 * TIMES + 1), ("ENGAGED_RECEIVED", 3 * TIMES)]
