"""Requests per second over several connections. Each sends its next request when the previous one is answered.

The client is a plain asyncio protocol, so that its share of the processor time is small. This share is measured.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import perf_counter, process_time
from typing import cast

import httptools

from core.errors import MilepostError

CONNECTIONS = 8
WARM_UP_SECONDS = 0.5
_OK = 200

NextRequest = Callable[[], bytes]  # returns a complete HTTP request


@dataclass(frozen=True, slots=True)
class Load:
    """How many requests a server answered in a time, and the processor time of this process, the client."""

    answers: int
    seconds: float
    busy: float  # share of one core

    @property
    def per_second(self) -> float:
        return self.answers / self.seconds


class _Client(asyncio.Protocol):
    """One connection. A response with another status than 200 or with errors makes it fail."""

    def __init__(self, next_request: NextRequest) -> None:
        self.answers = 0
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._next_request = next_request
        self._is_going_on = True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's transport does not inherit from it
        self._send()

    def stop(self) -> None:
        """Send no more requests. `ended` is set once the last one is answered."""
        self._is_going_on = False

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_body(self, body: bytes) -> None:
        self._body.append(body)

    def on_message_complete(self) -> None:
        body = b"".join(self._body)
        if self._parser.get_status_code() != _OK or b'"errors":' in body:
            self._fail(MilepostError(f"{self._parser.get_status_code()}: {body[:500]!r}"))
            return
        self.answers += 1
        if self._is_going_on:
            self._send()
        else:
            self._end()

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(MilepostError(f"The connection was lost: {exc}"))

    def _send(self) -> None:
        self._body: list[bytes] = []
        self._parser = httptools.HttpResponseParser(self)
        self._transport.write(self._next_request())

    def _fail(self, error: Exception) -> None:
        if not self.ended.done():
            self.ended.set_exception(error)
            self._transport.close()

    def _end(self) -> None:
        if not self.ended.done():
            self.ended.set_result(None)
            self._transport.close()


async def load(host: str, port: int, next_request: NextRequest, seconds: float) -> Load:
    """Sends requests for `seconds`, after a warm-up. Raises MilepostError if a response is not 200 or has errors."""
    async with _clients(host, port, next_request) as clients:
        await _wait(clients, WARM_UP_SECONDS)
        answers, begun, used = _answers(clients), perf_counter(), process_time()
        await _wait(clients, seconds)
        passed = perf_counter() - begun
        return Load(_answers(clients) - answers, passed, (process_time() - used) / passed)


@asynccontextmanager
async def _clients(host: str, port: int, next_request: NextRequest) -> AsyncGenerator[list[_Client]]:
    loop = asyncio.get_running_loop()
    clients: list[_Client] = []
    try:
        for _ in range(CONNECTIONS):
            _, client = await loop.create_connection(lambda: _Client(next_request), host, port)
            clients.append(client)
        yield clients
    finally:
        for client in clients:
            client.stop()
        await asyncio.gather(*(client.ended for client in clients))


async def _wait(clients: list[_Client], seconds: float) -> None:
    """Waits for `seconds`. Raises the error of a client that fails meanwhile."""
    failed, _ = await asyncio.wait(
        [client.ended for client in clients], timeout=seconds, return_when=asyncio.FIRST_COMPLETED
    )
    for each in failed:
        each.result()


def _answers(clients: list[_Client]) -> int:
    return sum(client.answers for client in clients)
