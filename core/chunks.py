"""Collects bytes into chunks. One chunk is processed while the next is collected."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

ChunkHandler = Callable[[bytes], Coroutine[Any, Any, None]]


class Chunks:
    """Calls the handler with chunks of at least `size` bytes (the last may be shorter), one at a time and in order."""

    def __init__(self, size: int, handle: ChunkHandler) -> None:
        self._size = size
        self._handle = handle
        self._held = bytearray()
        self._task: asyncio.Task[None] | None = None

    async def write(self, content: bytes | memoryview) -> None:
        """Add bytes. Waits while the handler is behind. Raises any exception of the handler for an earlier chunk."""
        self._held += content
        if len(self._held) >= self._size:
            await self._process()

    async def finish(self) -> None:
        """Process the remaining bytes, and wait for the handler."""
        if self._held:
            await self._process()
        await self._wait()

    async def cancel(self) -> None:
        """Cancel the handler if it is running."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _process(self) -> None:
        await self._wait()
        chunk, self._held = bytes(self._held), bytearray()
        self._task = asyncio.create_task(self._handle(chunk))

    async def _wait(self) -> None:
        if self._task is not None:
            await self._task
            self._task = None


@asynccontextmanager
async def in_chunks(size: int, handle: ChunkHandler) -> AsyncGenerator[Chunks]:
    """Process all chunks before the block ends. If it ends with an exception, the handler is canceled."""
    chunks = Chunks(size, handle)
    try:
        yield chunks
        await chunks.finish()
    finally:
        await chunks.cancel()
