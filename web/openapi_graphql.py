"""/graphql in /openapi.json: how operations are sent, and the statuses and media types of responses."""

from typing import Any

from schema.media_types import GRAPHQL_RESPONSE, JSON
from web.live.events import EVENT_STREAM

Json = dict[str, Any]
_RESULT = "GraphQLResult"
_ERRORS = "GraphQLErrors"
_RETRY: Json = {"Retry-After": {"description": "Seconds until a retry may succeed.", "schema": {"type": "integer"}}}
_LIVE = (
    f"With `Accept: {EVENT_STREAM}` it is a subscription, whose states are sent as server-sent events. The same "
    "address accepts WebSockets with the subprotocol graphql-transport-ws, which OpenAPI cannot describe."
)
_STATUS = (
    "A request that is well-formed, but of which nothing is executed, such as a document with a wrong field, gets "
    f"status 400 if the response is {GRAPHQL_RESPONSE}, and 200 if it is {JSON}, as GraphQL over HTTP says."
)
_PARAMETERS: dict[str, tuple[str, Json]] = {
    "query": ("The GraphQL document.", {"type": ["string", "null"]}),
    "variables": ("The values of the variables.", {"type": ["object", "null"]}),
    "operationName": ("The operation to execute, of a document with several.", {"type": ["string", "null"]}),
    "extensions": ("`persistedQuery` names a stored document.", {"type": ["object", "null"]}),
    "documentId": ("The hash of a stored document, instead of `query`.", {"type": ["string", "null"]}),
}


def graphql_path() -> Json:
    """The methods of /graphql."""
    return {
        "post": _operation("postGraphQL", "Execute an operation.", of_post())
        | {"requestBody": {"required": True, "content": {JSON: {"schema": {"$ref": "#/components/schemas/GraphQL"}}}}},
        "get": _operation("getGraphQL", "Execute a query, whose response can be cached.", of_get())
        | {"parameters": [_in_url(name) for name in _PARAMETERS]},
    }


def graphql_components() -> Json:
    """The schemas that /graphql uses, by name."""
    error = {"type": "object", "properties": {"message": {"type": "string"}}, "required": ["message"]}
    errors = {"type": "array", "items": error, "minItems": 1}
    properties = {name: schema | {"description": text} for name, (text, schema) in _PARAMETERS.items()}
    return {
        "GraphQL": {"type": "object", "properties": properties},
        _RESULT: {
            "type": "object",
            "properties": {
                "data": {"type": ["object", "null"], "description": "Missing if nothing was executed."},
                "errors": errors,
                "extensions": {"type": "object", "description": "`cost` has the points of the operation."},
            },
        },
        _ERRORS: {"type": "object", "properties": {"errors": errors}, "required": ["errors"]},
    }


def of_post() -> dict[int, Json]:
    """The responses to a POST, by status."""
    return _responses() | {
        413: _errors("The body is larger than a limit allows."),
        415: _errors(f"The body is not {JSON}, or compressed."),
    }


def of_get() -> dict[int, Json]:
    """The responses to a GET, by status."""
    return _responses() | {
        304: {"description": "The response still has the ETag in If-None-Match.", "headers": _etag()},
        405: _errors("The operation is a mutation.") | {"headers": {"Allow": {"schema": {"const": "POST"}}}},
    }


def _operation(name: str, summary: str, responses: dict[int, Json]) -> Json:
    named = {str(status): response for status, response in sorted(responses.items())}
    return {
        "operationId": name,
        "summary": summary,
        "description": f"{_STATUS} {_LIVE}",
        "security": [{"token": []}],
        "responses": named | {"default": _errors("Any other error.")},
    }


def _responses() -> dict[int, Json]:
    stream = {EVENT_STREAM: {"schema": {"type": "string"}}}
    result = _content(_RESULT)
    return {
        200: {"description": "The result of the operation, which can contain errors.", "content": result | stream},
        400: _errors("The request is malformed, or nothing was executed."),
        401: _errors("The token is missing, unknown, expired or revoked."),
        429: _errors("Too many requests, too expensive ones, or too many failed authentications.")
        | {"headers": _RETRY},
        503: _errors("The server cannot respond now, or stopped the request.") | {"headers": _RETRY},
    }


def _errors(description: str) -> Json:
    return {"description": description, "content": _content(_ERRORS)}


def _content(schema: str) -> Json:
    return {media: {"schema": {"$ref": f"#/components/schemas/{schema}"}} for media in (JSON, GRAPHQL_RESPONSE)}


def _etag() -> Json:
    return {"ETag": {"schema": {"type": "string"}}}


def _in_url(name: str) -> Json:
    text, schema = _PARAMETERS[name]
    parameter = {"name": name, "in": "query", "description": text}
    if "object" in schema["type"]:
        return parameter | {"content": {JSON: {"schema": schema}}}
    return parameter | {"schema": {"type": "string"}}
