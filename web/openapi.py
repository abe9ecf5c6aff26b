"""GET /openapi.json: all endpoints in OpenAPI 3.1, for tools that generate clients from it."""

from functools import cache
from importlib.metadata import version
from typing import Any

from core.errors import ErrorCode, RequestErrorCode
from web.errors import STATUS
from web.line_kinds import EVENTS, PEOPLE, LineKind
from web.metrics_endpoint import PATH as METRICS
from web.openapi_graphql import graphql_components, graphql_path
from web.openapi_schemas import components

Json = dict[str, Any]
JSON = "application/json"
_MEANING = {
    200: "The result. Rejected lines do not fail the request: they are listed.",
    400: "The body is malformed.",
    401: "The token is missing, unknown, expired or revoked.",
    403: "The token lacks the scope INGEST.",
    413: "The body is larger than a limit allows. The lines before were recorded.",
    429: "Too many requests, lines or failed authentications.",
    503: "The server cannot respond now, or stopped the request.",
}
_UPLOAD_ERRORS = (
    ErrorCode.INVALID,
    RequestErrorCode.UNAUTHENTICATED,
    ErrorCode.FORBIDDEN,
    ErrorCode.LIMIT_EXCEEDED,
    RequestErrorCode.RATE_LIMITED,
    RequestErrorCode.UNAVAILABLE,
)
_RETRY_AFTER: Json = {
    "Retry-After": {"description": "Seconds until a retry may succeed.", "schema": {"type": "integer"}}
}
_UNSUPPORTED_ENCODING = 415
_UNAVAILABLE = 503


@cache
def openapi() -> Json:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Milepost",
            "version": version("milepost"),
            "description": "All endpoints but the pages for browsers. The schema of /graphql is at /schema.graphql. "
            "Every response has the header X-Request-Id.",
        },
        "servers": [{"url": "/"}],
        "paths": {
            "/graphql": graphql_path(),
            EVENTS.path: {"post": _upload(EVENTS, "recordEvents", "Record events.")},
            PEOPLE.path: {"post": _upload(PEOPLE, "upsertPeople", "Create or change people.")},
            "/exports/{signed}": {
                "parameters": _download_parameters(),
                "get": _download("downloadExport", "Download the archive of an export.", has_body=True),
                "head": _download("checkExport", "The size of the archive, without its content.", has_body=False),
            },
            "/unsubscribe/{token}": _unsubscribe(),
            "/healthz": {"get": _public("isAlive", "Whether the process runs.", {200: _json("It runs.", "Alive")})},
            "/readyz": {"get": _public("isReady", "Whether requests can be served.", _readiness())},
            METRICS: {"get": _metrics()},
            "/schema.graphql": {"get": _public("graphqlSchema", "The GraphQL schema.", _sdl())},
            "/openapi.json": {"get": _public("openapi", "This document.", {200: _json("The document.", None)})},
        },
        "components": {
            "schemas": components() | graphql_components(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "An access token."}},
        },
    }


def _upload(kind: LineKind, operation: str, summary: str) -> Json:
    line = {"$ref": f"#/components/schemas/{kind.input_type}"}
    body = {"type": "string", "contentMediaType": "application/x-ndjson", "contentSchema": line}
    responses = {200: _json(_MEANING[200], "UploadResult")} | {
        _status(code): _error(_MEANING[_status(code)], [code], "UploadError") for code in _UPLOAD_ERRORS
    }
    encoding = _error("The body has another encoding.", [ErrorCode.INVALID], "UploadError")
    responses[_UNSUPPORTED_ENCODING] = encoding | {"headers": {"Accept-Encoding": {"schema": {"const": "gzip"}}}}
    return {
        "operationId": operation,
        "summary": summary,
        "description": "One JSON object per line, as `contentSchema` describes it. The body can have any size. Blank "
        "lines are skipped. It is safe to send lines again. Needs a token with the scope INGEST.",
        "security": [{"token": []}],
        "parameters": [
            _header("Content-Encoding", "How the body is compressed.", {"enum": ["gzip", "x-gzip", "identity"]})
        ],
        "requestBody": {"required": True, "content": {"application/x-ndjson": {"schema": body}}},
        "responses": _responses(responses),
    }


