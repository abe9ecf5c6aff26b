"""Who sent a request, for the audit log."""

from starlette.requests import HTTPConnection

from core.audit import Caller


def caller_of(request: HTTPConnection) -> Caller:
    """The id of the request, and the address of its client or of an untrusted proxy."""
    return Caller(request.state.request_id, request.client.host if request.client else None)
