"""GET /metrics: the counters of this process, for Prometheus."""

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def metrics_route() -> Route:
    """Without authentication, like /healthz: no metric or label may name a person or workspace."""
    return Route("/metrics", metrics)


async def metrics(_: Request) -> Response:
    """Returns all metrics in the text format. They are zero when the process starts."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
