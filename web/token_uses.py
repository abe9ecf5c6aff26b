"""Records when tokens were last used, without delaying or failing any request."""

import asyncio
import time
from collections.abc import Callable
from contextvars import Context

import structlog
from cachetools import TTLCache

from core.errors import loggable
from core.viewer import Viewer
from db.pool import Pool
from db.tokens import record_token_uses

log = structlog.stdlib.get_logger()

_MINUTE = 60  # seconds for which a use of a token stands for all of its uses
_MOST_TOKENS = 10_000  # remembered; of more, some are recorded more often
_MOST_SECONDS = 2  # for one statement; a connection must not wait longer for something that matters so little


class TokenUses:
    """Notes the uses of tokens, and records them in the background with one statement for all that wait.

    A failure is only logged, and the token is recorded with its next use after a minute: a database that is busy,
    read-only or down must not fail a request because of this.
    """

    def __init__(self, pool: Pool, clock: Callable[[], float] = time.monotonic) -> None:
        self._pool = pool
        self._recent: TTLCache[tuple[int, int], bool] = TTLCache(_MOST_TOKENS, _MINUTE, clock)
        self._waiting: set[tuple[int, int]] = set()
        self._recording: asyncio.Task[None] | None = None

    def note(self, viewer: Viewer) -> None:
        """The token of this viewer is used now. The bootstrap token is not stored, so its uses are not."""
        if viewer.token_id is None or (key := (viewer.workspace_id, viewer.token_id)) in self._recent:
            return
        self._recent[key] = True
        self._waiting.add(key)
        if self._recording is None:
            # in an empty context, since it works for several requests
            self._recording = asyncio.create_task(self._record(), context=Context())

    async def close(self) -> None:
        """Stop recording. Uses that wait are lost."""
        if self._recording is not None:
            self._recording.cancel()
            await asyncio.gather(self._recording, return_exceptions=True)

    async def _record(self) -> None:
        try:
            while self._waiting:
                waiting, self._waiting = self._waiting, set()
                await self._record_batch(waiting)
        finally:
            self._recording = None

    async def _record_batch(self, tokens: set[tuple[int, int]]) -> None:
        try:
            async with self._pool.acquire(timeout=_MOST_SECONDS) as connection:
                await record_token_uses(connection, tokens, _MOST_SECONDS)
        except Exception as error:
            log.warning("token.use_not_recorded", tokens=len(tokens), error=loggable(error))
