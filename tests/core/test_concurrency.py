"""Long loops let other requests run."""

import asyncio

from core.concurrency import in_turns


async def test_other_tasks_run_before_each_thousand_items():
    seen: list[int] = []
    found = 0

    async def other() -> None:
        while found < 2_500:
            seen.append(found)
            await asyncio.sleep(0)

    task = asyncio.create_task(other())
    async for item in in_turns(range(2_500)):
        assert item == found
        found += 1
    await task

    assert seen == [0, 1_000, 2_000]
