"""Where a request came from, for the audit log."""

from starlette.requests import HTTPConnection

from core.audit import Origin


def origin_of(request: HTTPConnection) -> Origin:
    """The id of the request and the address of its client.

    Behind a proxy on this machine uvicorn takes the address from `X-Forwarded-For`, and from others only if
    FORWARDED_ALLOW_IPS names them.
    """
    return Origin(request.state.request_id, request.client.host if request.client else None)
