"""The process for heavy requests: what it handles, and what happens when it ends."""

import asyncio
import json
import signal
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
import uvloop
from programs import Running, started
from prometheus_client.parser import text_string_to_metric_families
from raw_http import Answer, connected, read_answer
from structlog.testing import capture_logs

from cli.heavy_process import SILENT_SECONDS, HeavyProcess
from cli.restarts import Watched
from core.settings import Settings
from core.viewer import Scope
from db.pool import Pool
from servers.child import Child
from web.heavy_requests import LIGHT_CHARACTERS, LIGHT_POINTS

ORIGIN = "https://app.example.com"
LONG = "{ people { totalCount } }".ljust(LIGHT_CHARACTERS + 1)
SHORT = "{ people { totalCount } }".ljust(LIGHT_CHARACTERS)
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'milepost'"
AUDITED = "SELECT request_id, address FROM audit_event WHERE workspace_id = $1"
LOCK = "LOCK TABLE person IN ACCESS EXCLUSIVE MODE"
ENDED = "The process that handled the request ended. If it was a mutation, it was applied completely or not at all."


class Api:
    def __init__(self, running: Running, token: str) -> None:
        self.running = running
        self.url = running.await_output(r"api\.started.*url=(\S+)")[1]
        self.headers = {"Authorization": f"Bearer {token}"}
        self._served_before = self._served()

    def heavy(self) -> psutil.Process:
        """The process, once it serves."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            children = psutil.Process(self.running.process.pid).children()
            if found := [each for each in children if "cli.serve_heavy" in each.cmdline()]:
                return found[0]
            time.sleep(0.05)
        raise AssertionError("There is no such process.")

    def post(self, query: str, **more: Any) -> httpx.Response:
        headers = self.headers | more.pop("headers", {})
        return httpx.post(f"{self.url}/graphql", json={"query": query, **more}, headers=headers, timeout=60)

    async def post_later(self, query: str) -> httpx.Response:
        return await asyncio.to_thread(self.post, query)

    def lines_of(self, request_id: str) -> list[str]:
        """The lines of a completed request, which is logged after its response."""
        return self._once_written(lambda: self._lines_of(request_id))

    def served(self, expected: int) -> dict[str, int]:
        """Successful queries of this test, by the process that handled them: counted after their responses."""
        return self._once_written(self._served_since, lambda found: sum(found.values()) >= expected)

    def _once_written(self, read: Callable[[], Any], is_written: Callable[[Any], bool] = bool) -> Any:
        deadline = time.monotonic() + 10
        while not is_written(found := read()) and time.monotonic() < deadline:
            time.sleep(0.1)
        return found

    def _lines_of(self, request_id: str) -> list[str]:
        text = self.running.output.read_text("utf-8")
        return [line for line in text.splitlines() if "request.completed" in line and request_id in line]

    def _served_since(self) -> dict[str, int]:
        return dict(self._served() - self._served_before)

    def _served(self) -> Counter[str]:
        families = text_string_to_metric_families(httpx.get(f"{self.url}/metrics", timeout=60).text)
        samples = [sample for family in families for sample in family.samples]
        wanted = {"route": "/graphql", "operation": "query", "outcome": "OK"}
        found = Counter[str]()
        for sample in samples:
            if sample.name == "milepost_requests_total" and sample.labels.items() >= wanted.items():
                found[sample.labels.get("process", "api")] += int(sample.value)
        return found


@contextmanager
def serve(home: Path, settings: Settings) -> Generator[Running]:
    urls = {"MILEPOST_DATABASE_URL": settings.database_url, "MILEPOST_REDIS_URL": settings.redis_url}
    with started(home, "serve", "--port", "0", **urls, MILEPOST_CORS_ORIGINS=ORIGIN) as running:
        yield running


@pytest.fixture(scope="module")
def shared(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Generator[Running]:
    with serve(tmp_path_factory.mktemp("shared"), settings) as running:
        yield running


@pytest.fixture
async def token(token_for: Callable[..., Any], workspace_id: int) -> str:
    return await token_for(workspace_id, Scope.READ, Scope.ADMIN)


@pytest.fixture
def api(shared: Running, token: str) -> Api:
    return Api(shared, token)


@pytest.fixture
def own_api(settings: Settings, token: str, tmp_path: Path) -> Generator[Api]:
    """For tests that kill processes."""
    with serve(tmp_path, settings) as running:
        yield Api(running, token)


def test_each_request_is_handled_and_logged_by_one_process(api: Api):
    costly = "{" + " ".join(f"a{number}: people(first: 200) {{ nodes {{ id name }} }}" for number in range(60)) + "}"
    queries: dict[str, Any] = {
        "short": {"query": SHORT},
        "long": {"query": LONG},
        "large": {"query": SHORT, "variables": {"unused": "x" * 70_000}},
        "costly": {"query": costly},
    }
    answers = {name: api.post(**query, headers={"X-Request-Id": f"id-{name}"}) for name, query in queries.items()}

    assert len(costly) <= LIGHT_CHARACTERS
    assert {answer.status_code for answer in answers.values()} == {200}
    assert answers["costly"].json()["extensions"]["cost"]["requested"] > LIGHT_POINTS
    assert answers["long"].json() == answers["large"].json() == answers["short"].json()
    assert api.served(4) == {"api": 1, "heavy": 3}
    assert {name: len(api.lines_of(f"id-{name}")) for name in queries} == dict.fromkeys(queries, 1)


def test_a_forwarded_response_has_the_same_headers_as_others(api: Api):
    headers = {"Origin": ORIGIN, "X-Request-Id": "chosen", "Accept-Encoding": "gzip"}
    short, long = (api.post(query, headers=headers) for query in (SHORT, LONG))
    differing = {"date", "ratelimit"}

    assert [pair for pair in long.headers.multi_items() if pair[0] not in differing] == [
        pair for pair in short.headers.multi_items() if pair[0] not in differing
    ]
    assert len(long.headers.get_list("ratelimit")) == len(long.headers.get_list("access-control-allow-origin")) == 1


def raw(api: Api, *headers: str | bytes, target: str = "/graphql", body: bytes = b"") -> Answer:
    """The response to a request with exactly these headers."""
    lines = [f"{'POST' if body else 'GET'} {target} HTTP/1.1", f"Authorization: {api.headers['Authorization']}"]
    lines += [f"Content-Length: {len(body)}", "Content-Type: application/json"] if body else []
    encoded = [each if isinstance(each, bytes) else each.encode() for each in (*lines, *headers, "", "")]
    with connected(api.url) as connection:
        connection.sendall(b"\r\n".join(encoded) + body)
        return read_answer(connection)


def test_a_request_is_forwarded_byte_by_byte(api: Api):
    body = json.dumps({"query": "{ __schema { types { name description } } }".ljust(LIGHT_CHARACTERS + 1)}).encode()
    plain = raw(api, "Host: test", body=body)
    odd = raw(api, "Host: test", "Host: other", b"Accept: \xe9, application/json", body=body)
    tabs = raw(api, "Host: test", "Accept:\t\tapplication/json\t ", body=body)
    long_target = raw(api, "Host: test", target="/graphql?query={__typename}" + '"' * 30_000)

    assert json.loads(plain.body)["data"]["__schema"]  # not compressed: it was not accepted
    assert (plain.status, odd.status, odd.body) == (200, 200, plain.body)
    assert (tabs.status, tabs.body) == (200, plain.body)
    assert (long_target.status, long_target.message[:14]) == (200, "Syntax Error: ")


def test_a_get_is_forwarded_with_its_etag(api: Api):
    def get(**headers: str) -> httpx.Response:
        address = f"{api.url}/graphql"
        return httpx.get(address, params={"query": LONG}, headers=api.headers | headers, timeout=60)

    first = get()
    again = get(**{"If-None-Match": first.headers["etag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert api.served(2)["heavy"] == 2


def test_refusals_are_forwarded(api: Api):
    refused = api.post(
        "{ nothing }".ljust(LIGHT_CHARACTERS + 1), headers={"Accept": "application/graphql-response+json"}
    )

    assert (refused.status_code, refused.json()["errors"][0]["extensions"]["code"]) == (
        400,
        "GRAPHQL_VALIDATION_FAILED",
    )


async def test_the_audit_log_has_the_address_and_id_of_the_client(api: Api, pool: Pool, workspace_id: int):
    mutation = 'mutation { createToken(input: {name: "new", scopes: [READ]}) { userErrors { message } } }'
    headers = {"X-Request-Id": "audited", "X-Forwarded-For": "203.0.113.9"}
    answer = api.post(mutation.ljust(LIGHT_CHARACTERS + 1), headers=headers)

    assert answer.json()["data"] == {"createToken": {"userErrors": []}}
    events = await pool.fetch(AUDITED, workspace_id)
    assert [dict(event) for event in events] == [{"request_id": "audited", "address": "127.0.0.1"}]


async def test_it_is_restarted_when_it_ends(own_api: Api, pool: Pool):
    first = own_api.heavy()
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute(LOCK)
        asked = asyncio.create_task(own_api.post_later(LONG))
        while not await pool.fetchval(WAITING):  # noqa: ASYNC110 - only the server knows
            await asyncio.sleep(0.05)
        first.kill()
        ended = await asked
    waited = await own_api.post_later(LONG)

    assert ended.status_code == 503
    assert ended.json()["errors"][0]["message"].startswith(ENDED)
    assert waited.status_code == 200
    assert own_api.heavy().pid != first.pid
    assert own_api.post(SHORT).status_code == 200


async def test_a_response_that_is_cut_off_is_logged_once_and_without_a_traceback(
    own_api: Api, pool: Pool, workspace_id: int
):
    attributes = {f"text{number}": "x" * 900 for number in range(100)}
    await pool.execute(
        "INSERT INTO person (workspace_id, external_id, attributes) "
        "SELECT $1, n::text, $2 FROM generate_series(1, 100) AS n",
        workspace_id,
        json.dumps(attributes),
    )
    body = json.dumps({"query": "{ people(first: 100) { nodes { attributes } } }".ljust(LIGHT_CHARACTERS + 1)}).encode()
    head = f"POST /graphql HTTP/1.1\r\nHost: test\r\nAuthorization: {own_api.headers['Authorization']}\r\n"
    head += f"X-Request-Id: cut-off\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    with connected(own_api.url) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        connection.sendall(head.encode() + body)
        begin = connection.recv(4_096)
        own_api.heavy().kill()
        rest = b"".join(iter(lambda: connection.recv(1 << 16), b""))

    assert begin.startswith(b"HTTP/1.1 200")
    assert len(begin + rest) < 9_000_000
    [line] = own_api.lines_of("cut-off")
    assert "outcome=UNAVAILABLE" in line
    assert "Traceback" not in own_api.running.output.read_text("utf-8")


def sleeping() -> subprocess.Popen[bytes]:
    return subprocess.Popen(["sleep", "3600"])


async def test_it_is_killed_and_restarted_when_it_no_longer_responds(tmp_path: Path):
    path = tmp_path / "heavy"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()  # connections are accepted by the kernel, and nobody answers them
        launched: list[subprocess.Popen[bytes]] = []

        def launch() -> subprocess.Popen[bytes]:
            launched.append(sleeping())
            return launched[-1]

        heavy = HeavyProcess(path, Watched(Child("silent", launch(), launch), []), silent_seconds=0.2)
        try:
            async with asyncio.timeout(60):
                while len(launched) < 3:
                    await heavy.check()
                    await asyncio.sleep(0.05)
        finally:
            for process in launched:
                process.kill()
                process.wait()


async def until_ended(heavy: HeavyProcess, process: subprocess.Popen[bytes]) -> None:
    async with asyncio.timeout(30):
        while process.poll() is None:
            await heavy.check()
            await asyncio.sleep(0.05)


def test_it_is_killed_when_it_accepts_no_connections(tmp_path: Path):
    path, process = tmp_path / "heavy", sleeping()
    heavy = HeavyProcess(path, Watched(Child("full", process, lambda: process), []), silent_seconds=0.2)
    # asyncio's own loop does not report that the backlog is full
    with ExitStack() as stack, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        listener = stack.enter_context(socket.socket(socket.AF_UNIX))
        listener.bind(str(path))
        listener.listen(0)  # the backlog is full with one connection
        stack.enter_context(socket.socket(socket.AF_UNIX)).connect(str(path))
        stack.callback(process.wait)
        stack.callback(process.kill)
        runner.run(until_ended(heavy, process))

    assert process.returncode == -signal.SIGKILL


class FastLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock is ahead."""

    skipped = 0.0  # seconds

    def time(self) -> float:
        return super().time() + self.skipped


