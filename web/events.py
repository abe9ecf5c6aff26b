"""POST /events: NDJSON of any size, recorded batch by batch while it is still coming in."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterable
from operator import itemgetter
from tempfile import SpooledTemporaryFile
from typing import IO

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from core.errors import Forbidden, Invalid
from core.viewer import Scope
from web.authentication import authenticate
from web.batches import Batch
from web.group_commit import AHEAD, GroupCommit
from web.ndjson import lines, unzipped

_SPOOL_BYTES = 1 << 20  # of rejections are held in memory, more go to a file


async def post_events(request: Request) -> Response:
    """Record every line and answer with what became of them.

    What was recorded before an error stays recorded: the same body can be sent again.
    """
    viewer = await authenticate(request)
    if not viewer.may(Scope.INGEST):
        raise Forbidden("The token has no scope INGEST.")
    body = _body(request)
    intake = Intake(request.state.group_commit, viewer.workspace_id)
    try:
        async for some in lines(body):
            for line in some:
                await intake.take(line)
        await intake.finish()
    except BaseException:
        await intake.give_up()
        raise
    return StreamingResponse(intake.answer(), media_type="application/json")


def _body(request: Request) -> AsyncIterable[bytes]:
    encoding = request.headers.get("content-encoding", "identity").lower()
    if encoding == "gzip":
        return unzipped(request.stream())
    if encoding != "identity":
        raise Invalid(f"Content-Encoding {encoding!r} is not understood: send gzip, or none")
    return request.stream()


class Intake:
    """Gathers events into batches; some are recorded while the next is read."""

    def __init__(self, group_commit: GroupCommit, workspace_id: int) -> None:
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
        await asyncio.gather(*self._recording, return_exceptions=True)
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
            self._accepted += recorded.accepted
            self._duplicates += recorded.duplicates
            for row in recorded.rejections:
                batch.reject(row.place, row.id, row.code, row.message)
        return batch

    async def _tell_first(self) -> None:
        """Wait for the batch that has been recorded longest, and tell its rejections: in the order of lines."""
        batch = await self._recording[0]
        self._recording.popleft()
        for row in sorted(batch.rejected, key=itemgetter("line")):
            self._rejections.write((b"," if self._rejected else b"") + orjson.dumps(row))
            self._rejected += 1
