"""A minimal HTTP client with one persistent connection, so that the client's share of a request's time is small."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable
from contextlib import asynccontextmanager
from typing import Any

import orjson

from core.errors import MilepostError

_OK = 200
_LIMIT = 1 << 22  # bytes of headers and buffered body


class HttpConnection:
    """Sends requests one after another on one connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def post(self, path: str, body: bytes, headers: str) -> bytes:
        """Returns the body of the response. Raises MilepostError unless its status is 200."""
        return await self.send(http_request(path, body, headers))

    async def send(self, request: bytes) -> bytes:
        """Like `post`, with a complete request."""
        self._writer.write(request)
        return await self._response()

    async def post_stream(self, path: str, pieces: AsyncIterable[bytes], headers: str) -> bytes:
        """Like `post`, with a body that is sent in pieces."""
        self._writer.write(_head(path, headers, "Transfer-Encoding: chunked"))
        async for piece in pieces:
            self._writer.write(b"%x\r\n%b\r\n" % (len(piece), piece))
            await self._writer.drain()
        self._writer.write(b"0\r\n\r\n")
        return await self._response()

    async def _response(self) -> bytes:
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status, *lines = head.split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        if "content-length" in headers:
            body = await self._reader.readexactly(int(headers["content-length"]))
        else:
            body = await self._chunks()
        if int(status.split(" ", 2)[1]) != _OK:
            raise MilepostError(f"{status}: {body[:500]!r}")
        return body

    async def _chunks(self) -> bytes:
        body = b""
        while size := int(await self._reader.readline(), 16):
            body += await self._reader.readexactly(size)
            await self._reader.readline()
        await self._reader.readline()
        return body


def http_request(path: str, body: bytes, headers: str) -> bytes:
    """A complete POST request."""
    return _head(path, headers, f"Content-Length: {len(body)}") + body


def _head(path: str, headers: str, length: str) -> bytes:
    return f"POST {path} HTTP/1.1\r\nHost: bench\r\n{headers}\r\n{length}\r\n\r\n".encode("latin-1")


@asynccontextmanager
async def http_connection(host: str, port: int) -> AsyncGenerator[HttpConnection]:
    reader, writer = await asyncio.open_connection(host, port, limit=_LIMIT)
    try:
        yield HttpConnection(reader, writer)
    finally:
        writer.close()
        await writer.wait_closed()


class Asker:
    """Sends GraphQL requests with one token over one connection."""

    def __init__(self, connection: HttpConnection, token: str) -> None:
        self._connection = connection
        self._headers = f"Authorization: Bearer {token}\r\nContent-Type: application/json"

    async def ask(self, query: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        """Returns the data of the response. Raises MilepostError if it has errors."""
        return self.data(await self.send(self.body(query, variables)))

    async def send(self, body: bytes) -> bytes:
        """Returns the response to an encoded request, unparsed."""
        return await self._connection.post("/graphql", body, self._headers)

    @staticmethod
    def body(query: str, variables: dict[str, Any] | None = None) -> bytes:
        """Encodes a request."""
        return orjson.dumps({"query": query, "variables": variables or {}})

    @staticmethod
    def data(response: bytes) -> dict[str, Any]:
        """The data of a response. Raises MilepostError if it has errors."""
        content = orjson.loads(response)
        if content.get("errors"):
            raise MilepostError(f"The request was refused: {content['errors'][0]['message']}")
        return content["data"]
