"""GET /metrics: counters of this process for Prometheus."""

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def metrics_route() -> Route:
    """Open to everybody, like /healthz: metrics must never name a person or a workspace, also not in a label."""
    return Route("/metrics", metrics)


async def metrics(_: Request) -> Response:
    """All metrics of the process in the text format. They start at zero with the process."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
