"""What is known about each request: its id, which every response has in `X-Request-Id`, and who asked for what."""

import re
from dataclasses import dataclass

import structlog
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.current_request import CURRENT_REQUEST, CurrentRequest, new_request_id

log = structlog.stdlib.get_logger()

REQUEST_ID_HEADER = "X-Request-Id"
_HEADER = REQUEST_ID_HEADER.lower().encode()
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{1,128}", re.ASCII)


@dataclass(slots=True)
class RequestLog(CurrentRequest):
    """Facts about one request, set by the code that learns them. Never personal data."""

    workspace_id: int | None = None
    token_name: str | None = None
    operation_name: str | None = None
    cost: int | None = None
    outcome: str | None = None  # the code of an error


class RequestLogs:
    """ASGI middleware around everything else. Sets `request.state.log` and `request.state.request_id`.

    The id is the caller's `X-Request-Id` if it has 1 to 128 characters of A-Z, a-z, 0-9, ".", "_" and "-", otherwise a
    new one. Every response has it, those to errors as well.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        current = RequestLog(_request_id(scope))
        scope.setdefault("state", {}).update(log=current, request_id=current.request_id)
        header = (_HEADER, current.request_id.encode())

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), header]
            await send(message)

        token = CURRENT_REQUEST.set(current)
        try:
            await self._app(scope, receive, send_with_id)
        finally:
            CURRENT_REQUEST.reset(token)


def _request_id(scope: Scope) -> str:
    given = Headers(scope=scope).get(REQUEST_ID_HEADER)
    return given if given is not None and _WELL_FORMED.fullmatch(given) else new_request_id()
