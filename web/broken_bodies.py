"""Bodies of requests that are not valid HTTP, or end too early: the application gets an error where it reads them."""

from functools import partial
from typing import cast

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle


class BrokenBody:
    """The last body that arrived on a connection, once it is known that the rest of it cannot be read."""

    def __init__(self) -> None:
        self._cycle: RequestResponseCycle | None = None
        self._error: Exception | None = None

    @property
    def is_known(self) -> bool:
        """Whether there is such a body. Nothing that follows it can be understood."""
        return self._cycle is not None

    def end(self, cycle: RequestResponseCycle, error: Exception) -> None:
        """Raises the error in the application once it has read what arrived, unless its response has begun by then.

        The connection is closed after the response.
        """
        self._cycle, self._error = cycle, error
        cycle.keep_alive = False
        cycle.message_event.set()

    def told_to(self, app: ASGIApp, cycle: RequestResponseCycle) -> ASGIApp:
        """The application for this request, with the error if its body becomes broken."""
        return partial(self._run, app, cycle)

    async def _run(self, app: ASGIApp, cycle: RequestResponseCycle, scope: Scope, _: Receive, send: Send) -> None:
        await app(scope, partial(self._receive, cycle), send)

    async def _receive(self, cycle: RequestResponseCycle) -> Message:
        message = cast("Message", await cycle.receive())
        if cycle is not self._cycle or self._error is None or message["type"] == "http.disconnect":
            return message
        if message["body"]:
            cycle.message_event.set()  # the next call gets the error
        elif not cycle.response_started:
            error, self._error = self._error, None  # later calls wait until the client disconnects
            raise error
        return message
