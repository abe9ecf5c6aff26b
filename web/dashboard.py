"""The dashboard at /. `make dashboard` builds its files from dashboard/; an installed wheel contains them."""

from pathlib import Path

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from web.files import FOREVER, REVALIDATED, Files

BUILT = Path(__file__).parent / "static" / "dashboard"
PAGE = "index.html"
NOT_BUILT = "The dashboard is not built. In a checkout of Milepost, run: make dashboard\n"
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
_HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in _POLICY.items()),
    "Cross-Origin-Opener-Policy": "same-origin",
}


def dashboard_routes(*middleware: Middleware) -> list[BaseRoute]:
    """The page at /, revalidated by ETag, and its scripts and styles, which are cached for a year."""
    return [
        Route("/", page, middleware=middleware),
        Mount("/assets", Files(BUILT / "assets", FOREVER), middleware=middleware),
    ]


async def page(request: Request) -> Response:
    """Returns the page. It holds no data: its scripts request them with the token of the reader."""
    if not (BUILT / PAGE).is_file():
        return PlainTextResponse(NOT_BUILT, status_code=503)
    response = await Files(BUILT, REVALIDATED).get_response(PAGE, request.scope)
    response.headers.update(_HEADERS)
    return response
