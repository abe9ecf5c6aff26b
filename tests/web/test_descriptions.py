"""GET /schema.graphql."""

import httpx
from graphql import build_schema

from app import routes
from core.settings import Settings
from schema.sdl import FILE


async def test_the_schema_is_served_without_a_token(server: str):
    async with httpx.AsyncClient(base_url=server) as client:
        found = await client.get("/schema.graphql")

    assert (found.status_code, found.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    assert found.text == FILE.read_text("utf-8")
    assert build_schema(found.text).query_type is not None


def test_no_description_is_served_if_introspection_is_off(settings: Settings):
    paths = {
        introspection: {getattr(route, "path", None) for route in routes(settings.model_copy(update=given))}
        for introspection in (True, False)
        for given in ({"introspection": introspection},)
    }

    assert paths[True] - paths[False] == {"/schema.graphql", "/openapi.json"}
