"""Opens the copies that a process reads."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

from columns.additions import USUAL_PACE, Additions, Pace
from columns.counting import Columns
from columns.engine import Engine
from columns.fetching import Storage
from columns.local_copies import PATIENCE_SECONDS, RETRY_SECONDS, LocalCopies, Room
from core.settings import Settings
from core.temporary_folders import large_temporary_folder
from db.column_copies import Copy, discard_copy
from db.pool import Pool


@asynccontextmanager
async def open_columns(
    settings: Settings,
    pool: Pool,
    open_storage: Callable[[Settings], Storage],
    *,
    patience_seconds: float = PATIENCE_SECONDS,
    retry_seconds: float = RETRY_SECONDS,
    pace: Pace = USUAL_PACE,
) -> AsyncGenerator[Columns | None]:
    """The copies, with their files in a temporary folder. None if they are turned off.

    A request counts rows if loading a copy takes longer than `patience_seconds`. A copy that failed is loaded again by
    the first request after `retry_seconds`. Rows of people who have changed are added to copies at this pace.
    """
    if not settings.columns_entries:
        yield None
        return

    async def discard(copy: Copy) -> bool:
        return await discard_copy(pool.of(copy.workspace_id), copy)

    async with large_temporary_folder("columns") as folder:
        engine = Engine(folder, settings.columns_megabytes, settings.columns_threads)
        room = Room(folder, settings.columns_disk_megabytes * 1024 * 1024, patience_seconds, retry_seconds)
        copies = LocalCopies(engine, open_storage(settings), room, discard)
        additions = Additions(engine, copies, pool, folder, pace)
        try:
            yield Columns(engine, copies, additions)
        finally:
            await additions.close()
            await copies.close()
            engine.close()
