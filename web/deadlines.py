"""Stops requests that make no progress, and requests whose clients have disconnected."""

import asyncio
from collections.abc import Iterator, MutableMapping
from logging import INFO, WARNING
from typing import Any

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.errors import Refused
from core.texts import counted
from web.errors import stopped

log = structlog.stdlib.get_logger()

QUICK_SECONDS = 0.25
_PIECE_BYTES = 64 << 10
_PROGRESS = "milepost.progress"


def note_progress(scope: MutableMapping[str, Any]) -> None:
    """Restarts the deadline of a request, since a part of its work is done."""
    scope[_PROGRESS]()


class Deadlines:
    """ASGI middleware that cancels the task of a request, and thereby its SQL statements.

    A request makes progress when it receives from the client, when the client takes a part of the response, and when
    `note_progress` is called. After `seconds` without progress, and when the server shuts down, the response is 503. If
    the client has disconnected, the request is canceled without a response.
    """

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        watched = _Watched(receive, send, self._seconds)
        scope[_PROGRESS] = watched.note_progress
        try:
            await self._app(scope, watched.receive, watched.send)
        except asyncio.CancelledError as error:
            if not watched.task.cancelling():
                raise RuntimeError("An operation that the request awaits was canceled.") from error
            watched.task.uncancel()
            await _respond(scope, watched)
        finally:
            watched.end()


async def _respond(scope: Scope, watched: "_Watched") -> None:
    reason = watched.reason or "The server is shutting down and did not finish the request."
    log.log(INFO if watched.has_disconnected else WARNING, "request.stopped", reason=reason)
    if not (watched.has_disconnected or watched.has_begun_response):
        await stopped(Request(scope), reason)(scope, watched.receive, watched.send)


def _pieces(message: Message) -> Iterator[Message]:
    """Splits a part of a response into pieces so small that even a slow client takes each before the deadline.

    The server waits for the client between them, so the turns of the request end when the client has nearly all of it.
    """
    body = memoryview(message.get("body", b""))
    if len(body) <= _PIECE_BYTES:
        yield message
        return
    for begin in range(0, len(body), _PIECE_BYTES):
        end = begin + _PIECE_BYTES
        more = end < len(body) or message.get("more_body", False)
        yield {**message, "body": bytes(body[begin:end]), "more_body": more}


class _Watched:
    """One request. Costs one timer; a task that waits for a disconnect is only created once the request is slow."""

    def __init__(self, receive: Receive, send: Send, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - this is called in a coroutine
        self.task = task
        self.reason: str | None = None  # why the request was stopped
        self.has_disconnected = False
        self.has_begun_response = False
        self._is_done = False
        self._receive = receive
        self._send = send
        self._seconds = seconds
        self._loop = loop
        self._progress_at = loop.time()
        self._is_reading = False
        self._is_slow = False
        # Whether the application has received http.disconnect. It then ends by itself.
        self._knows_disconnect = False
        self._watcher: asyncio.Task[None] | None = None
        # received by the watcher, and not yet by the application; an error if the body is broken
        self._ahead: asyncio.Queue[Message | Refused | ClientDisconnect] = asyncio.Queue()
        self._timer = loop.call_later(min(QUICK_SECONDS, seconds), self._check)

    def note_progress(self) -> None:
        """Restarts the deadline."""
        self._progress_at = self._loop.time()

    async def receive(self) -> Message:
        """Returns the next message from the client."""
        message = await (self._read() if self._watcher is None else self._ahead.get())
        self.note_progress()
        if isinstance(message, (Refused, ClientDisconnect)):
            raise message
        if message["type"] == "http.disconnect":
            self._knows_disconnect = True
            self._ahead.put_nowait(message)  # returned again by every further call
        elif self._watcher is None or message.get("more_body", False):
            self._watcher = None
            self._watch()
        return message

    async def send(self, message: Message) -> None:
        """Sends a part of the response."""
        self.has_begun_response = True
        for piece in _pieces(message):
            self._is_done = piece["type"] == "http.response.body" and not piece.get("more_body", False)
            await self._send(piece)
            self.note_progress()

    def end(self) -> None:
        """Stops the timer and the watcher."""
        self._timer.cancel()
        if self._watcher is not None:
            self._watcher.cancel()

    async def _read(self) -> Message:
        self._is_reading = True
        try:
            return await self._receive()
        finally:
            self._is_reading = False

    def _check(self) -> None:
        """Runs when the request becomes slow, and at each deadline, which progress may have moved."""
        self._is_slow = True
        self._watch()
        now, ends_at = self._loop.time(), self._progress_at + self._seconds
        if now >= ends_at:
            self._stop(f"The request made no progress for {counted(self._seconds, 'second')} and was stopped.")
            ends_at = now + self._seconds
        self._timer = self._loop.call_at(ends_at, self._check)

    def _watch(self) -> None:
        is_over = self._is_done or self._knows_disconnect
        if self._is_slow and self._watcher is None and not (self._is_reading or is_over):
            self._watcher = self._loop.create_task(self._read_ahead())

    async def _read_ahead(self) -> None:
        """Waits for a disconnect. Stops at a part of the body, so that the body is not read into memory."""
        while True:
            try:
                message = await self._receive()
            except (Refused, ClientDisconnect) as error:
                self._ahead.put_nowait(error)
                continue
            self._ahead.put_nowait(message)
            if message["type"] == "http.disconnect":
                self.has_disconnected = not self._is_done
                self._stop("The client has disconnected.")
                return
            if message.get("more_body", False):
                return

    def _stop(self, reason: str) -> None:
        if not self._is_done:
            self.reason = reason
            self.task.cancel()
