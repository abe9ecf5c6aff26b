"""HTTP requests over a Unix socket.

The connections of httpx use anyio, which lets the event loop set the result of a future that was canceled: an error is
logged if a request is canceled in the same iteration in which its response arrives. Those of asyncio do not.
"""

import asyncio
import select
import socket
from collections.abc import Iterable
from typing import Any

import httpx
from httpcore import (
    AsyncConnectionPool,
    AsyncNetworkBackend,
    AsyncNetworkStream,
    ConnectError,
    ConnectTimeout,
    ReadError,
    ReadTimeout,
    WriteError,
    WriteTimeout,
)
from typing_extensions import override

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]

_PAUSE_SECONDS = 0.05
_KEPT_CONNECTIONS = 16
_KEPT_SECONDS = 5


async def connected(path: str) -> Streams:
    """Connects to a Unix socket. Waits while its backlog is full. Raises OSError if no process listens on it."""
    connection = socket.socket(socket.AF_UNIX)
    connection.setblocking(False)
    try:
        while not _is_connected(connection, path):  # noqa: ASYNC110 - only the kernel knows
            await asyncio.sleep(_PAUSE_SECONDS)
        return await asyncio.open_unix_connection(sock=connection)
    except BaseException:
        connection.close()
        raise


def _is_connected(connection: socket.socket, path: str) -> bool:
    """False if the backlog is full: asyncio would take the socket for a connected one."""
    try:
        connection.connect(path)
    except BlockingIOError:
        return False
    return True


class UnixTransport(httpx.AsyncHTTPTransport):
    """Sends the requests of an httpx client to the process that listens on a Unix socket."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self._pool = AsyncConnectionPool(
            uds=path,
            max_connections=None,
            max_keepalive_connections=_KEPT_CONNECTIONS,
            keepalive_expiry=_KEPT_SECONDS,
            network_backend=_Backend(),
        )


class _Backend(AsyncNetworkBackend):
    @override
    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> AsyncNetworkStream:
        try:
            async with asyncio.timeout(timeout):
                return _Stream(*await connected(path))
        except TimeoutError as error:
            raise ConnectTimeout from error
        except OSError as error:
            raise ConnectError(str(error)) from error

    @override
    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class _Stream(AsyncNetworkStream):
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @override
    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            async with asyncio.timeout(timeout):
                return await self._reader.read(max_bytes)
        except TimeoutError as error:
            raise ReadTimeout from error
        except OSError as error:
            raise ReadError(str(error)) from error

    @override
    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        try:
            async with asyncio.timeout(timeout):
                self._writer.write(buffer)
                await self._writer.drain()
        except TimeoutError as error:
            raise WriteTimeout from error
        except (OSError, RuntimeError) as error:  # uvloop raises RuntimeError if the connection is closed
            raise WriteError(str(error)) from error

    @override
    async def aclose(self) -> None:
        self._writer.transport.abort()

    @override
    def get_extra_info(self, info: str) -> Any:
        """`is_readable`: whether the other side has closed an idle connection, even if asyncio has not read that."""
        if info != "is_readable":
            return None
        return self._reader.at_eof() or self._writer.is_closing() or _has_input(self._writer.get_extra_info("socket"))


def _has_input(connection: Any) -> bool:
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))
