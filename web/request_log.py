"""One log line for each request, and the id that its response and its log lines have in common."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from logging import DEBUG, INFO
from time import perf_counter
from typing import Any

import structlog
from starlette.datastructures import Headers
from starlette.routing import BaseRoute, Match, Mount, Route, WebSocketRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.current_request import CURRENT_REQUEST, CurrentRequest, new_request_id
from web.metrics import REQUEST_SECONDS, REQUESTS

log = structlog.stdlib.get_logger()

REQUEST_ID_HEADER = "X-Request-Id"
OK = "OK"
REFUSED = "REFUSED"  # a page with an error status, such as that of a wrong unsubscribe link
CANCELED = "CANCELED"  # the client disconnected before it had the whole response
INTERNAL = "INTERNAL"
UNKNOWN_ROUTE = "unknown"
_HEADER = REQUEST_ID_HEADER.lower().encode()
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{1,128}", re.ASCII)
# Load balancers and monitoring send these every few seconds.
_PROBES = frozenset({"/healthz", "/readyz", "/metrics"})


@dataclass(slots=True)
class RequestLog(CurrentRequest):
    """Facts about one request, set by the code that learns them. Never personal data, nor text of documents or paths.

    `outcome` is the code of an error, set by the code that creates the error response.
    """

    workspace_id: int | None = None
    token_name: str | None = None
    cost: int | None = None
    outcome: str | None = None
    is_logged_elsewhere: bool = False  # by the process that handles the request


_FIELDS = [field.name for field in fields(RequestLog) if field.name != "is_logged_elsewhere"]


class RequestLogs:
    """ASGI middleware around everything else. Sets `request.state.log` and `request.state.request_id`.

    The id is the caller's `X-Request-Id` if it has 1 to 128 characters of A-Z, a-z, 0-9, ".", "_" and "-", otherwise a
    new one. Every response has it, those to errors as well.
    """

    def __init__(self, app: ASGIApp, routes: Iterable[BaseRoute]) -> None:
        self._app = app
        # A path may contain the secret of a link, so that only its template is logged.
        self._routes = [route for route in routes if not isinstance(route, WebSocketRoute)]
        self._templates: dict[Any, str] = dict(map(_endpoint_and_template, self._routes))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        watched = _Watched(RequestLog(request_id_of(scope)), send)
        current = watched.log
        scope.setdefault("state", {}).update(log=current, request_id=current.request_id)
        token = CURRENT_REQUEST.set(current)
        try:
            await self._app(scope, receive, watched.send)
        except Exception:
            # The handler of unexpected errors has logged it. The server would log its message, which may quote data.
            current.outcome = current.outcome or INTERNAL
        finally:
            CURRENT_REQUEST.reset(token)
            self._complete(scope, watched)

    def _complete(self, scope: Scope, watched: "_Watched") -> None:
        if watched.log.is_logged_elsewhere:
            return
        route = self._templates.get(self._endpoint(scope), UNKNOWN_ROUTE)
        outcome = watched.outcome
        level = DEBUG if outcome == OK and route in _PROBES else INFO
        operation = watched.log.operation_type or "none"
        REQUESTS.labels(route, operation, outcome).inc()
        REQUEST_SECONDS.labels(route, operation).observe(watched.seconds)
        known = {name: value for name in _FIELDS if (value := getattr(watched.log, name)) is not None}
        log.log(
            level,
            "request.completed",
            **known
            | {
                "method": scope["method"],
                "route": route,
                "status": watched.status,
                "outcome": outcome,
                "milliseconds": round(watched.seconds * 1_000, 1),
            },
        )

    def _endpoint(self, scope: Scope) -> Any:
        """The endpoint that the router has found, or would find: it does not see preflight requests of browsers."""
        if "endpoint" in scope or scope["method"] != "OPTIONS":
            return scope.get("endpoint")
        found = (route.matches(scope) for route in self._routes)
        return next((inner.get("endpoint") for match, inner in found if match is not Match.NONE), None)


class _Watched:
    """The response of one request."""

    def __init__(self, current: RequestLog, send: Send) -> None:
        self.log = current
        self.status: int | None = None  # None until the response begins
        self._send = send
        self._is_complete = False
        self._began_at = perf_counter()

    async def send(self, message: Message) -> None:
        """Sends a part of the response, with the id of the request."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message.get("headers", ()), (_HEADER, self.log.request_id.encode())]
        await self._send(message)
        self._is_complete = message["type"] == "http.response.body" and not message.get("more_body", False)

    @property
    def seconds(self) -> float:
        """How long the request has taken so far."""
        return perf_counter() - self._began_at

    @property
    def outcome(self) -> str:
        """`OK`, the code of an error, or `CANCELED`."""
        if self.log.outcome is not None:
            return self.log.outcome
        if not self._is_complete or self.status is None:
            return CANCELED
        return OK if self.status < 400 else REFUSED


def note_outcome(code: str) -> None:
    """Sets the outcome of the current request, where only its headers are known."""
    current = CURRENT_REQUEST.get()
    if isinstance(current, RequestLog):
        current.outcome = code


def request_id_of(scope: Scope) -> str:
    """The `X-Request-Id` of the caller if it is well-formed, otherwise a new one."""
    given = Headers(scope=scope).get(REQUEST_ID_HEADER)
    return given if given is not None and _WELL_FORMED.fullmatch(given) else new_request_id()


def _endpoint_and_template(route: BaseRoute) -> tuple[Any, str]:
    if isinstance(route, Mount):
        return route.app, f"{route.path}/{{path}}"
    assert isinstance(route, Route)  # noqa: S101 - there are no other routes
    return route.endpoint, route.path
