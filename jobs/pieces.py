"""Bytes gathered into pieces, each of which is worked on while the next is gathered."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

Handle = Callable[[bytes], Coroutine[Any, Any, None]]


class Pieces:
    """Takes bytes, and hands them on in pieces of at least some size, one at a time and in order."""

    def __init__(self, size: int, handle: Handle) -> None:
        self._size = size
        self._handle = handle
        self._held = bytearray()
        self._handling: asyncio.Task[None] | None = None

    async def take(self, some: bytes | memoryview) -> None:
        """Add bytes; waits where the handling is slower. Raises what the handling of an earlier piece has raised."""
        self._held += some
        if len(self._held) >= self._size:
            await self._hand_on()

    async def end(self) -> None:
        """Hand on what is left, and wait for the last piece."""
        if self._held:
            await self._hand_on()
        await self._handled()

    async def drop(self) -> None:
        """Stop whatever is still done."""
        if self._handling is not None:
            self._handling.cancel()
            await asyncio.gather(self._handling, return_exceptions=True)

    async def _hand_on(self) -> None:
        await self._handled()
        piece, self._held = bytes(self._held), bytearray()
        self._handling = asyncio.create_task(self._handle(piece))

    async def _handled(self) -> None:
        if self._handling is not None:
            await self._handling
            self._handling = None


@asynccontextmanager
async def in_pieces(size: int, handle: Handle) -> AsyncGenerator[Pieces]:
    """Pieces that are all handled when this ends, or given up where it ends with an exception."""
    pieces = Pieces(size, handle)
    try:
        yield pieces
        await pieces.end()
    finally:
        await pieces.drop()
