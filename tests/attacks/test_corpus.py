"""Every hostile request gets its response at a bounded cost, and other requests are answered as before."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from bench.ground import HOST, running
from bench.hostile.corpus import CORPUS
from bench.hostile.sending import Answer, send
from bench.machine import resident_megabytes
from bench.questions import DASHBOARD
from cli.listening import free_port
from cli.supervision import await_ready
from core.settings import Settings, child_environment
from core.viewer import Scope
from db.pool import Pool
from db.tokens import NewToken, add_token, ensure_workspace
from simulation.onboarding import definition

PROGRAM = [sys.executable, "-P", "-m", "cli.main"]
DEFINE = "mutation ($input: DefineSeriesInput!) { defineSeries(input: $input) { userErrors { message } } }"
MOST_GROWTH_MEGABYTES = 100


@dataclass(frozen=True)
class Server:
    """An API process whose log is read."""

    port: int
    process: int
    log: Path

    def logged(self) -> dict[str, dict[str, Any]]:
        """The log line of each request, by the id of the request."""
        lines = [json.loads(line) for line in self.log.read_text("utf-8").splitlines() if line.startswith("{")]
        return {line["request_id"]: line for line in lines if line["event"] == "request.completed"}


@pytest.fixture(scope="module")
def api(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    port, log = free_port(HOST, 0), tmp_path_factory.mktemp("attacked") / "log"
    environment = child_environment(
        MILEPOST_DATABASE_URL=settings.database_url or "",
        MILEPOST_REDIS_URL=settings.redis_url or "",
        MILEPOST_LOG_FORMAT="json",
        MILEPOST_ARRIVAL_SECONDS="1",
        MILEPOST_RATE_LIMIT="0",
        MILEPOST_FAILED_AUTHENTICATIONS="0",
    )
    command = [*PROGRAM, "serve", "--host", HOST, "--port", str(port)]
    with running(command, environment, log) as process:
        await_ready(HOST, port, {"API": process})
        yield Server(port, process.pid, log)


@pytest.fixture(scope="module")
async def token(pool: Pool) -> str:
    """Of the attacker, whose workspace is empty."""
    _, token = await add_token(pool, await ensure_workspace(pool, f"attacker {uuid4()}"), NewToken("attacker", Scope))
    return token


@pytest.fixture(scope="module")
async def dashboard(api: Server, pool: Pool) -> AsyncIterator[httpx.AsyncClient]:
    """Of another workspace."""
    _, token = await add_token(pool, await ensure_workspace(pool, f"other {uuid4()}"), NewToken("dashboard", Scope))
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=f"http://{HOST}:{api.port}", headers=headers) as client:
        await client.post("/graphql", json={"query": DEFINE, "variables": {"input": definition()}})
        yield client


@dataclass(frozen=True)
class Attacked:
    """What the server did with the whole corpus, the second time that it was sent."""

    answers: dict[str, Answer]
    lines: dict[str, dict[str, Any]]  # of the log
    growth_megabytes: float
    pinned: Any  # the dashboard of another workspace, before
    after: Any


@pytest.fixture(scope="module")
async def attacked(api: Server, token: str, dashboard: httpx.AsyncClient) -> Attacked:
    pinned = (await dashboard.post("/graphql", json={"query": DASHBOARD})).json()
    await sent_all(api, token, {})  # pools, caches and the allocator have their size after the first time
    before = resident_megabytes(api.process)
    ids = {name: str(uuid4()) for name, attack in CORPUS.items() if not attack.raw}

    answers = await sent_all(api, token, ids)

    growth = resident_megabytes(api.process) - before
    after = (await dashboard.post("/graphql", json={"query": DASHBOARD})).json()
    await asyncio.sleep(0.2)  # lines are written after the response
    logged = api.logged()
    return Attacked(answers, {name: logged[id_] for name, id_ in ids.items()}, growth, pinned, after)


async def sent_all(api: Server, token: str, ids: dict[str, str]) -> dict[str, Answer]:
    return {name: await send(HOST, api.port, attack.request(token, ids.get(name))) for name, attack in CORPUS.items()}


def test_the_whole_corpus_is_answered_at_a_bounded_cost(attacked: Attacked):
    assert {name: got for name, answer in attacked.answers.items() if (got := wrong(name, answer))} == {}
    assert attacked.growth_megabytes < MOST_GROWTH_MEGABYTES
    assert attacked.pinned["data"]["series"]["blocks"]
    assert attacked.after == attacked.pinned


def wrong(name: str, answer: Answer) -> str | None:
    """What is not as it must be."""
    attack = CORPUS[name]
    expected = (answer.status if attack.status is None else attack.status, attack.code)
    if attack.status is None and answer.status is not None and answer.status >= 500:
        return f"status {answer.status}"
    if (answer.status, None if attack.status is None else answer.code) != expected:
        return f"{answer.status} {answer.code} {answer.body[:200]!r} instead of {expected}"
    if len(answer.body) > attack.most_bytes:
        return f"{len(answer.body)} bytes instead of at most {attack.most_bytes}"
    return None


def test_a_hostile_request_executes_few_statements(attacked: Attacked):
    used = {name: line["statements"] for name, line in attacked.lines.items()}
    assert {name: count for name, count in used.items() if count > CORPUS[name].statements} == {}
