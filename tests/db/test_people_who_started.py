"""The statement that combines the entries of each person who started a series."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import orjson

from core.people_filters import AttributeCondition, AttributeOperator, PeopleFilter
from core.stats_scope import StatsScope
from db.outcome_sets import outcome_set_counts
from db.pool import Pool

NOW = datetime(2026, 1, 1, tzinfo=UTC)
NOT_FREE = PeopleFilter(attributes=(AttributeCondition("plan", AttributeOperator.NE, '"free"'),))


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes(child)


async def test_later_entries_are_not_grouped_again_for_each_person(pool: Pool, workspace_id: int):
    """Whatever the planner expects: it took a filter that nearly all people match for a rare one."""
    query, values = outcome_set_counts(StatsScope(NOW, people=NOT_FREE), [1])
    async with pool.of(workspace_id).acquire() as connection, connection.transaction():
        await connection.execute("SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off")
        explained = await connection.fetchval(f"EXPLAIN (FORMAT JSON) {query}", workspace_id, *values)
    [found] = orjson.loads(explained)

    loops = [node for node in nodes(found["Plan"]) if node["Node Type"] == "Nested Loop"]
    repeated = [inner["Node Type"] for loop in loops for inner in nodes(loop["Plans"][1])]
    assert "Aggregate" not in repeated
