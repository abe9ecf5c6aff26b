"""Uploads: POST requests of NDJSON of any size, recorded batch by batch while the client sends it."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Sequence
from functools import partial
from operator import itemgetter

import orjson
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send
from typing_extensions import override

from core.errors import Forbidden, LimitExceeded
from core.texts import counted
from core.viewer import Scope as TokenScope
from core.viewer import Viewer
from db.recorded import Recorded
from web.admission import Admission
from web.authentication import authenticate
from web.batches import Batch
from web.deadlines import note_progress
from web.encodings import is_gzip
from web.group_commit import GroupCommit
from web.line_kinds import LineKind
from web.loop_time import LoopTime, Slices
from web.ndjson import LongLine, body_of, lines
from web.rate_limits import REQUEST_POINTS, RateLimits
from web.rejections import Progress, Rejections

MOST_BLANK_LINES = 100_000  # in excess of the number of other lines
LINES_AT_ONCE = 10  # without looking whether other requests must run


def upload_route(kind: LineKind, *middleware: Middleware) -> Route:
    return Route(kind.path, _endpoint(kind), methods=["POST"], middleware=middleware)


def _endpoint(kind: LineKind) -> Callable[[Request], Awaitable[Response]]:
    async def post(request: Request) -> Response:
        return await _post(request, kind)

    return post


async def _post(request: Request, kind: LineKind) -> Response:
    """Records every line, and returns the counts and the rejected lines.

    After an error the batches that were recorded stay recorded, and the error response states their counts. The same
    body can be sent again, since duplicates change nothing.
    """
    request.state.so_far = Progress()
    viewer = await authenticate(request)
    if not viewer.may(TokenScope.INGEST):
        raise Forbidden(f"POST {kind.path} needs a token with the scope INGEST.")
    admission: Admission = request.state.admission
    loop_time: LoopTime = request.state.loop_time
    async with admission.request(viewer, kind.path):
        return await loop_time.measured(viewer.workspace_id, _record(request, viewer, kind))


async def _record(request: Request, viewer: Viewer, kind: LineKind) -> Response:
    body = _body(request)
    request.state.is_recording = True
    progress = partial(note_progress, request.scope)
    rate_limits: RateLimits = request.state.rate_limits
    charge = partial(rate_limits.charge, request.scope, viewer)
    charge(REQUEST_POINTS)
    group_commit: GroupCommit = request.state.group_commit
    record = partial(group_commit.record, viewer.workspace_id)
    loop_time: LoopTime = request.state.loop_time
    slices = Slices(loop_time, viewer.workspace_id)
    intake = Intake(kind, record, request.state.so_far, progress, charge)
    try:
        async for some in lines(body):
            for begin in range(0, len(some), LINES_AT_ONCE):
                await slices.turn()
                await intake.take(some[begin : begin + LINES_AT_ONCE])
        await intake.finish()
    except asyncio.CancelledError:
        intake.abandon()
        raise
    except BaseException:
        await intake.give_up()
        raise
    return _Outcome(intake, slices)


class _Outcome(StreamingResponse):
    def __init__(self, intake: "Intake", slices: Slices) -> None:
        super().__init__(intake.answer(slices), media_type="application/json")
        self._intake = intake

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._intake.abandon()  # if the client disconnected before the response began


def _body(request: Request) -> AsyncIterable[bytes]:
    return body_of(request.stream(), is_packed=is_gzip(request))


class Intake:
    """Collects lines in batches. Several batches are recorded while the next one is read."""

    def __init__(
        self,
        kind: LineKind,
        record: Callable[[Batch], Awaitable[Recorded]],
        progress: Progress,
        note_progress: Callable[[], None],
        charge: Callable[[int], None],
    ) -> None:
        self._charge = charge  # called with the number of lines of each batch; may raise RateLimited
        self._note_progress = note_progress  # extends the deadline; called when a batch is recorded
        self._kind = kind
        self._record_in_group = record
        self._progress = progress
        self._line = 0
        self._blank = 0
        self._batch = Batch(kind)
        self._recording: deque[asyncio.Task[Batch]] = deque()
        self._rejections = Rejections()

    async def take(self, some: Sequence[bytes]) -> None:
        """Adds lines, and skips blank ones. Raises LimitExceeded if there are far more blank lines than others."""
        for line in some:
            await self._take(line)

    async def _take(self, line: bytes) -> None:
        self._line += 1
        if (not line or line.isspace()) and not isinstance(line, LongLine):
            self._skip()
            return
        self._batch.take(self._line, line)
        if self._batch.is_full:
            await self._flush()

    async def finish(self) -> None:
        """Records the last batch, and waits for all batches."""
        self._record_batch()
        while self._recording:
            await self._tell_first()

    async def give_up(self) -> None:
        """Waits for the batches that are being recorded, and drops the rest."""
        try:
            await self._wait_for_recording()
        finally:
            self._rejections.close()

    async def _wait_for_recording(self) -> None:
        outcomes = await asyncio.gather(*self._recording, return_exceptions=True)
        for batch in outcomes:
            if not isinstance(batch, Batch):
                break
            self._progress.through_line = batch.last_line

    def abandon(self) -> None:
        """Waits for nothing. Batches in the group commit are still recorded, perhaps with those of other requests."""
        for task in self._recording:
            task.cancel()
        asyncio.gather(*self._recording, return_exceptions=True)  # retrieves errors, which asyncio would log otherwise
        self._rejections.close()

    async def answer(self, slices: Slices) -> AsyncGenerator[bytes]:
        """Yields the JSON of the response, with rejections in the order of their lines."""
        progress = self._progress
        counts = progress.counts | {"unlistedCount": progress.rejected - self._rejections.count}
        with self._rejections:
            yield orjson.dumps(counts)[:-1] + b',"rejected":['
            for piece in self._rejections.pieces():
                yield piece
                await slices.turn()
            yield b"]}\n"

    def _skip(self) -> None:
        self._blank += 1
        others = self._line - self._blank
        if self._blank > others + MOST_BLANK_LINES:
            blank = counted(self._blank, "blank line")
            raise LimitExceeded(f"The body has {blank} and {counted(others, 'other')}: remove them.")

    async def _flush(self) -> None:
        self._record_batch()
        if len(self._recording) >= self._kind.ahead:
            await self._tell_first()

    def _record_batch(self) -> None:
        self._charge(len(self._batch.items) + len(self._batch.rejected))
        batch, self._batch = self._batch, Batch(self._kind)
        batch.last_line = self._line
        self._recording.append(asyncio.create_task(self._record(batch)))

    async def _record(self, batch: Batch) -> Batch:
        accepted = duplicates = 0
        if batch.items:
            recorded = await self._record_in_group(batch)
            self._note_progress()
            accepted, duplicates = recorded.accepted, recorded.duplicates
            self._progress.accepted += accepted
            self._progress.duplicates += duplicates
            for row in recorded.rejections:
                batch.reject(row.place, row.id, row.code, row.message)
        self._progress.rejected += len(batch.rejected)
        self._kind.count(accepted, duplicates, len(batch.rejected))
        return batch

    async def _tell_first(self) -> None:
        """Waits for the first batch, and lists its rejections, so that they are in the order of lines."""
        batch = await self._recording[0]
        self._recording.popleft()
        self._progress.through_line = batch.last_line
        for row in sorted(batch.rejected, key=itemgetter("line")):
            self._rejections.add(row)