def _download(operation: str, summary: str, *, has_body: bool) -> Json:
    archive: Json = {"application/zip": {}} if has_body else {}
    lengths = {name: {"schema": {"type": "string"}} for name in ("Accept-Ranges", "Content-Length", "ETag")}
    part = lengths | {"Content-Range": {"schema": {"type": "string"}}}
    responses: dict[int, Json] = {
        200: {"description": "The whole archive.", "headers": lengths} | ({"content": archive} if archive else {}),
        206: {"description": "The requested range.", "headers": part} | ({"content": archive} if archive else {}),
        404: _error("The link is incomplete or was changed.", [ErrorCode.NOT_FOUND]),
        410: _error("The export has expired or was canceled.", [RequestErrorCode.EXPIRED, RequestErrorCode.CANCELED]),
        416: _error("The range lies outside of the archive.", [ErrorCode.INVALID]),
        503: _error("The archive cannot be read now.", [RequestErrorCode.UNAVAILABLE]),
    }
    if not has_body:
        responses = {status: _without_content(response) for status, response in responses.items()}
    description = "Needs no token: the link, which `Export.downloadUrl` gives, is signed."
    return {
        "operationId": operation,
        "summary": summary,
        "description": description,
        "security": [],
        "responses": _responses(responses),
    }


def _download_parameters() -> list[Json]:
    signed = {"name": "signed", "in": "path", "required": True, "schema": {"type": "string"}}
    return [
        signed | {"description": "The signed name of the export."},
        _header("Range", "One range of bytes, such as bytes=0-499.", {"type": "string"}),
        _header("If-Range", "The ETag of the parts received so far.", {"type": "string"}),
    ]


def _unsubscribe() -> Json:
    token = {"name": "token", "in": "path", "required": True, "schema": {"type": "string"}}
    page: Json = {"content": {"text/html": {}}}
    missing = page | {"description": "A page: the link is incomplete or was changed."}
    asked = {200: page | {"description": "A page that asks for confirmation."}, 404: missing}
    done = {200: page | {"description": "A page: the person gets no more messages."}, 404: missing}
    return {
        "parameters": [
            token | {"description": "The signed token of the link in a message. It replaces an access token."}
        ],
        "get": _public("askToUnsubscribe", "The page of the link in a message. Changes nothing.", asked),
        "post": _public("unsubscribe", "Unsubscribe the person, also by List-Unsubscribe-Post (RFC 8058).", done),
    }


def _metrics() -> Json:
    text: Json = {"description": "The text format of Prometheus.", "content": {"text/plain": {}}}
    described = _public("metrics", "The metrics of this process.", {200: text})
    return described | {"description": "If MILEPOST_METRICS_PORT is set, only that port has it, and nothing else."}


def _public(operation: str, summary: str, responses: dict[int, Any]) -> Json:
    return {"operationId": operation, "summary": summary, "security": [], "responses": _responses(responses)}


def _readiness() -> dict[int, Any]:
    return {200: _json("Every part is `ok`.", "Ready"), 503: _json("A part is not `ok`.", "NotReady")}


def _sdl() -> dict[int, Any]:
    return {200: {"description": "The schema definition language.", "content": {"text/plain": {}}}}


def _responses(responses: dict[int, Any]) -> Json:
    named = {str(status): response for status, response in sorted(responses.items())}
    return named | {"default": _json("Any other error.", "Error")}


def _error(description: str, codes: list[ErrorCode | RequestErrorCode], schema: str = "Error") -> Json:
    narrowed = {"properties": {"error": {"properties": {"code": {"enum": [str(code) for code in codes]}}}}}
    both = {"allOf": [{"$ref": f"#/components/schemas/{schema}"}, narrowed]}
    is_temporary = RequestErrorCode.UNAVAILABLE in codes or RequestErrorCode.RATE_LIMITED in codes
    headers = {"headers": _RETRY_AFTER} if is_temporary else {}
    return {"description": description, **headers, "content": {JSON: {"schema": both}}}


def _json(description: str, schema: str | None) -> Json:
    content = {"schema": {"$ref": f"#/components/schemas/{schema}"}} if schema else {"schema": {"type": "object"}}
    return {"description": description, "content": {JSON: content}}


def _without_content(response: Json) -> Json:
    return {name: value for name, value in response.items() if name != "content"}


def _header(name: str, description: str, schema: Json) -> Json:
    return {"name": name, "in": "header", "description": description, "schema": schema}


def _status(code: ErrorCode | RequestErrorCode) -> int:
    return _UNAVAILABLE if code is RequestErrorCode.UNAVAILABLE else STATUS.get(code, 400)
