"""Sends a request as bytes, whatever they are, and reads the response, if there is one."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httptools
import orjson

_PIECE = 1 << 16


@dataclass
class Answer:
    """A response. `status` is None if the connection was closed without one."""

    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""

    @property
    def code(self) -> str | None:
        """The code of the first error, in the format of GraphQL or of the other paths."""
        try:
            content: Any = orjson.loads(self.body)
        except orjson.JSONDecodeError:
            return None
        match content:
            case {"error": {"code": code}} | {"errors": [{"extensions": {"code": code}}, *_]}:
                return code
            case _:
                return None


class _Reading:
    """Collects what the parser finds in a response."""

    def __init__(self) -> None:
        self.answer = Answer()
        self.is_complete = False
        self._parser = httptools.HttpResponseParser(self)

    def feed(self, data: bytes) -> None:
        self._parser.feed_data(data)
        self.answer.status = self._parser.get_status_code()

    def on_header(self, name: bytes, value: bytes) -> None:
        self.answer.headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_body(self, body: bytes) -> None:
        self.answer.body += body

    def on_message_complete(self) -> None:
        self.is_complete = True


async def send(host: str, port: int, request: bytes) -> Answer:
    """The response to a request on a connection of its own. The server may answer before it has read everything."""
    reader, writer = await asyncio.open_connection(host, port)
    writing = asyncio.create_task(_write(writer, request))
    reading = _Reading()
    try:
        while not reading.is_complete and (data := await reader.read(_PIECE)):
            reading.feed(data)
    except ConnectionError:
        pass
    finally:
        writing.cancel()
        with suppress(asyncio.CancelledError, ConnectionError):
            await writing
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
    return reading.answer


async def _write(writer: asyncio.StreamWriter, request: bytes) -> None:
    with suppress(ConnectionError):
        for begin in range(0, len(request), _PIECE):
            writer.write(request[begin : begin + _PIECE])
            await writer.drain()
