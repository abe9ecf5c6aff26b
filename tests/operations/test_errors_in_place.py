"""A bad argument leaves an error and null at its field. The rest of the response stays."""

from typing import Any

import pytest
from asking import answer_to, ask
from histories import SERIES

from db.definitions import define_series
from db.pool import Pool

BACKWARDS = '{range: {from: "2026-05-02T00:00:00Z", to: "2026-05-01T00:00:00Z"}}'
FIGURES = "started { kind count }"
BAD_OF_SERIES = [
    f"stats(scope: {BACKWARDS}) {{ {FIGURES} }}",
    f"entries(scope: {BACKWARDS}) {{ totalCount }}",
    "entries(first: 201) { totalCount }",
]
BAD_OF_BLOCK = [
    f"stats(scope: {BACKWARDS}) {{ reached }}",
    f"visits(scope: {BACKWARDS}) {{ totalCount }}",
    "visits(first: 201) { totalCount }",
]
BAD_OF_OUTCOME = [
    'trend(interval: HOUR, range: {from: "2020-01-01T00:00:00Z", to: "2026-01-01T00:00:00Z"}) { count }',
    'trend(range: {from: "2026-05-02T00:00:00Z", to: "2026-05-01T00:00:00Z"}) { count }',
    'people(filter: {ids: ["x"]}) { totalCount }',
    "people(first: 201) { totalCount }",
]


@pytest.fixture
async def defined(pool: Pool, workspace_id: int) -> int:
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
    return workspace_id


def documents() -> dict[str, list[str | int]]:
    """Documents with one bad argument, each with the path of its error."""
    bad: dict[str, list[str | int]] = {}
    for field in BAD_OF_SERIES:
        bad[f"bad: {field}"] = ["series", "bad"]
    for field in BAD_OF_BLOCK:
        bad[f'block(key: "mail") {{ key bad: {field} }}'] = ["series", "block", "bad"]
    for field in BAD_OF_OUTCOME:
        bad[f"stats {{ {FIGURES} finished {{ kind bad: {field} }} }}"] = ["series", "stats", "finished", "bad"]
    return bad


@pytest.mark.parametrize(("selection", "path"), documents().items())
async def test_a_bad_argument_leaves_an_error_and_null_at_its_field(
    pool: Pool, defined: int, selection: str, path: list[str | int]
):
    good = "key good: stats { started { count } finished { count } }"

    data, errors = await answer_to(pool, defined, f'{{ series(key: "s") {{ {good} {selection} }} }}')

    assert [error["path"] for error in errors] == [path]
    assert at(data, path) is None
    expected = await ask(pool, defined, f'{{ series(key: "s") {{ {good} }} }}')
    assert {name: data["series"][name] for name in expected["series"]} == expected["series"]


async def test_a_bad_argument_of_the_figures_of_all_blocks_leaves_the_blocks(pool: Pool, defined: int):
    data, errors = await answer_to(
        pool, defined, f'{{ series(key: "s") {{ blocks {{ key stats(scope: {BACKWARDS}) {{ reached }} }} }} }}'
    )

    assert data == {"series": {"blocks": [{"key": block.key, "stats": None} for block in SERIES.blocks]}}
    assert [error["path"] for error in errors] == [
        ["series", "blocks", number, "stats"] for number in range(len(SERIES.blocks))
    ]


def at(data: Any, path: list[str | int]) -> Any:
    for key in path:
        data = data[key]
    return data
