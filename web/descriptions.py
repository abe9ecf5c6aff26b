"""GET /schema.graphql: the GraphQL schema as a file, for tools that generate code from it."""

from functools import cache

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from core.settings import Settings
from schema.sdl import sdl


def description_routes(settings: Settings) -> list[Route]:
    """Without authentication. None if introspection is off."""
    return [Route("/schema.graphql", schema_graphql)] if settings.introspection else []


async def schema_graphql(_: Request) -> Response:
    """The schema in the schema definition language."""
    return PlainTextResponse(_written(), headers={"Cache-Control": "no-cache"})


@cache
def _written() -> str:
    return sdl()
