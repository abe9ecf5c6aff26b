"""What is answered on the connections above the limit of a process."""

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from core.current_request import new_request_id
from core.errors import UNAVAILABLE
from web.connection_errors import RETRY_SECONDS, TOO_MANY_CONNECTIONS
from web.metrics import REFUSED_CONNECTIONS
from web.request_log import REQUEST_ID_HEADER

OPERATORS = frozenset({"/healthz", "/readyz", "/metrics"})


async def answer_operators(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Passes only the requests of operators to the application. Others get 503."""
    if scope["path"] in OPERATORS:
        await app(scope, receive, send)
        return
    REFUSED_CONNECTIONS.labels(503).inc()
    error = {"error": {"code": UNAVAILABLE, "message": TOO_MANY_CONNECTIONS}}
    headers = {"Retry-After": RETRY_SECONDS, "Connection": "close", REQUEST_ID_HEADER: new_request_id()}
    await JSONResponse(error, 503, headers)(scope, receive, send)
