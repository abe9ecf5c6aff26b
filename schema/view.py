"""GraphQL over HTTP: how requests become operations, and results become answers."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import orjson
from cross_web import AsyncHTTPRequestAdapter, HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
from strawberry.http.base import BaseRequestProtocol
from strawberry.types import ExecutionResult

from core.errors import Invalid
from core.viewer import Viewer
from resolvers.context import Context, create_context
from schema.executable import schema
from schema.media_types import GRAPHQL_RESPONSE, preferred


class _Asked(msgspec.Struct, rename="camel"):
    """The parameters of a request."""

    query: str
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    extensions: dict[str, Any] | None = None


class GraphQLView(GraphQL[Context, None]):
    """Answers for an authenticated viewer. Everything a request reads comes from one snapshot."""

    def __init__(self) -> None:
        super().__init__(schema, graphql_ide=None)

    async def answer(self, request: Request, viewer: Viewer) -> Response:
        """Execute the operation that the request holds. Raises Invalid where it holds none.

        application/graphql-response+json has the status 400 where nothing was executed; application/json always 200.
        """
        public_url = request.state.settings.public_url or str(request.base_url).rstrip("/")
        context = create_context(viewer, datetime.now(UTC), request.state.pool, public_url)
        try:
            response = await self.run(request, context, None)
        except HTTPException as error:
            raise Invalid(error.reason) from None
        finally:
            await context.snapshot.close()
        response.headers["Content-Type"] = media_type = preferred(request.headers.get("accept", ""))
        response.headers["Vary"] = "Accept"
        if media_type == GRAPHQL_RESPONSE and request.state.failed:
            response.status_code = 400
        return response

    async def parse_http_body(self, request: AsyncHTTPRequestAdapter) -> GraphQLRequestData:
        """The parameters, from the body of a POST or the query string of a GET."""
        try:
            asked = _in_query_string(request) if request.method == "GET" else await _in_body(request)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise Invalid(f"The request is not understood: {error}.") from None
        return GraphQLRequestData(asked.query, asked.variables, asked.operation_name, asked.extensions)

    async def process_result(self, request: Request, result: ExecutionResult) -> GraphQLHTTPResponse:
        """An answer without `data` where nothing was executed: then no error has a path."""
        answer = await super().process_result(request, result)
        request.state.failed = result.data is None and all(error.path is None for error in result.errors or ())
        if request.state.failed:
            del answer["data"]
        return answer

    def should_render_graphql_ide(self, request: BaseRequestProtocol) -> bool:  # noqa: ARG002 - the library's signature
        """Never: the page has a route of its own."""
        return False

    def encode_json(self, data: object) -> bytes:
        """orjson is an order of magnitude faster than json."""
        return orjson.dumps(data)

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:
        """Never asked for: every request brings its context along."""
        raise NotImplementedError


async def _in_body(request: AsyncHTTPRequestAdapter) -> _Asked:
    media_type = (request.content_type or "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise Invalid("Send the operation as JSON, with the header `Content-Type: application/json`.")
    return msgspec.json.decode(await request.get_body(), type=_Asked)


def _in_query_string(request: AsyncHTTPRequestAdapter) -> _Asked:
    given: dict[str, Any] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if name in given:
            given[name] = msgspec.json.decode(given[name] or "null")
    return msgspec.convert(given, _Asked)
