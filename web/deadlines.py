"""Requests that make no progress, and requests whose clients have hung up, are stopped."""

import asyncio
from collections.abc import Iterator, MutableMapping
from logging import INFO, WARNING
from typing import Any

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.errors import given_up

log = structlog.stdlib.get_logger()

QUICK_SECONDS = 0.25
_PIECE_BYTES = 64 << 10
_PROGRESS = "milepost.progress"


def note_progress(scope: MutableMapping[str, Any]) -> None:
    """Let the time of a request begin anew: some of its work is done."""
    scope[_PROGRESS]()


class Deadlines:
    """ASGI middleware that cancels a request's task, and with it its SQL, once nobody should wait for it any more.

    Progress is what comes from the client, what it takes of the answer, and what `note_progress` is called for. After
    `seconds` without any, and when the server shuts down, the answer is 503. A client that has hung up gets none.
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
                raise RuntimeError("Something was cancelled that the request waits for.") from error
            watched.task.uncancel()
            await _answer(scope, watched)
        finally:
            watched.end()


async def _answer(scope: Scope, watched: "_Watched") -> None:
    reason = watched.reason or "The server is shutting down and did not finish the request."
    log.log(INFO if watched.has_hung_up else WARNING, "request.stopped", path=scope["path"], reason=reason)
    if not (watched.has_hung_up or watched.is_answered):
        await given_up(Request(scope), reason)(scope, watched.receive, watched.send)


def _pieces(message: Message) -> Iterator[Message]:
    """A part of a stream in pieces so small that even a slow client takes one in time."""
    body = memoryview(message.get("body", b""))
    for begin in range(0, len(body), _PIECE_BYTES) or (0,):
        yield {**message, "body": bytes(body[begin : begin + _PIECE_BYTES])}


class _Watched:
    """One request. It costs a timer; a task that waits for the client to hang up is made once it is slow."""

    def __init__(self, receive: Receive, send: Send, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - this is called in a coroutine
        self.task = task
        self.reason: str | None = None  # why it was stopped
        self.has_hung_up = False
        self.is_answered = False  # at least in part
        self._is_done = False
        self._receive = receive
        self._send = send
        self._seconds = seconds
        self._loop = loop
        self._progress_at = loop.time()
        self._is_reading = False
        self._is_slow = False
        self._is_told = False  # that the client has hung up: the application then ends by itself
        self._watcher: asyncio.Task[None] | None = None
        self._ahead: asyncio.Queue[Message] = asyncio.Queue()  # what the watcher was told
        self._timer = loop.call_later(min(QUICK_SECONDS, seconds), self._look)

    def note_progress(self) -> None:
        """Let the time begin anew."""
        self._progress_at = self._loop.time()

    async def receive(self) -> Message:
        """The next message from the client."""
        message = await (self._read() if self._watcher is None else self._ahead.get())
        self.note_progress()
        if message["type"] == "http.disconnect":
            self._is_told = True
            self._ahead.put_nowait(message)  # whoever asks again is told again
        elif self._watcher is None or message.get("more_body", False):
            self._watcher = None
            self._watch()
        return message

    async def send(self, message: Message) -> None:
        """Send a part of the answer."""
        self.is_answered = True
        more = message.get("more_body", False)
        self._is_done = message["type"] == "http.response.body" and not more
        if more:
            for piece in _pieces(message):
                await self._send(piece)
                self.note_progress()
        else:
            await self._send(message)

    def end(self) -> None:
        """Watch no longer."""
        self._timer.cancel()
        if self._watcher is not None:
            self._watcher.cancel()

    async def _read(self) -> Message:
        self._is_reading = True
        try:
            return await self._receive()
        finally:
            self._is_reading = False

    def _look(self) -> None:
        """Called when the request turns out to be slow, and whenever its time may be over."""
        self._is_slow = True
        self._watch()
        now, ends_at = self._loop.time(), self._progress_at + self._seconds
        if now >= ends_at:
            self._stop(f"The request made no progress for {self._seconds:g} seconds and was stopped.")
            ends_at = now + self._seconds
        self._timer = self._loop.call_at(ends_at, self._look)

    def _watch(self) -> None:
        if self._is_slow and self._watcher is None and not (self._is_reading or self._is_told):
            self._watcher = self._loop.create_task(self._read_ahead())

    async def _read_ahead(self) -> None:
        """Wait for the client to hang up, as far as that can be done without reading its body into memory."""
        while True:
            message = await self._receive()
            self._ahead.put_nowait(message)
            if message["type"] == "http.disconnect":
                self.has_hung_up = not self._is_done
                self._stop("The client has hung up.")
                return
            if message.get("more_body", False):
                return

    def _stop(self, reason: str) -> None:
        if not self._is_done:
            self.reason = reason
            self.task.cancel()
