"""How lists of visits are read."""

from db.pool import Pool


async def test_the_state_of_a_visit_is_part_of_the_plan_not_a_call_for_each_row(pool: Pool):
    rows = await pool.fetch(
        "EXPLAIN (VERBOSE) SELECT state_of_visit(kind, turned_at, ended_at, ended_as, now()) FROM visit"
    )
    plan = "\n".join(row[0] for row in rows)

    assert "CASE WHEN" in plan
    assert "state_of_visit(" not in plan
