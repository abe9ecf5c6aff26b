"""Compares stored counts with a recount from rows, and repairs them."""

import asyncio

import structlog

from core.errors import Unavailable, loggable
from core.metrics import count_verification
from core.settings import Settings
from core.stored_counts import ComparedCount
from db.connection import connected
from db.pool import OUTAGES, Connection, Pool
from db.stored_counts import differing_counts, repair_counts, sampled_series

log = structlog.stdlib.get_logger()

SAMPLE = 3  # series of one run
MOST_SECONDS = 600  # of one series; a larger one needs `milepost verify`


async def differences(connection: Connection, workspace_id: int, series_id: int) -> list[ComparedCount]:
    """The stored counts of a series that differ from a recount. Has no time limit."""
    async with connection.transaction():
        return await differing_counts(connection, workspace_id, series_id)


async def repair(connection: Connection, workspace_id: int, series_id: int) -> int:
    """Make the stored counts of a series equal to a recount, while events are recorded. Returns the changed counts."""
    async with connection.transaction():
        return await repair_counts(connection, workspace_id, series_id)


async def verify_sample(pool: Pool, settings: Settings) -> None:
    """Log an error for each series of the sample whose stored counts differ. Changes nothing."""
    for workspace_id, series_id in await sampled_series(pool, SAMPLE):
        named = log.bind(workspace_id=workspace_id, series_id=series_id)
        try:
            async with asyncio.timeout(MOST_SECONDS), connected(settings, workspace_id) as connection:
                found = await differences(connection, workspace_id, series_id)
        except (TimeoutError, Unavailable, *OUTAGES) as error:
            count_verification("unfinished")
            named.warning("stored_counts.not_verified", error=loggable(error))
            continue
        count_verification("different" if found else "equal")
        if found:
            since = min((each.since for each in found if each.since), default=None)
            named.error("stored_counts.different", figures=len(found), since=since and since.isoformat())
