"""Bytes gathered into pieces, each of which is worked on while the next is gathered."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

ChunkHandler = Callable[[bytes], Coroutine[Any, Any, None]]


class Chunks:
    """Takes bytes, and hands them on in pieces of at least some size, one at a time and in order."""

    def __init__(self, size: int, handle: ChunkHandler) -> None:
        self._size = size
        self._handle = handle
        self._held = bytearray()
        self._task: asyncio.Task[None] | None = None

    async def write(self, content: bytes | memoryview) -> None:
        """Add bytes; waits where the handling is slower. Raises what the handling of an earlier piece has raised."""
        self._held += content
        if len(self._held) >= self._size:
            await self._process()

    async def finish(self) -> None:
        """Hand on what is left, and wait for the last piece."""
        if self._held:
            await self._process()
        await self._wait()

    async def cancel(self) -> None:
        """Stop whatever is still done."""
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
    """Chunks that are all handled when this ends, or given up where it ends with an exception."""
    chunks = Chunks(size, handle)
    try:
        yield chunks
        await chunks.finish()
    finally:
        await chunks.cancel()
