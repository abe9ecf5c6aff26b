"""Filters for people: each condition by hand, and those on histories against a plain recount."""

from datetime import datetime, timedelta

from histories import BEGIN

from core.people_filters import (
    PeopleFilter,
)
from db.people_filters import narrowed
from db.pool import Pool

NOW = BEGIN + timedelta(days=1000)


async def selected(pool: Pool, workspace_id: int, people: PeopleFilter, as_of: datetime = NOW) -> list[str]:
    """The external ids of the people selected, sorted."""
    return sorted(row["external_id"] for row in await _rows(pool, workspace_id, people, as_of))


async def _rows(pool: Pool, workspace_id: int, people: PeopleFilter, as_of: datetime) -> list[dict[str, str]]:
    query, arguments = narrowed("people_page_test", people, as_of)
    return [dict(row) for row in await pool.fetch(query, workspace_id, *arguments)]
