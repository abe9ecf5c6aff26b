"""The tasks of a request share its loaders, and some are canceled when others fail."""

import asyncio

import pytest
from histories import SERIES

from core.concurrency import together
from core.errors import Invalid
from db.definitions import define_series
from db.pool import Pool
from db.series import fetch_series
from db.snapshots import Snapshot
from resolvers.loaders import Loaders


async def test_canceling_one_task_does_not_cancel_the_load_that_others_wait_for(pool: Pool, workspace_id: int):
    async with pool.acquire() as connection:
        series_id = (await define_series(connection, workspace_id, SERIES)).id
    async with Snapshot(pool) as snapshot:
        loaders = Loaders(workspace_id, snapshot)
        cancelled, other = (asyncio.create_task(loaders.load(fetch_series, series_id)) for _ in range(2))
        await asyncio.sleep(0)
        cancelled.cancel()
        found = await other

    assert found is not None
    assert found.key == SERIES.key


async def test_if_one_of_several_tasks_fails_the_others_end_before_the_error_is_raised():
    ended: list[str] = []

    async def slow() -> None:
        try:
            await asyncio.sleep(600)
        finally:
            await asyncio.sleep(0)
            ended.append("slow")

    async def failing() -> None:
        await asyncio.sleep(0)
        raise Invalid("a value is wrong")

    with pytest.raises(Invalid):
        await together([slow(), failing()])
    assert ended == ["slow"]
