"""Compares stored counts with a recount from rows or from a columnar copy, and repairs them."""

import asyncio
from dataclasses import dataclass

import structlog

from columns.engine import EngineError
from columns.fetching import DamagedCopy, fetch_files
from columns.recounting import recount
from core.errors import Unavailable, loggable
from core.metrics import count_verification
from core.settings import Settings
from core.stored_counts import ComparedCount
from core.temporary_folders import large_temporary_folder
from db.column_copies import Copy, usable_copy
from db.connection import connected
from db.pool import OUTAGES, Connection, Pool
from db.stored_counts import differing_counts, repair_counts, sampled_series
from jobs.storage import open_storage

log = structlog.stdlib.get_logger()

SAMPLE = 3  # series of one run
MOST_SECONDS = 600  # of one series; a larger one needs `milepost verify`


@dataclass(frozen=True, slots=True)
class Verified:
    """The stored counts that differ from a recount.

    The recount is from `copy`, or from rows if that is None. Counts that differ from a copy are those of a wrong copy:
    the rows agree with the stored counts. `unreadable` says why a copy could not be read, and `damaged` is that copy if
    its files are missing or damaged.
    """

    different: list[ComparedCount]
    copy: Copy | None = None
    unreadable: str | None = None
    damaged: Copy | None = None

    @property
    def unusable(self) -> Copy | None:
        """The copy, if it is wrong or damaged."""
        return self.copy if self.copy is not None and self.different else self.damaged


async def differences(connection: Connection, workspace_id: int, series_id: int) -> list[ComparedCount]:
    """The stored counts of a series that differ from a recount. Has no time limit."""
    async with connection.transaction():
        return await differing_counts(connection, workspace_id, series_id)


async def verify(connection: Connection, settings: Settings, workspace_id: int, series_id: int) -> Verified:
    """Compare the stored counts of a series with its columnar copy if it has one, and otherwise with its rows.

    If the copy differs, the rows decide which of both is wrong. Has no time limit.
    """
    unreadable: str | None = None
    damaged: Copy | None = None
    try:
        if (found := await differences_from_copy(connection, settings, workspace_id, series_id)) is not None:
            if not found.different:
                return found
            from_rows = await differences(connection, workspace_id, series_id)
            return Verified(from_rows) if from_rows else found
    except DamagedCopy as error:
        unreadable, damaged = str(error), error.copy
    except (EngineError, Unavailable, OSError) as error:
        unreadable = str(error)
    return Verified(await differences(connection, workspace_id, series_id), unreadable=unreadable, damaged=damaged)


async def differences_from_copy(
    connection: Connection, settings: Settings, workspace_id: int, series_id: int
) -> Verified | None:
    """Like `differences`, but only people who have changed since the columnar copy was made are recounted from rows.

    Returns None without a copy. Raises DamagedCopy, EngineError, Unavailable, or OSError if it cannot be read.
    """
    async with connection.transaction(isolation="repeatable_read"):
        usable = await usable_copy(connection, workspace_id, series_id)
        if usable is None:
            return None
        async with large_temporary_folder("columns") as folder:
            paths = await fetch_files(open_storage(settings), usable.copy, folder / "copy")
            await asyncio.to_thread(recount, usable, paths, folder, settings)
            return Verified(await differing_counts(connection, workspace_id, series_id, folder), usable.copy)


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
