"""How lists of visits are read."""

from db.pool import Pool


async def test_the_state_of_a_visit_is_part_of_the_plan_not_a_call_for_each_row(pool: Pool):
    rows = await pool.fetch("EXPLAIN (VERBOSE) SELECT state_at(visit, now()) FROM visit")
    plan = "\n".join(row[0] for row in rows)

    assert "CASE WHEN" in plan
    assert "state_at" not in plan
