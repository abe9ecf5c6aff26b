"""What clients can do to `milepost serve` with connections on which they send or read too slowly, or too much."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from socket import socket

import httpx
import psutil
import pytest
from conftest import BOOTSTRAP_TOKEN
from raw_http import connected, head, is_closed, read_answer, read_answers, send_until_closed

from core.settings import Settings
from web.connection_errors import MOST_HEAD_BYTES, MOST_HEADERS
from web.connections import MOST_PIPELINED, RESERVED

CONNECTIONS = 40
LARGE = 15_900_000
HUGE = 100_000_000
MOST_TAKEN = 20_000_000  # buffers of both sockets included
MOST_GROWTH_BYTES = 32 << 20
TOO_LARGE = "The URL and headers have more than 64 KiB or 200 headers: send a long query as the body of a POST."
TOO_LATE = "The URL and headers did not arrive within 1 second."
TOO_MANY = "The server has as many connections as it accepts: try again."
LINE = b"GET /healthz HTTP/1.1\r\n"


class Api:
    def __init__(self, url: str, process: psutil.Process) -> None:
        self.url = url
        self.process = process

    def is_answering(self) -> bool:
        answer = httpx.post(
            f"{self.url}/graphql",
            json={"query": "{ people { totalCount } }"},
            headers={"Authorization": f"Bearer {BOOTSTRAP_TOKEN}"},
            timeout=30,
        )
        return answer.status_code == 200

    def wait_until_free(self) -> None:
        """Waits until all connections of earlier tests are closed."""
        deadline = time.monotonic() + 60
        port = int(self.url.rpartition(":")[2])
        while any(each.status == "ESTABLISHED" and each.laddr.port == port for each in self.process.net_connections()):
            assert time.monotonic() < deadline
            time.sleep(0.1)


@pytest.fixture
def api(request: pytest.FixtureRequest, starting, settings: Settings) -> Iterator[Api]:
    """An API that closes connections without a whole head after one second, or after as many as the test says."""
    with starting(
        "serve",
        "--port",
        "0",
        MILEPOST_DATABASE_URL=settings.database_url,
        MILEPOST_REDIS_URL=settings.redis_url,
        MILEPOST_BOOTSTRAP_TOKEN=BOOTSTRAP_TOKEN,
        MILEPOST_CONNECTIONS=str(CONNECTIONS),
        MILEPOST_ARRIVAL_SECONDS=getattr(request, "param", "1"),
    ) as running:
        url = running.await_output(r"api\.started +url=(\S+)")[1]
        httpx.get(f"{url}/readyz", timeout=60)
        api = Api(url, psutil.Process(running.process.pid))
        api.wait_until_free()
        yield api


@pytest.mark.parametrize("method", ["", "POST /graphql HTTP/1.1\r\nHost: test\r\nX: "])
def test_a_connection_without_a_whole_head_is_closed(api: Api, method: str):
    with ExitStack() as stack:
        opened = [stack.enter_context(connected(api.url)) for _ in range(CONNECTIONS - 1)]
        for connection in opened:
            connection.sendall(method.encode())
        assert api.is_answering()
        if method:
            assert {read_answer(connection).message for connection in opened} == {TOO_LATE}
        assert all(is_closed(connection) for connection in opened)


@pytest.mark.parametrize("begin", [b"", LINE])
def test_a_head_that_arrives_while_the_server_is_stopped_is_read(api: Api, begin: bytes):
    with connected(api.url) as connection:
        connection.sendall(begin)
        time.sleep(0.3)
        api.process.suspend()
        try:
            connection.sendall((LINE + b"\r\n").removeprefix(begin))
            time.sleep(1.2)
        finally:
            api.process.resume()
        assert read_answer(connection).status == 200


def test_a_head_that_begins_behind_another_request_has_as_much_time_after_its_response(api: Api):
    with connected(api.url) as connection:
        connection.sendall(LINE + b"\r\n" + LINE)
        first, late = read_answers(connection)

    assert (first.status, late.status, late.message) == (200, 408, TOO_LATE)


@pytest.mark.parametrize("piece", [b"\r\n", b"x"])
def test_bytes_that_complete_no_head_do_not_extend_the_time(api: Api, piece: bytes):
    with connected(api.url) as connection:
        connection.sendall(LINE + b"\r\n" + (b"" if piece == b"\r\n" else LINE + b"X: "))
        assert read_answer(connection).status == 200
        connection.settimeout(0.1)
        for _ in range(100):
            try:
                connection.sendall(piece)
                if not connection.recv(1 << 10):
                    break
            except TimeoutError:
                continue
            except ConnectionError:
                break
        else:
            pytest.fail("The connection is open after ten seconds.")


@pytest.mark.parametrize(
    "begin",
    [
        b"GET /",
        LINE + b"X: ",
        LINE + b"X",
        b"POST /events HTTP/1.1\r\nAuthorization: Bearer %b\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: "
        % BOOTSTRAP_TOKEN.encode(),
    ],
    ids=["url", "value", "name", "trailer"],
)
def test_a_huge_head_is_read_only_up_to_a_limit(api: Api, begin: bytes):
    before = api.process.memory_info().rss
    with connected(api.url) as connection:
        connection.sendall(begin)
        taken = send_until_closed(connection, HUGE, b"a")
        with_error = b"trailer" if b"chunked" in begin else read_answer(connection).message

    assert with_error in (TOO_LARGE, b"trailer")
    assert taken < MOST_TAKEN
    assert api.process.memory_info().rss - before < MOST_GROWTH_BYTES
    assert api.is_answering()


@pytest.mark.parametrize("excess", [0, 1])
@pytest.mark.parametrize("at_once", [True, False])
def test_the_limit_of_a_head_is_exact(api: Api, excess: int, at_once: bool):
    begin, end = b"POST /graphql HTTP/1.1\r\nContent-Length: 100000\r\nX: ", b"\r\n\r\n"
    whole = begin.ljust(MOST_HEAD_BYTES - len(end) + excess, b"x") + end
    assert len(whole) == MOST_HEAD_BYTES + excess
    with connected(api.url) as connection:
        if at_once:
            connection.sendall(whole + bytes(30_000))
        else:
            connection.sendall(whole[:-1])
            time.sleep(0.3)
            connection.sendall(whole[-1:])
        assert read_answer(connection).status == (431 if excess else 401)


def test_the_number_of_headers_is_limited(api: Api):
    def status(count: int) -> int:
        with connected(api.url) as connection:
            connection.sendall(head("/healthz", *(f"X{number}: x" for number in range(count - 1)), method="GET"))
            return read_answer(connection).status

    assert [status(MOST_HEADERS), status(MOST_HEADERS + 1)] == [200, 431]


def test_half_sent_bodies_without_a_token_take_no_memory(api: Api):
    def half_sent(_: int) -> socket:
        connection = stack.enter_context(connected(api.url))
        connection.sendall(head("/graphql", f"Content-Length: {LARGE}"))
        send_until_closed(connection, LARGE // 2)
        return connection

    before = api.process.memory_info().rss
    with ExitStack() as stack, ThreadPoolExecutor(10) as threads:
        opened = list(threads.map(half_sent, range(10)))
        after = api.process.memory_info().rss
        assert {read_answer(connection).status for connection in opened} == {401}
        assert all(is_closed(connection) for connection in opened)

    assert after - before < MOST_GROWTH_BYTES


@pytest.mark.parametrize("api", ["30"], indirect=True, ids=["slow"])
def test_above_the_limit_of_connections_only_health_and_metrics_are_answered(api: Api):
    with ExitStack() as stack:
        early = stack.enter_context(httpx.Client(base_url=api.url))
        assert early.get("/healthz").status_code == 200
        for _ in range(CONNECTIONS - 1):
            stack.enter_context(connected(api.url))

        answers = {path: httpx.get(f"{api.url}{path}") for path in ("/healthz", "/readyz", "/metrics", "/graphql")}
        assert {path: answer.status_code for path, answer in answers.items()} == {
            "/healthz": 200,
            "/readyz": 200,
            "/metrics": 200,
            "/graphql": 503,
        }
        refused = answers["/graphql"]
        assert (refused.headers["retry-after"], refused.headers["connection"]) == ("1", "close")
        assert refused.json() == {"error": {"code": "UNAVAILABLE", "message": TOO_MANY}}
        assert len(refused.headers["x-request-id"]) == 32
        assert 'milepost_refused_connections_total{status="503"} 1.0' in httpx.get(f"{api.url}/metrics").text
        assert early.get("/healthz").status_code == 200


def test_above_the_reserve_connections_get_503_at_once(api: Api):
    with ExitStack() as stack:
        opened = [stack.enter_context(connected(api.url)) for _ in range(CONNECTIONS + RESERVED)]
        with connected(api.url) as connection:
            answer = read_answer(connection)
            assert is_closed(connection)
        assert all(is_closed(connection) for connection in opened)

    assert (answer.status, answer.message, answer.headers["retry-after"]) == (503, TOO_MANY, "1")
    assert len(answer.headers["x-request-id"]) == 32
    assert api.is_answering()


def test_a_connection_with_many_waiting_requests_is_closed(api: Api):
    with connected(api.url) as connection:
        connection.sendall((LINE + b"\r\n") * 3_000)
        answers = b""
        try:
            while piece := connection.recv(1 << 20):
                answers += piece
        except ConnectionError:
            pass

    assert answers.count(b"HTTP/1.1 200 OK") <= MOST_PIPELINED + 1
    assert api.is_answering()


def test_invalid_http_gets_an_error_in_json(api: Api):
    with connected(api.url) as connection:
        connection.sendall(b"no request\r\n\r\n")
        answer = read_answer(connection)

    assert (answer.status, answer.message) == (400, "The request is not valid HTTP.")


def test_the_limit_of_open_files_is_raised_for_the_connections(starting, settings: Settings):
    urls = {"MILEPOST_DATABASE_URL": settings.database_url, "MILEPOST_REDIS_URL": settings.redis_url}
    serve = partial(starting, "serve", "--port", "0", **urls, limits={"nofile": (200, 4_000)})

    with serve(MILEPOST_CONNECTIONS="3000") as running:
        running.await_output(r"api\.started")
        raised = psutil.Process(running.process.pid).rlimit(psutil.RLIMIT_NOFILE)
    with serve(MILEPOST_CONNECTIONS="9000") as running:
        running.await_output(r"connections\.reduced +open_files=4000 used=3810 wanted=9000")

    assert raised == (3_190, 4_000)
