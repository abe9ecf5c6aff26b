"""The same queries of a series with ten or a hundred times as much data."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, LiteralString

from bench.asking import answer_to, outcomes, request_p50_ms
from bench.comparisons import Bar, Comparison, Measure, interleaved
from bench.ground import Ground, Tenant, settled
from bench.histories import loaded, multiplied
from bench.latencies import MILLISECONDS
from bench.questions import (
    CURSOR_OF_PERSON,
    CURSOR_OF_VISIT,
    DASHBOARD,
    OVERVIEW,
    PEOPLE,
    TREND,
    VISITS,
    VISITS_NOT_LEFT,
)
from core.errors import MilepostError
from core.ids import global_id

NAME = "growth"
_PEOPLE = (3_000, 11_000)  # in a quick run and in a full one; these make some 100,000 visits
_DEEP = 10 / 11  # the share of a list before its deep page: of a hundred times 11,000 people, a million
_TREND = "trend of 90 days"
_QUESTIONS: Mapping[str, str] = {
    "overview": OVERVIEW,
    "dashboard": DASHBOARD,
    _TREND: TREND,
    "first page of the people behind a figure": PEOPLE,
    "first page of visits in a state": VISITS,
    "last page of visits by when they left, of those who have not": VISITS_NOT_LEFT,
}
# A people filter makes Milepost count rows. This one matches everyone, because no one has the tag.
_COUNTED = 'stats(scope: {people: {withoutTags: ["nobody"]}}) {'
# A trend reads stored counts of quarters of an hour. They fill up as data grows: a day has at most 96 of them.
_QUARTERS = (
    "SELECT count(DISTINCT counted.quarter) FROM figure_count "
    "CROSS JOIN quarter_counts(figure_count.bucket, quarters) AS counted "
    "WHERE workspace_id = $1 AND figure = 'FINISHED' AND level = 1"
)
_VISITS = "SELECT count(*) FROM visit WHERE workspace_id = $1"
_STARTED = """
SELECT person_id FROM entry WHERE workspace_id = $1 AND is_first_start AND started_at IS NOT NULL
ORDER BY started_at DESC, id DESC
"""
_MOVED_ON = """
SELECT person_id FROM visit
WHERE workspace_id = $1 AND ended_as = 'MOVED_ON' AND superseded_at IS NULL AND reached_at IS NOT NULL
    AND block_id = (SELECT id FROM block WHERE workspace_id = $1 AND key = 'first-project')
ORDER BY reached_at DESC, entry_id DESC
"""


@dataclass(frozen=True, slots=True)
class _DeepPage:
    """A page far down a list: the SQL of its rows, the query of the page, and the query of one person's cursor."""

    name: str
    rows: LiteralString
    query: str
    cursor: str


_DEEP_PAGES = (
    _DeepPage("people behind a figure", _STARTED, PEOPLE, CURSOR_OF_PERSON),
    _DeepPage("visits in a state", _MOVED_ON, VISITS, CURSOR_OF_VISIT),
)


async def measure(ground: Ground) -> list[Comparison]:
    """The median time of each query on one connection, in both sizes."""
    copies = ground.scale.of(10, 100)
    small = await loaded(ground, ground.scale.of(*_PEOPLE))
    large = await multiplied(ground, small, copies)
    await settled(ground.pool)
    await _agree(ground, large, small, copies)
    sizes = {f"{await ground.pool.fetchval(_VISITS, tenant.id):,} visits": tenant for tenant in (large, small)}
    compared = [
        await _compared(ground, name, {size: (tenant, question, None) for size, tenant in sizes.items()})
        for name, question in _QUESTIONS.items()
    ]
    quarters = [f"{await ground.pool.fetchval(_QUARTERS, tenant.id):,}" for tenant in (large, small)]
    note = f"{quarters[0]} quarters of an hour have a stored count, and {quarters[1]} in the smaller history"
    compared = [replace(each, note=note) if each.work == _growth(_TREND) else each for each in compared]
    return compared + [await _deep(ground, page, sizes) for page in _DEEP_PAGES]


_Request = tuple[Tenant, str, dict[str, Any] | None]


async def _compared(ground: Ground, name: str, requests: Mapping[str, _Request]) -> Comparison:
    times = ground.scale.of(25, 200)
    measures: dict[str, Measure] = {
        size: partial(request_p50_ms, ground, tenant, query, times, variables)
        for size, (tenant, query, variables) in requests.items()
    }
    large, small = (await interleaved(ground.scale.rounds, MILLISECONDS, measures)).values()
    return Comparison(_growth(name), large, small, Bar(most=1.3))


def _growth(name: str) -> str:
    return f"growth: {name}"


async def _deep(ground: Ground, page: _DeepPage, sizes: Mapping[str, Tenant]) -> Comparison:
    requests: dict[str, _Request] = {}
    for size, tenant in sizes.items():
        place, cursor = await _cursor(ground, page, tenant)
        requests[f"{size}, after row {place:,}"] = (tenant, page.query, {"after": cursor})
    return await _compared(ground, f"deep page of {page.name}", requests)


async def _cursor(ground: Ground, page: _DeepPage, tenant: Tenant) -> tuple[int, str]:
    count = await ground.pool.fetchval(f"SELECT count(*) FROM ({page.rows}) AS list", tenant.id)
    place = round(_DEEP * count)
    person_id = await ground.pool.fetchval(f"{page.rows} OFFSET $2 LIMIT 1", tenant.id, place - 1)
    answer = await answer_to(ground, tenant, page.cursor, {"ids": [global_id("Person", person_id)]})
    return place, _end_cursor(answer)


def _end_cursor(answer: Any) -> str:
    """The cursor of a response that contains nothing else."""
    return answer if isinstance(answer, str) else _end_cursor(*answer.values())


async def _agree(ground: Ground, large: Tenant, small: Tenant, copies: int) -> None:
    """Raises MilepostError unless the larger history has `copies` times the figures, stored and counted from rows."""
    many, few = await outcomes(ground, large, OVERVIEW), await outcomes(ground, small, OVERVIEW)
    if many != {kind: copies * count for kind, count in few.items()}:
        raise MilepostError(f"{copies} times {few} is not {many}.")
    for question in (DASHBOARD, TREND):
        stored = await answer_to(ground, large, question)
        counted = await answer_to(ground, large, question.replace("stats {", _COUNTED))
        if counted != stored:
            raise MilepostError(f"Counting rows gives {counted}, but the stored counts are {stored}.")
