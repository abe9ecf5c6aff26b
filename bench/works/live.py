"""Subscribers of one series on one process: the time until the last of them has a change, and the memory of each.

Every second one uses a WebSocket, the others a stream of server-sent events.
"""

import asyncio
import base64
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from time import perf_counter
from typing import cast

import orjson

from bench.asking import answer_to
from bench.comparisons import Bar, Comparison, Sample
from bench.ground import HOST, Ground, Tenant, api, settled
from bench.histories import loaded
from bench.jobs import series_id
from bench.machine import resident_megabytes
from core.errors import MilepostError

NAME = "live"
_MOST_MS = 1_000  # within a second of the commit
_MOST_KILOBYTES = 60
_WAIT_SECONDS = 60
_PAUSE_SECONDS = 1.5  # so that a change is not held back by the limit of one a second
_AT_ONCE = 50  # connections that are opened at the same time
_STATS = """
subscription ($id: ID!) { seriesStats(id: $id) { outcomes { kind count base percentage interval95 { low high } } } }
"""
_RECORD = """
mutation ($events: [EventInput!]!) { recordEvents(input: { events: $events }) { accepted userErrors { message } } }
"""
_STATE = b'"seriesStats":'


async def measure(ground: Ground) -> list[Comparison]:
    """Milliseconds from the response to a change until the last subscriber has it, and kilobytes for each."""
    number, rounds = ground.scale.of(200, 2_000), ground.scale.rounds
    most = str(number + 100)
    tenant = await loaded(ground, ground.scale.of(2_000, 20_000))
    await settled(ground.pool)
    # a process that has done nothing else: memory that it has freed would be used again
    with api(ground.settings, MILEPOST_CONNECTIONS=most, MILEPOST_SUBSCRIPTIONS=most) as (port, process):
        ground = replace(ground, port=port)
        request = orjson.dumps({"query": _STATS, "variables": {"id": await series_id(ground, tenant)}})
        async with _subscribed(port, tenant, request, 2):
            before = resident_megabytes(process.pid)
        async with _subscribed(port, tenant, request, number) as subscribers:
            kilobytes = 1_000 * (resident_megabytes(process.pid) - before) / number
            milliseconds = [await _pushed(ground, tenant, subscribers, each) for each in range(rounds)]
    return [
        Comparison(
            f"change until the last of {number:,} subscribers has it",
            Sample("measured", "ms", milliseconds),
            Sample("allowed", "ms", [_MOST_MS] * rounds),
            Bar(most=1),
        ),
        Comparison(
            f"memory of each of {number:,} subscribers",
            Sample("measured", "kB", [kilobytes]),
            Sample("allowed", "kB", [_MOST_KILOBYTES]),
            Bar(most=1),
        ),
    ]


async def _pushed(ground: Ground, tenant: Tenant, subscribers: "Sequence[_Subscriber]", number: int) -> float:
    """Raises MilepostError if a subscriber does not get the change."""
    await asyncio.sleep(_PAUSE_SECONDS)
    waiting = [each.next_state() for each in subscribers]
    event = {"id": f"live {number}", "type": "ENTRY_STARTED", "series": "onboarding", "person": f"live {number}"}
    await answer_to(ground, tenant, _RECORD, {"events": [{**event, "at": "2026-01-01T00:00:00Z"}]})
    begun = perf_counter()
    try:
        async with asyncio.timeout(_WAIT_SECONDS):
            await asyncio.gather(*waiting)
    except TimeoutError:
        raise MilepostError("Some subscribers did not get a change.") from None
    return 1_000 * (max(each.received_at for each in subscribers) - begun)


@asynccontextmanager
async def _subscribed(
    port: int, tenant: Tenant, request: bytes, number: int
) -> "AsyncGenerator[Sequence[_Subscriber]]":
    """So many subscribers, each with its first state."""
    loop, subscribers = asyncio.get_running_loop(), list[_Subscriber]()
    try:
        for begin in range(0, number, _AT_ONCE):
            some = [_kind(each)(tenant, request) for each in range(begin, min(begin + _AT_ONCE, number))]
            subscribers += some
            waiting = [each.next_state() for each in some]
            for each in some:
                await loop.create_connection(lambda each=each: each, HOST, port)
            async with asyncio.timeout(_WAIT_SECONDS):
                await asyncio.gather(*waiting)
        yield subscribers
    finally:
        for each in subscribers:
            each.close()


def _kind(number: int) -> "type[_Subscriber]":
    return _WebSocket if number % 2 else _Events


class _Subscriber(asyncio.Protocol):
    """A client that only looks for states in what it receives, so that it takes little of the machine."""

    received_at = 0.0

    def __init__(self, tenant: Tenant, request: bytes) -> None:
        self._token = tenant.token
        self._request = request
        self._transport: asyncio.Transport | None = None
        self._state: asyncio.Future[None] | None = None

    def next_state(self) -> asyncio.Future[None]:
        """Done when the next state has arrived."""
        self._state = asyncio.get_running_loop().create_future()
        return self._state

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # that of uvloop is not an instance of it
        self._transport.write(self._opening())

    def data_received(self, data: bytes) -> None:
        if _STATE in data and self._state is not None and not self._state.done():
            self.received_at = perf_counter()
            self._state.set_result(None)

    def close(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def _opening(self) -> bytes:
        raise NotImplementedError


class _Events(_Subscriber):
    def _opening(self) -> bytes:
        head = (
            f"POST /graphql HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {self._token}\r\n"
            "Accept: text/event-stream\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(self._request)}\r\n\r\n"
        )
        return head.encode() + self._request


class _WebSocket(_Subscriber):
    _is_open = False

    def data_received(self, data: bytes) -> None:
        if not self._is_open:
            self._is_open = True
            assert self._transport is not None
            authorization = orjson.dumps({"Authorization": f"Bearer {self._token}"})
            self._transport.write(_frame(b'{"type":"connection_init","payload":' + authorization + b"}"))
            self._transport.write(_frame(b'{"type":"subscribe","id":"1","payload":' + self._request + b"}"))
        super().data_received(data)

    def _opening(self) -> bytes:
        key = base64.b64encode(bytes(16)).decode()
        return (
            "GET /graphql HTTP/1.1\r\nHost: bench\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
            "Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"
        ).encode()


def _frame(text: bytes) -> bytes:
    """A text frame of 126 to 65,535 bytes, or fewer, masked with zeros."""
    length = bytes([0x80 | len(text)]) if len(text) < 126 else b"\xfe" + len(text).to_bytes(2)
    return b"\x81" + length + bytes(4) + text
