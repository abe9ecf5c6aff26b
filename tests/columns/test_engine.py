"""Work that is canceled does not go on in the threads of the engine."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from column_sites import ENDLESS, PATIENCE_SECONDS

from columns.engine import MOST_QUERIES, Engine

SHORT = "SELECT sum(range) FROM range(300_000)"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = Engine(tmp_path, megabytes=64, threads=1)
    yield engine
    engine.close()


async def canceled(engine: Engine, work: Any, tasks: int, begun: list[object]) -> list[Any]:
    """The ends of tasks with this work, which are canceled once all threads are busy."""
    running = [asyncio.create_task(engine.run(work)) for _ in range(tasks)]
    async with asyncio.timeout(PATIENCE_SECONDS):
        while len(begun) < min(tasks, MOST_QUERIES):  # noqa: ASYNC110 - told by threads
            await asyncio.sleep(0.01)
        for task in running:
            task.cancel()
        return await asyncio.gather(*running, return_exceptions=True)


async def test_queries_are_interrupted_and_those_that_wait_never_begin(engine: Engine):
    begun: list[object] = []

    def work(session: Any) -> None:
        begun.append(session)
        session.execute(ENDLESS)

    ended = await canceled(engine, work, 3 * MOST_QUERIES, begun)

    assert [type(each) for each in ended] == [asyncio.CancelledError] * (3 * MOST_QUERIES)
    assert len(begun) == MOST_QUERIES
    assert await engine.run(lambda session: session.execute("SELECT 1").fetchall()) == [(1,)]


async def test_work_of_many_statements_has_ended_when_its_cancellation_returns(engine: Engine):
    begun: list[object] = []
    ended: list[object] = []

    def work(session: Any) -> None:
        begun.append(session)
        try:
            while True:
                session.execute(SHORT)
        finally:
            ended.append(session)

    assert [type(each) for each in await canceled(engine, work, 1, begun)] == [asyncio.CancelledError]
    assert ended == begun
