"""Instants fall into the quarter of an hour that whole microseconds say, also thousands of years from now."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import duckdb
import pytest

from columns.engine import script
from db.pool import Pool

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
MICROSECOND = timedelta(microseconds=1)
BORDERS = [
    *(datetime(year, 1, 2, tzinfo=UTC) for year in (1, 600, 1500, 1969, 1970, 2026, 2500, 3000, 9999)),
    *(EPOCH + number * QUARTER for number in (-33, -32, -1, 0, 1, 32)),
]
INSTANTS = [border + distance for border in BORDERS for distance in (-MICROSECOND, timedelta(), MICROSECOND)]


@pytest.fixture
def expected() -> list[tuple[int, int, datetime]]:
    """For each instant: its quarter, the first one that begins not before it, and when its quarter begins."""
    since = [at - EPOCH for at in INSTANTS]
    return [(time // QUARTER, -(-time // QUARTER), EPOCH + time // QUARTER * QUARTER) for time in since]


async def test_the_database_counts_whole_microseconds(pool: Pool, expected: Sequence[tuple[int, int, datetime]]):
    rows = await pool.fetch(
        """
        SELECT quarter_of(at), quarter_from(at), quarter_start(quarter_of(at))
        FROM unnest($1::timestamptz[]) WITH ORDINALITY AS given (at, number)
        ORDER BY number
        """,
        INSTANTS,
    )

    assert [tuple(row) for row in rows] == expected


def test_a_recount_of_a_copy_counts_whole_microseconds(expected: Sequence[tuple[int, int, datetime]]):
    with duckdb.connect() as session:
        session.execute(script("recount/functions"))
        rows = session.execute(
            "SELECT quarter_of(instant) FROM (SELECT unnest(?::timestamptz[]) AS instant)", [INSTANTS]
        ).fetchall()

    assert [quarter for (quarter,) in rows] == [quarter for quarter, _, _ in expected]
