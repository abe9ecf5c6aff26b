"""Where a request came from, for the audit log."""

from starlette.requests import HTTPConnection

from core.audit import Origin


def origin_of(request: HTTPConnection) -> Origin:
    """The id of the request, and the address of its client or of an untrusted proxy."""
    return Origin(request.state.request_id, request.client.host if request.client else None)
