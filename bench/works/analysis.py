"""Figures that explain a series, of a million people: one request at a time, against the time that is allowed."""

from collections.abc import Mapping
from itertools import count
from time import perf_counter
from typing import Any

from bench.asking import answer_to
from bench.comparisons import Bar, Comparison, Missing, Sample
from bench.ground import Ground, Tenant, settled
from bench.histories import loaded, multiplied
from core.errors import MilepostError

NAME = "analysis"
_PEOPLE = (1_000, 10_000)  # in a quick run and in a full one
_COPIES = (10, 100)
_ROUNDS = 3  # each takes long
_MOST_MS = 10_000  # a third of the deadline of a request
_BREAKDOWN = "breakdown(by: %s) { rows { ...Row } others { ...Row } missing { ...Row } }"
_DIVISIONS: Mapping[str, str] = {
    "attribute": '{attribute: "plan"}',
    "tag": "{tag: true}",
    "variant": '{variantOf: "<split>"}',
    "company": "{company: true}",
    "week of the start": "{started: WEEK}",
}
_FIGURES: Mapping[str, str] = {
    "combinations": "stats { combinations { outcomes count } }",
    "disengagements": "stats { disengagements { reason block { key } count } }",
    "reconciliation": "stats { reconciliation { balanced } }",
    "time in all blocks": "blocks { stats { timeInBlock { medianSeconds p90Seconds } } }",
    "time to the goal": "stats { timeTo(kind: GOAL_HIT) { medianSeconds p90Seconds } }",
    "flow": "stats { flow { paths { taken share } } leaks { count share } }",
    "medians of all paths": "paths { stats { medianSeconds } }",
    "routes": "stats { flow { routes { count goalShare blocks { key } } otherRoutes } }",
    **{f"breakdown by {name}": f"stats {{ {_BREAKDOWN % by} }}" for name, by in _DIVISIONS.items()},
}
_ROW = "fragment Row on BreakdownRow { value outcomes { kind count percentage interval95 { low high } } }"
_SPLIT = '{ series(key: "onboarding") { block(key: "tips-split") { id } } }'
_STARTED = '{ series(key: "onboarding") { stats { started { count } } } }'
_ATTRIBUTES = """
UPDATE person SET attributes = jsonb_build_object(
    'plan', (ARRAY['free', 'free', 'free', 'team', 'business'])[1 + id % 5], 'country', 'country-' || id % 40,
    'name', repeat(external_id, 20)
)
WHERE workspace_id = $1
"""
_TAGS = """
WITH made AS (
    INSERT INTO tag (workspace_id, name) SELECT $1, 'tag-' || number FROM generate_series(2, 20) AS number
    RETURNING id, name
)
INSERT INTO person_tag (workspace_id, tag_id, person_id)
SELECT $1, made.id, person.id
FROM made JOIN person ON person.workspace_id = $1 AND person.id % substr(made.name, 5)::integer = 0
"""
_numbers = count()


async def measure(ground: Ground) -> list[Comparison | Missing]:
    """The time of each figure of all people. One that takes longer than a request may does not end the others."""
    tenant = await multiplied(ground, await loaded(ground, ground.scale.of(*_PEOPLE)), ground.scale.of(*_COPIES))
    await ground.pool.execute(_ATTRIBUTES, tenant.id)
    await ground.pool.execute(_TAGS, tenant.id)
    await settled(ground.pool)
    people: int = (await answer_to(ground, tenant, _STARTED))["series"]["stats"]["started"]["count"]
    split: str = (await answer_to(ground, tenant, _SPLIT))["series"]["block"]["id"]
    return [
        await _measured(ground, tenant, f"{name} of {people:,} people", fields.replace("<split>", split), people)
        for name, fields in _FIGURES.items()
    ]


async def _measured(ground: Ground, tenant: Tenant, work: str, fields: str, people: int) -> Comparison | Missing:
    try:
        return await _compared(ground, tenant, work, fields, people)
    except MilepostError as error:
        return Missing(work, str(error))


async def _compared(ground: Ground, tenant: Tenant, work: str, fields: str, people: int) -> Comparison:
    document = f'{{ series(key: "onboarding") {{ {fields} }} }}' + (_ROW if "...Row" in fields else "")
    milliseconds: list[float] = []
    for _ in range(_ROUNDS + 1):
        begun = perf_counter()
        answer = await answer_to(ground, tenant, document, {"number": next(_numbers)})  # so that none is cached
        milliseconds.append(1000 * (perf_counter() - begun))
        _agree(work, answer, people)
    # The first request reads what the others find in memory.
    allowed = Sample("allowed", "ms", [_MOST_MS] * _ROUNDS)
    return Comparison(work, Sample("Milepost", "ms", milliseconds[1:]), allowed, Bar(most=1))


def _agree(work: str, answer: Any, people: int) -> None:
    """Raises MilepostError unless the rows of a breakdown, which do not overlap, sum to all people."""
    breakdown = answer["series"].get("stats", {}).get("breakdown")
    if breakdown is None or "by tag" in work:
        return
    rows = [*breakdown["rows"], *filter(None, (breakdown["others"], breakdown["missing"]))]
    started = sum(outcome["count"] for row in rows for outcome in row["outcomes"] if outcome["kind"] == "STARTED")
    if started != people:
        raise MilepostError(f"{work}: the rows sum to {started:,}.")
