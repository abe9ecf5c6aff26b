"""GET /metrics: the metrics of this process, for Prometheus."""

from collections.abc import Iterable
from time import monotonic

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Gauge, Metric, generate_latest
from prometheus_client.parser import text_string_to_metric_families
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket
from typing_extensions import override

from core.errors import NotFound
from core.settings import Settings
from db.jobs import queue_state
from db.pool import OUTAGES, usages
from web.errors import refused
from web.heavy_requests import HeavyRequests
from web.live.websocket import refuse_unknown
from web.response_cache import ResponseCache

PATH = "/metrics"
_HEAVY = {"process": "heavy"}
_QUEUE_SECONDS = 5  # for which the state of the queue is reused

_CONNECTIONS = Gauge(
    "milepost_database_connections",
    "Database connections by pool and state: used, idle, or most (the limit).",
    ["pool", "state"],
)
_WAITING = Gauge("milepost_database_waiting", "Requests and tasks that wait for a connection of the pool.", ["pool"])
_CACHE_BYTES = Gauge("milepost_response_cache_bytes", "Size of the response cache in memory.")
_QUEUE_JOBS = Gauge("milepost_queue_jobs", "Background jobs that are due and have not started, of all workers.")
_QUEUE_AGE = Gauge(
    "milepost_queue_oldest_seconds", "For how long the oldest background job has been due without starting."
)


def metrics_route() -> Route:
    """Without authentication, like /healthz: no metric or label may name a person or workspace."""
    return Route(PATH, _Metrics(), methods=["GET"])


class _Metrics:
    def __init__(self) -> None:
        self._queue_read_at = -float("inf")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends all metrics in the text format. Counters are zero when the process starts."""
        request = Request(scope)
        for name, usage in usages(scope["state"]):
            _WAITING.labels(name).set(usage.waiting)
            for state in ("used", "idle", "most"):
                _CONNECTIONS.labels(name, state).set(getattr(usage, state))
        cache: ResponseCache = request.state.response_cache
        _CACHE_BYTES.set(cache.size)
        await self._read_queue(request)
        heavy: HeavyRequests = request.state.heavy
        both = _Both(await heavy.metrics())
        await Response(generate_latest(both), media_type=CONTENT_TYPE_LATEST)(scope, receive, send)

    async def _read_queue(self, request: Request) -> None:
        if monotonic() - self._queue_read_at < _QUEUE_SECONDS:
            return
        self._queue_read_at = monotonic()
        try:
            state = await queue_state(request.state.writing)
        except OUTAGES:
            _QUEUE_JOBS.set(float("nan"))
            _QUEUE_AGE.set(float("nan"))
        else:
            _QUEUE_JOBS.set(state.waiting)
            _QUEUE_AGE.set(state.oldest_seconds)


class _Both(CollectorRegistry):
    """The metrics of this process, and those of the process for heavy requests with the label `process="heavy"`."""

    def __init__(self, heavy: str) -> None:
        super().__init__()
        self._heavy = heavy

    @override
    def collect(self) -> Iterable[Metric]:
        families = {family.name: family for family in REGISTRY.collect()}
        for family in text_string_to_metric_families(self._heavy):
            if family.name.endswith("_created"):  # a sample of another family, which the text format writes as its own
                continue
            known = families.setdefault(family.name, Metric(family.name, family.documentation, family.type))
            known.samples += [each._replace(labels={**each.labels, **_HEAVY}) for each in family.samples]
        return families.values()


def port_of_metrics(settings: Settings) -> list[Middleware]:
    """The middleware for MILEPOST_METRICS_PORT. None if it is not set."""
    return [] if settings.metrics_port is None else [Middleware(_PortOfMetrics, settings.metrics_port)]


class _PortOfMetrics:
    """ASGI middleware: on the port of metrics there is only /metrics, and on the others everything else."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._port = port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and scope["server"][1] == self._port:
            await refuse_unknown(WebSocket(scope, receive, send))
        elif scope["type"] == "http" and (scope["path"] == PATH) != (scope["server"][1] == self._port):
            where = "is on another port" if scope["path"] == PATH else "is the only path on this port"
            response = refused(Request(scope), NotFound(f"{PATH} {where}, that of MILEPOST_METRICS_PORT."))
            await response(scope, receive, send)
        else:
            await self._app(scope, receive, send)
