"""GET /schema.graphql and /openapi.json: descriptions of the API, for tools that generate code from them."""

from functools import cache

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from core.settings import Settings
from schema.sdl import sdl
from web.openapi import openapi


def description_routes(settings: Settings) -> list[Route]:
    """Without authentication. None if introspection is off."""
    if not settings.introspection:
        return []
    return [Route("/schema.graphql", schema_graphql), Route("/openapi.json", openapi_json)]


async def schema_graphql(_: Request) -> Response:
    """The schema in the schema definition language."""
    return PlainTextResponse(_written(), headers={"Cache-Control": "no-cache"})


async def openapi_json(_: Request) -> Response:
    """The other endpoints in OpenAPI 3.1."""
    return JSONResponse(openapi(), headers={"Cache-Control": "no-cache"})


@cache
def _written() -> str:
    return sdl()
