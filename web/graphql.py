"""/graphql: the API, and for browsers the page to explore it with."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from schema.view import GraphQLView
from web.authentication import authenticate
from web.graphiql import page


def graphql_route() -> Route:
    """POST and GET for programs; GET for browsers gives GraphiQL."""
    view = GraphQLView()

    async def graphql(request: Request) -> Response:
        if request.method == "GET" and "query" not in request.query_params and _wants_html(request):
            return await page(request)
        return await view.answer(request, await authenticate(request))

    return Route("/graphql", graphql, methods=["GET", "POST"])


def _wants_html(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")
