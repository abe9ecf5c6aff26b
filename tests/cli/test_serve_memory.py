"""`milepost serve` receives any number of events in constant memory."""

from collections.abc import AsyncIterator

import httpx
import orjson
import psutil
import pytest
from conftest import BOOTSTRAP_TOKEN

LINES = 300_000
PIECE = 2_000
MOST_GROWTH_BYTES = 64 << 20
SERIES = (
    'mutation { defineSeries(input: {key: "memory", name: "M", blocks: [], paths: []}) { userErrors { message } } }'
)


def lines(first: int) -> bytes:
    """Every tenth line is rejected."""
    common = {"type": "ENTRY_STARTED", "at": "2026-03-01T12:00:00Z"}
    events = (
        {
            "id": f"memory {number}",
            "person": f"memory {number}",
            "series": "memory" if number % 10 else "none",
            **common,
        }
        for number in range(first, first + PIECE)
    )
    return b"".join(orjson.dumps(event) + b"\n" for event in events)


@pytest.mark.long
async def test_memory_does_not_grow_with_the_number_of_events(starting, settings):
    urls = {"MILEPOST_DATABASE_URL": settings.database_url, "MILEPOST_REDIS_URL": settings.redis_url}
    sizes: list[int] = []

    async def body(process: psutil.Process) -> AsyncIterator[bytes]:
        for first in range(0, LINES, PIECE):
            yield lines(first)
            sizes.append(process.memory_info().rss)

    with starting("serve", "--port", "0", **urls, MILEPOST_BOOTSTRAP_TOKEN=BOOTSTRAP_TOKEN) as api:
        address = api.await_output(r"api\.started +url=(\S+)")[1]
        headers = {"Authorization": f"Bearer {BOOTSTRAP_TOKEN}"}
        async with httpx.AsyncClient(base_url=address, headers=headers, timeout=300) as client:
            await client.post("/graphql", json={"query": SERIES})
            answer = await client.post("/events", content=body(psutil.Process(api.process.pid)))

    assert answer.status_code == 200, answer.text[:500]
    outcome = answer.json()
    assert (outcome["accepted"], outcome["rejectedCount"], len(outcome["rejected"])) == (270_000, 30_000, 30_000)
    third = len(sizes) // 3
    assert max(sizes[third:]) - max(sizes[:third]) < MOST_GROWTH_BYTES, [size >> 20 for size in sizes[::10]]
