"""Instants fall into the quarter of an hour that whole microseconds say, also thousands of years from now."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from columns.engine import Engine
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


async def test_a_copy_counts_whole_microseconds(tmp_path: Path, expected: Sequence[tuple[int, int, datetime]]):
    engine = Engine(tmp_path, 64, 1)
    try:
        quarters = await engine.run(partial(_quarters, INSTANTS))
    finally:
        engine.close()

    assert quarters == [of for of, _, _ in expected]


def _quarters(instants: Sequence[datetime], session: Any) -> list[int]:
    return [session.execute("SELECT quarter_of(?::timestamptz)", [at]).fetchone()[0] for at in instants]
