"""GraphQL over HTTP: from the bytes of a request to an operation, and from its result to a response."""

import re
from typing import Any, cast
from urllib.parse import parse_qsl

import msgspec
from graphql import ExecutionResult, GraphQLError

from core.disclosure import Disclosure
from core.errors import UNAVAILABLE, Invalid, Refused
from core.json_problems import problem_of
from core.json_values import exact_number
from resolvers.context import Context
from schema.errors import public
from schema.json_writing import written
from schema.media_types import JSON
from schema.operations import Prepared, check_subscription, execute_operation, prepared, run
from schema.responses import GraphQLResponse

_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)


class GraphQLRequest(msgspec.Struct, rename="camel"):
    """The parameters of a GraphQL request."""

    query: str | None = None
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    extensions: dict[str, Any] | None = None
    document_id: str | None = None

    def document_hash(self) -> str | None:
        """The SHA-256 of the document that the request names, or None.

        It is in `extensions.persistedQuery` (automatic persisted queries) or `documentId` (the appendix of GraphQL over
        HTTP on persisted documents). Raises Invalid.
        """
        persisted = (self.extensions or {}).get("persistedQuery")
        if persisted is None:
            return None if self.document_id is None else _checked_hash(self.document_id.removeprefix("sha256:"))
        if not isinstance(persisted, dict) or cast("dict[str, Any]", persisted).get("version") != 1:
            raise Invalid("`extensions.persistedQuery` must be an object whose `version` is 1.")
        return _checked_hash(cast("dict[str, Any]", persisted).get("sha256Hash"))


def _checked_hash(value: Any) -> str:
    if not isinstance(value, str) or not _HASH.fullmatch(value):
        raise Invalid("The hash of a document must be its SHA-256: 64 hexadecimal digits in lower case.")
    return value


class UnsupportedMediaType(Invalid):
    """415: the body is not JSON."""


_decoder = msgspec.json.Decoder(GraphQLRequest, float_hook=exact_number)
_plain_decoder = msgspec.json.Decoder(float_hook=exact_number)


def request_in_body(content_type: str, body: bytes) -> GraphQLRequest:
    """The parameters in the body of a POST. Raises Invalid."""
    if content_type.partition(";")[0].strip().lower() != JSON:
        raise UnsupportedMediaType(f"Send the operation as JSON, with the header `Content-Type: {JSON}`.")
    return request_in_json(body)


def request_in_json(body: bytes) -> GraphQLRequest:
    """The parameters in a JSON object. Raises Invalid."""
    try:
        return _decoder.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid(f"The request cannot be read. {problem_of(error, body)}") from None


def request_in_query_string(query_string: bytes) -> GraphQLRequest:
    """The parameters in the query string of a GET. Raises Invalid."""
    given: dict[str, Any] = dict(parse_qsl(query_string.decode("latin-1"), keep_blank_values=True))
    try:
        for name in ("variables", "extensions"):
            if name in given:
                given[name] = _plain_decoder.decode(given[name] or "null")
        return msgspec.convert(given, GraphQLRequest)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise Invalid(f"The request cannot be read. {problem_of(error)}") from None


async def execute(request: GraphQLRequest, context: Context, *, may_change: bool) -> GraphQLResponse:
    """Execute the operation. Raises Invalid if there is no document, and MutationByGet as `execute_operation` does."""
    text, variables, name = _document(request), request.variables, request.operation_name
    return _response(await execute_operation(text, variables, name, context, may_change=may_change))


def subscription_cost(request: GraphQLRequest, disclosure: Disclosure) -> int | GraphQLResponse:
    """The points of a valid subscription, or the response that refuses it. Raises Invalid for another operation."""
    operation = _subscription(request, disclosure)
    return operation.cost if operation.refusal is None else _response(operation.refusal)


async def execute_subscription(request: GraphQLRequest, context: Context) -> GraphQLResponse:
    """The present state that a subscription is for. Its `data` is null only after an error of its only field."""
    return _response(await run(_subscription(request, context.disclosure), request.variables, context))


def _subscription(request: GraphQLRequest, disclosure: Disclosure) -> Prepared:
    return prepared(_document(request), request.variables, request.operation_name, disclosure, check_subscription)


def _document(request: GraphQLRequest) -> str:
    if not request.query:
        raise Invalid("The request has no GraphQL document: send it in `query`, or the hash of a stored one.")
    return request.query


def refusal(error: Refused) -> GraphQLResponse:
    """The response to a request of which nothing was executed."""
    response = _response(ExecutionResult(None, [public(GraphQLError(error.message, original_error=error))]))
    response.code = error.code
    return response


def _response(result: ExecutionResult) -> GraphQLResponse:
    errors = result.errors or []
    # if nothing was executed, no error has a path, and the response must have no `data`
    is_refused = result.data is None and all(error.path is None for error in errors)
    body: dict[str, Any] = {} if is_refused else {"data": result.data}
    if errors:
        body["errors"] = [error.formatted for error in errors]
    if result.extensions:
        body["extensions"] = result.extensions
    response = GraphQLResponse(written(body), is_refused, bool(errors), _is_unavailable(result))
    response.has_data = result.data is not None
    response.code = next((code for code in map(_code, errors) if code), None)
    return response


def _is_unavailable(result: ExecutionResult) -> bool:
    """Whether no field has a value because of an outage."""
    has_data = result.data is not None and any(value is not None for value in result.data.values())
    return not has_data and any(_code(error) == UNAVAILABLE for error in result.errors or [])


def _code(error: GraphQLError) -> Any:
    return (error.extensions or {}).get("code")
