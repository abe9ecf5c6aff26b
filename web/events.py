"""POST /events: NDJSON of any size, recorded batch by batch while it is still coming in."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable
from tempfile import SpooledTemporaryFile
from typing import IO

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from core.errors import Forbidden, Invalid, Refused
from core.events import EventInput, event_id, parse_event
from core.viewer import Scope
from db.events import Recorded, record_events
from db.pool import Pool
from web.authentication import authenticate
from web.ndjson import MOST_LINE_BYTES, lines, unzipped

# Events a transaction: enough to share its cost, few enough to keep other writers waiting only briefly.
BATCH = 10_000
_SPOOL_BYTES = 1 << 20  # of rejections are held in memory, more go to a file


async def post_events(request: Request) -> Response:
    """Record every line and answer with what became of them.

    What was recorded before an error stays recorded: the same body can be sent again.
    """
    viewer = await authenticate(request)
    if not viewer.may(Scope.INGEST):
        raise Forbidden("The token has no scope INGEST.")
    body: AsyncIterable[bytes] = request.stream()
    encoding = request.headers.get("content-encoding", "identity").lower()
    if encoding == "gzip":
        body = unzipped(body)
    elif encoding != "identity":
        raise Invalid(f"Content-Encoding {encoding!r} is not understood: send gzip, or none")
    intake = Intake(request.state.pool, viewer.workspace_id)
    async for some in lines(body):
        for line in some:
            await intake.take(line)
    await intake.finish()
    return StreamingResponse(intake.answer(), media_type="application/json")


class Intake:
    """Gathers events into batches; one batch is recorded while the next is read."""

    def __init__(self, pool: Pool, workspace_id: int) -> None:
        self._pool = pool
        self._workspace_id = workspace_id
        self._line = 0
        self._events: list[EventInput] = []
        self._lines: list[int] = []
        self._recording: asyncio.Task[None] | None = None
        self._accepted = 0
        self._duplicates = 0
        self._rejected = 0
        self._rejections: IO[bytes] = SpooledTemporaryFile(_SPOOL_BYTES)  # noqa: SIM115 - answer() closes it

    async def take(self, line: bytes) -> None:
        """Parse the next line; blank lines are skipped."""
        self._line += 1
        if not line or line.isspace():
            return
        try:
            if len(line) > MOST_LINE_BYTES:
                raise Invalid(f"the line is longer than {MOST_LINE_BYTES} bytes")
            self._events.append(parse_event(line))
            self._lines.append(self._line)
        except Refused as refusal:
            self._reject(self._line, event_id(line), refusal.code, refusal.message)
        if len(self._events) == BATCH:
            await self._flush()

    async def finish(self) -> None:
        """Record what is left."""
        await self._flush()
        await self._recorded()

    async def answer(self) -> AsyncGenerator[bytes]:
        """The JSON of the whole outcome, piece by piece."""
        counts = {"accepted": self._accepted, "duplicates": self._duplicates, "rejectedCount": self._rejected}
        yield orjson.dumps(counts)[:-1] + b',"rejected":['
        self._rejections.seek(0)
        while piece := self._rejections.read(_SPOOL_BYTES):
            yield piece
        self._rejections.close()
        yield b"]}\n"

    async def _flush(self) -> None:
        await self._recorded()
        events, numbers = self._events, self._lines
        self._events, self._lines = [], []
        if events:
            self._recording = asyncio.create_task(self._record(events, numbers))

    async def _recorded(self) -> None:
        if self._recording is not None:
            await self._recording
            self._recording = None

    async def _record(self, events: list[EventInput], numbers: list[int]) -> None:
        async with self._pool.acquire() as connection:
            recorded: Recorded = await record_events(connection, self._workspace_id, events)
        self._accepted += recorded.accepted
        self._duplicates += recorded.duplicates
        for rejection in recorded.rejections:
            self._reject(numbers[rejection.index], rejection.id, rejection.code, rejection.message)

    def _reject(self, line: int, id_: str | None, code: str, message: str) -> None:
        separator = b"," if self._rejected else b""
        row = {"line": line, "id": id_, "code": code, "message": message}
        self._rejections.write(separator + orjson.dumps(row))
        self._rejected += 1
