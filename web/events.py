"""POST /events: NDJSON of any size, recorded batch by batch while it is still coming in."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterable, Callable
from functools import partial
from operator import itemgetter
from tempfile import SpooledTemporaryFile
from typing import IO

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send
from typing_extensions import override

from core.errors import Forbidden, Invalid
from core.viewer import Scope as TokenScope
from web.authentication import authenticate
from web.batches import Batch
from web.deadlines import note_progress
from web.group_commit import AHEAD, GroupCommit
from web.ndjson import lines, unzipped

_SPOOL_BYTES = 1 << 20  # of rejections are held in memory, more go to a file


async def post_events(request: Request) -> Response:
    """Record every line and answer with what became of them.

    What was recorded before an error stays recorded: the same body can be sent again.
    """
    viewer = await authenticate(request)
    if not viewer.may(TokenScope.INGEST):
        raise Forbidden("The token has no scope INGEST.")
    body = _body(request)
    intake = Intake(request.state.group_commit, viewer.workspace_id, partial(note_progress, request.scope))
    try:
        async for some in lines(body):
            for line in some:
                await intake.take(line)
        await intake.finish()
    except asyncio.CancelledError:
        intake.abandon()
        raise
    except BaseException:
        await intake.give_up()
        raise
    return _Outcome(intake)


class _Outcome(StreamingResponse):
    def __init__(self, intake: "Intake") -> None:
        super().__init__(intake.answer(), media_type="application/json")
        self._intake = intake

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._intake.abandon()  # where the client hung up before the answer began


def _body(request: Request) -> AsyncIterable[bytes]:
    encoding = request.headers.get("content-encoding", "identity").lower()
    if encoding == "gzip":
        return unzipped(request.stream())
    if encoding != "identity":
        raise Invalid(f"Content-Encoding {encoding!r} is not understood: send gzip, or none")
    return request.stream()


class Intake:
    """Gathers events into batches; some are recorded while the next is read."""

    def __init__(self, group_commit: GroupCommit, workspace_id: int, note_progress: Callable[[], None]) -> None:
        self._note_progress = note_progress  # called when a batch is recorded
        self._group_commit = group_commit
        self._workspace_id = workspace_id
        self._line = 0
        self._batch = Batch()
        self._recording: deque[asyncio.Task[Batch]] = deque()
        self._accepted = 0
        self._duplicates = 0
        self._rejected = 0
        self._rejections: IO[bytes] = SpooledTemporaryFile(_SPOOL_BYTES)  # noqa: SIM115 - answer() or give_up() closes it

    async def take(self, line: bytes) -> None:
        """The next line; blank ones are skipped."""
        self._line += 1
        if not line or line.isspace():
            return
        self._batch.take(self._line, line)
        if self._batch.is_full:
            await self._flush()

    async def finish(self) -> None:
        """Record what is left."""
        self._record_batch()
        while self._recording:
            await self._tell_first()

    async def give_up(self) -> None:
        """Let the batches that are being recorded come to their end, and forget the rest."""
        try:
            await asyncio.gather(*self._recording, return_exceptions=True)
        finally:
            self._rejections.close()

    def abandon(self) -> None:
        """Wait for nothing. Batches that were handed over are still recorded: others' may be recorded with them."""
        for task in self._recording:
            task.cancel()
        asyncio.gather(*self._recording, return_exceptions=True)  # looks at errors, which otherwise are logged
        self._rejections.close()

    async def answer(self) -> AsyncGenerator[bytes]:
        """The JSON of the whole outcome, piece by piece; rejections in the order of their lines."""
        counts = {"accepted": self._accepted, "duplicates": self._duplicates, "rejectedCount": self._rejected}
        with self._rejections as rejections:
            yield orjson.dumps(counts)[:-1] + b',"rejected":['
            rejections.seek(0)
            while piece := rejections.read(_SPOOL_BYTES):
                yield piece
            yield b"]}\n"

    async def _flush(self) -> None:
        self._record_batch()
        if len(self._recording) >= AHEAD:
            await self._tell_first()

    def _record_batch(self) -> None:
        batch, self._batch = self._batch, Batch()
        self._recording.append(asyncio.create_task(self._record(batch)))

    async def _record(self, batch: Batch) -> Batch:
        if batch.events:
            recorded = await self._group_commit.record(self._workspace_id, batch)
            self._note_progress()
            self._accepted += recorded.accepted
            self._duplicates += recorded.duplicates
            for row in recorded.rejections:
                batch.reject(batch.lines[row.index], row.id, row.code, row.message)
        return batch

    async def _tell_first(self) -> None:
        """Wait for the batch that has been recorded longest, and tell its rejections: in the order of lines."""
        batch = await self._recording[0]
        self._recording.popleft()
        for row in sorted(batch.rejected, key=itemgetter("line")):
            self._rejections.write((b"," if self._rejected else b"") + orjson.dumps(row))
            self._rejected += 1
