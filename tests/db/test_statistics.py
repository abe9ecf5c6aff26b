"""The statistics of workspaces, series and blocks are fixed."""

from db.pool import Pool

KEPT = """
SELECT tablename, attname, n_distinct::integer, most_common_vals IS NULL
FROM pg_stats
WHERE schemaname = current_schema() AND attname IN ('workspace_id', 'series_id', 'block_id')
    AND tablename IN ('event', 'entry', 'visit', 'person')
ORDER BY tablename, attname
"""


async def test_analyze_does_not_change_the_fixed_statistics_of_workspaces_series_and_blocks(pool: Pool):
    expected = [
        ("entry", "series_id", 20, True),
        ("entry", "workspace_id", 4, True),
        ("event", "block_id", 200, True),
        ("event", "series_id", 20, True),
        ("event", "workspace_id", 4, True),
        ("person", "workspace_id", 4, True),
        ("visit", "block_id", 200, True),
        ("visit", "series_id", 20, True),
        ("visit", "workspace_id", 4, True),
    ]

    await pool.execute("ANALYZE person, event, entry, visit")

    assert [tuple(row) for row in await pool.fetch(KEPT)] == expected
