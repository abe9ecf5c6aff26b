"""A storage with columnar copies, and a process that reads them."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from asking import answer_to
from histories import SERIES, deliveries, histories
from hypothesis import strategies as st
from recording import record_events

from columns.additions import USUAL_PACE, Pace
from columns.counting import Columns
from columns.editions import LoadedEdition
from columns.local_copies import RETRY_SECONDS
from columns.opening import open_columns
from core.metrics import COLUMN_COUNTS
from core.settings import Settings
from db.definitions import define_series
from db.pool import Pool
from db.tokens import ensure_workspace
from jobs.column_copies import copy_series
from jobs.storage import Storage, open_storage

FILTERED = {"people": {"search": "p"}}
FIGURES = """
query ($scope: StatsScope) {
  series(key: "s") {
    stats(scope: $scope) { started { count } finished { count } }
    blocks { key stats(scope: $scope) { reached engagement { kind total unique } } }
  }
}
"""
ENDLESS = "SELECT count(*) FROM range(1_000_000) AS one, range(1_000_000) AS other WHERE one.range <> other.range"
AT_ONCE = Pace(least_changed=1, rest=0)
PATIENCE_SECONDS = 60  # on a busy machine


class ColumnSite:
    """Makes copies like a worker, and asks like a request to an API process."""

    def __init__(self, settings: Settings, pool: Pool, columns: Columns) -> None:
        self.settings = settings
        self.pool = pool
        self.columns = columns
        self.storage: Storage = open_storage(settings)
        self.folder = Path(settings.storage_url)

    async def copy(self, workspace_id: int) -> None:
        """Make a copy of each series."""
        for row in await self.pool.fetch("SELECT id FROM series WHERE workspace_id = $1", workspace_id):
            await copy_series(self.pool, self.settings, self.storage, workspace_id, row["id"])

    async def add(self, workspace_id: int) -> None:
        """Ask, and wait until the rows of the people who have changed are added, which that begins."""
        await self.ask(workspace_id, FIGURES, scope=FILTERED)
        await asyncio.gather(*self.columns.additions._running.values())

    async def newest(self, workspace_id: int) -> LoadedEdition | None:
        """The newest edition of the only series of a workspace."""
        series_id = await self.pool.fetchval("SELECT id FROM series WHERE workspace_id = $1", workspace_id)
        return self.columns.copies.editions.newest(series_id)

    async def ask(self, workspace_id: int, query: str, **variables: Any) -> Any:
        data, errors = await answer_to(self.pool, workspace_id, query, variables, columns=self.columns)
        assert not errors, errors
        return data


class SlowStorage:
    """Gives files once it is released."""

    def __init__(self, storage: Storage) -> None:
        self.released = asyncio.Event()
        self._storage = storage

    async def get(self, name: str) -> AsyncIterator[bytes]:
        await self.released.wait()
        async for chunk in self._storage.get(name):
            yield chunk


def counted_from(source: str) -> float:
    """How often something was counted from a source, copy or rows, in this process."""
    return COLUMN_COUNTS.labels(source)._value.get()


@asynccontextmanager
async def lock_of_series(pool: Pool, workspace_id: int) -> AsyncIterator[None]:
    """A transaction holds the lock of the series, as one that has recorded events does."""
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("SELECT FROM series WHERE workspace_id = $1 FOR NO KEY UPDATE", workspace_id)
        yield


@asynccontextmanager
async def column_site(
    settings: Settings,
    pool: Pool,
    folder: Path | str,
    *,
    patience_seconds: float = PATIENCE_SECONDS,
    retry_seconds: float = RETRY_SECONDS,
    pace: Pace = USUAL_PACE,
) -> AsyncGenerator[ColumnSite]:
    own = settings.model_copy(update={"storage_url": str(folder), "columns_entries": 1})
    waits = {"patience_seconds": patience_seconds, "retry_seconds": retry_seconds}
    async with open_columns(own, pool, open_storage, **waits, pace=pace) as columns:
        assert columns is not None
        yield ColumnSite(own, pool, columns)


async def recorded(site: ColumnSite, data: st.DataObject) -> tuple[int, list[Any]]:
    """A random history. Copies are made between its batches."""
    history = data.draw(histories())
    workspace_id = await ensure_workspace(site.pool, f"test {data.draw(st.uuids())} {datetime.now(UTC)}")
    async with site.pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
    batches = data.draw(deliveries(history))
    copied_before = data.draw(st.sets(st.integers(0, len(batches)), min_size=1, max_size=2))
    for number, batch in enumerate([*batches, []]):
        if number in copied_before:
            await site.copy(workspace_id)
        async with site.pool.acquire() as connection:
            await record_events(connection, workspace_id, batch)
    return workspace_id, history