async def seconds_until_killed(loop: FastLoop, path: Path, process: subprocess.Popen[bytes]) -> float:
    """How long after its last response a process is killed that responds only once."""
    answered_at: list[float] = []
    writers: list[asyncio.StreamWriter] = []

    async def respond(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        if not answered_at:
            answered_at.append(loop.skipped)
            writer.write(b"HTTP/1.1 200 OK")

    heavy = HeavyProcess(path, Watched(Child("stopped", process, lambda: process), []))
    with capture_logs() as logs:
        async with await asyncio.start_unix_server(respond, path):
            while not logs:
                await heavy.check()
                loop.skipped += 0.1
                await asyncio.sleep(0)
            for writer in writers:
                writer.close()
    return loop.skipped - answered_at[0]


def test_it_is_killed_when_its_last_response_is_as_old_as_documented(tmp_path: Path):
    process = sleeping()
    try:
        with asyncio.Runner(loop_factory=FastLoop) as runner:
            loop = runner.get_loop()
            assert isinstance(loop, FastLoop)
            seconds = runner.run(seconds_until_killed(loop, tmp_path / "heavy", process))
    finally:
        process.kill()
        process.wait()

    assert SILENT_SECONDS - 1 < seconds < SILENT_SECONDS + 1


async def test_a_process_that_responds_is_left_alone(tmp_path: Path):
    path = tmp_path / "heavy"

    async def respond(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK")
        writer.close()

    process = sleeping()
    heavy = HeavyProcess(path, Watched(Child("responding", process, lambda: process), []), silent_seconds=0.2)
    try:
        async with await asyncio.start_unix_server(respond, path):
            for _ in range(20):
                await heavy.check()
                await asyncio.sleep(0.05)
        assert process.poll() is None
    finally:
        process.kill()
        process.wait()


async def test_a_client_that_disconnects_stops_the_statement_of_a_heavy_request(api: Api, pool: Pool):
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute(LOCK)
        async with httpx.AsyncClient(headers=api.headers | {"X-Request-Id": "left"}) as client:
            with pytest.raises(httpx.ReadTimeout):
                await client.post(f"{api.url}/graphql", json={"query": LONG}, timeout=5)
        deadline = time.monotonic() + 10
        while await pool.fetchval(WAITING) and time.monotonic() < deadline:  # noqa: ASYNC110 - only the server knows
            await asyncio.sleep(0.1)
        assert await pool.fetchval(WAITING) == 0
    assert len(api.lines_of("left")) == 1


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_it_ends_with_its_api(own_api: Api, how: signal.Signals):
    heavy = own_api.heavy()
    own_api.running.end(how)

    assert psutil.wait_procs([heavy], timeout=30)[1] == []


def test_it_can_be_turned_off(starting: Callable[..., Any], settings: Settings):
    urls = {"MILEPOST_DATABASE_URL": settings.database_url, "MILEPOST_REDIS_URL": settings.redis_url}
    with starting("serve", "--port", "0", **urls, MILEPOST_HEAVY_PROCESS="false") as running:
        running.await_output(r"api\.started.*url=(\S+)")
        assert psutil.Process(running.process.pid).children() == []
