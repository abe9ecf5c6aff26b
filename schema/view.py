"""GraphQL over HTTP: how requests become operations, and results become answers."""

from datetime import UTC, datetime
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL

from core.viewer import Viewer
from resolvers.context import Context, create_context
from schema.executable import schema


class GraphQLView(GraphQL[Context, None]):
    """Answers for an authenticated viewer. Everything a request reads comes from one snapshot."""

    def __init__(self) -> None:
        super().__init__(schema, graphql_ide=None)

    async def answer(self, request: Request, viewer: Viewer) -> Response:
        """Execute the operation that the request holds."""
        public_url = request.state.settings.public_url or str(request.base_url).rstrip("/")
        context = create_context(viewer, datetime.now(UTC), request.state.pool, public_url)
        try:
            return await self.run(request, context, None)
        finally:
            await context.snapshot.close()

    def encode_json(self, data: object) -> bytes:
        """orjson is an order of magnitude faster than json."""
        return orjson.dumps(data)

    def decode_json(self, data: str | bytes) -> Any:
        """orjson is an order of magnitude faster than json."""
        return orjson.loads(data)

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:
        """Never asked for: every request brings its context along."""
        raise NotImplementedError
