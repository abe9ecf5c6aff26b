"""POST /events while the database is stopped and restarted."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import orjson
import pytest
from conftest import BOOTSTRAP_TOKEN, serving

from core.settings import Settings
from db.migrate import migrate
from servers.child import Server
from servers.directory import DataDirectory, data_directory
from servers.postgres import embedded_postgres, urls_in
from web.batches import BATCH
from web.line_kinds import EVENTS

GROUPED = EVENTS.group * BATCH  # lines
SERIES = 'mutation { defineSeries(input: {key: "s", name: "S", blocks: [], paths: []}) { userErrors { message } } }'
HEADERS = {"Authorization": f"Bearer {BOOTSTRAP_TOKEN}"}


def starts(first: int, last: int) -> bytes:
    common = {"type": "ENTRY_STARTED", "at": "2026-03-01T12:00:00Z", "series": "s"}
    events = ({"id": f"e{number}", "person": f"p{number}", **common} for number in range(first, last))
    return b"".join(orjson.dumps(event) + b"\n" for event in events)


@pytest.fixture
def own_directory(tmp_path: Path) -> Iterator[DataDirectory]:
    with data_directory(tmp_path / "data") as directory:
        yield directory


async def started_in(client: httpx.AsyncClient) -> int:
    query = '{ series(key: "s") { stats { started { count } } } }'
    answer = await client.post("/graphql", json={"query": query})
    return answer.json()["data"]["series"]["stats"]["started"]["count"]


async def test_recorded_batches_survive_a_database_stop_and_sending_again_records_the_rest(
    settings: Settings, own_directory: DataDirectory
):
    async def body(client: httpx.AsyncClient, postgres: Server) -> AsyncIterator[bytes]:
        yield starts(0, GROUPED)
        while await started_in(client) < GROUPED:
            pass
        postgres.process.send_signal(signal.SIGINT)
        await asyncio.to_thread(postgres.process.wait, 60)
        yield starts(GROUPED, 3 * GROUPED)

    with embedded_postgres(own_directory) as postgres:
        own = settings.model_copy(update=urls_in(own_directory.sockets))
        await migrate(own)
        with serving(own) as url:
            async with httpx.AsyncClient(base_url=url, headers=HEADERS, timeout=60) as client:
                await client.post("/graphql", json={"query": SERIES})

                interrupted = await client.post("/events", content=body(client, postgres))
                meanwhile = await client.post("/graphql", json={"query": SERIES})
                with embedded_postgres(own_directory):
                    kept = await started_in(client)
                    again = await client.post("/events", content=starts(0, 3 * GROUPED))

    assert interrupted.status_code == meanwhile.status_code == 503
    assert interrupted.json() == {
        "error": {"code": "UNAVAILABLE", "message": "The database does not answer: try again."},
        "accepted": GROUPED,
        "duplicates": 0,
        "rejectedCount": 0,
        "throughLine": GROUPED,
    }
    assert meanwhile.json()["errors"][0]["extensions"] == {"code": "UNAVAILABLE"}
    assert kept == GROUPED
    counts = {"accepted": 2 * GROUPED, "duplicates": GROUPED, "rejectedCount": 0, "unlistedCount": 0}
    assert again.json() == counts | {"rejected": []}
