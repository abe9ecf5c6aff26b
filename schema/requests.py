"""GraphQL over HTTP: how requests become operations, and results become answers."""

from typing import Any
from urllib.parse import parse_qsl

import msgspec
import orjson
from graphql import ExecutionResult, GraphQLError

from core.errors import UNAVAILABLE, Invalid
from resolvers.context import Context
from schema.answers import Answer
from schema.operations import carry_out


class Asked(msgspec.Struct, rename="camel"):
    """The parameters of a request."""

    query: str
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    extensions: dict[str, Any] | None = None


def asked_in_body(content_type: str, body: bytes) -> Asked:
    """The parameters in the body of a POST. Raises Invalid."""
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise Invalid("Send the operation as JSON, with the header `Content-Type: application/json`.")
    try:
        return msgspec.json.decode(body, type=Asked)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid(f"The request is not understood: {error}.") from None


def asked_in_query_string(query_string: bytes) -> Asked:
    """The parameters in the query string of a GET. Raises Invalid."""
    given: dict[str, Any] = dict(parse_qsl(query_string.decode("latin-1"), keep_blank_values=True))
    try:
        for name in ("variables", "extensions"):
            if name in given:
                given[name] = msgspec.json.decode(given[name] or "null")
        return msgspec.convert(given, Asked)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise Invalid(f"The request is not understood: {error}.") from None


async def execute(asked: Asked, context: Context, *, may_change: bool) -> Answer:
    """Carry out the operation. Raises Invalid where none is meant, or one that may not be asked for like this."""
    if not asked.query:
        raise Invalid("No GraphQL query found in the request")
    return _answer(await carry_out(asked.query, asked.variables, asked.operation_name, context, may_change=may_change))


def _answer(result: ExecutionResult) -> Answer:
    errors = result.errors or []
    # without `data` where nothing was executed: then no error has a path
    is_refused = result.data is None and all(error.path is None for error in errors)
    answer: dict[str, Any] = {} if is_refused else {"data": result.data}
    if errors:
        answer["errors"] = [error.formatted for error in errors]
    return Answer(orjson.dumps(answer), is_refused, bool(errors), _is_unavailable(result))


def _is_unavailable(result: ExecutionResult) -> bool:
    """Whether an outage has left nothing of the answer."""
    has_data = result.data is not None and any(value is not None for value in result.data.values())
    return not has_data and any(_code(error) == UNAVAILABLE for error in result.errors or [])


def _code(error: GraphQLError) -> Any:
    return (error.extensions or {}).get("code")
