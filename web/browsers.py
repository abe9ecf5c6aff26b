"""Headers by which browsers limit what other sites can do with responses, and what pages can do."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from typing_extensions import override

from core.errors import ErrorCode
from core.settings import Settings
from web.request_log import note_outcome

PREFLIGHT_SECONDS = 7_200  # the longest time for which Chromium keeps the response to a preflight request
EXPOSED = ("ETag", "X-Request-Id", "Retry-After", "RateLimit", "RateLimit-Policy")
_REFUSED = (
    "Pages of this origin may not send this request: MILEPOST_CORS_ORIGINS must name the origin, and the method must "
    "be GET or POST."
)
# Sent unless the response has the header itself: pages have their own Content-Security-Policy.
_DEFAULTS = (
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)


def cors(settings: Settings) -> list[Middleware]:
    """The middleware that lets pages of the permitted origins read responses. Tokens are headers, so no cookies."""
    if not settings.permitted_origins:
        return []
    return [
        Middleware(
            _PermittedOrigins,
            allow_origins=settings.permitted_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["*"],
            expose_headers=EXPOSED,
            max_age=PREFLIGHT_SECONDS,
        )
    ]


class _PermittedOrigins(CORSMiddleware):
    """Starlette's middleware, which refuses a preflight request in the format of all errors."""

    @override
    def preflight_response(self, request_headers: Headers) -> Response:
        response = super().preflight_response(request_headers)
        if response.status_code < 400:
            return response
        note_outcome(ErrorCode.INVALID)
        error = {"error": {"code": ErrorCode.INVALID, "message": _REFUSED}}
        headers = {name: value for name, value in response.headers.items() if not name.startswith("content-")}
        return JSONResponse(error, response.status_code, headers)


def is_permitted_origin(settings: Settings, headers: Headers) -> bool:
    """Whether the page that opens a WebSocket may do so, since browsers apply CORS only to other requests.

    Pages of this server may, those of permitted origins, and clients that are no browsers, which send no `Origin`.
    """
    origin = headers.get("origin")
    if origin is None or not {origin, "*"}.isdisjoint(settings.permitted_origins):
        return True
    own = {headers.get("host", ""), urlsplit(settings.public_url or "").netloc} - {""}
    return origin.partition("://")[2] in own


class SecurityHeaders:
    """ASGI middleware that adds security headers to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = message.get("headers", ())
                present = {name for name, _ in headers}
                message["headers"] = [*headers, *(each for each in _DEFAULTS if each[0] not in present)]
            await send(message)

        await self._app(scope, receive, send_with_headers)
