"""Metrics about requests. No label may name a workspace or person, or have unlimited values: no operation names."""

from prometheus_client import Counter, Histogram

REQUESTS = Counter(
    "milepost_requests_total",
    "Requests by route, type of the GraphQL operation (query, mutation, subscription or none), and outcome: see "
    "`request.completed`.",
    ["route", "operation", "outcome"],
)
REQUEST_SECONDS = Histogram(
    "milepost_request_seconds",
    "Durations of requests until their response is sent.",
    ["route", "operation"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
)
RATE_LIMITED = Counter(
    "milepost_rate_limited_total", "Requests with status 429, by the limit that they exceeded.", ["kind"]
)
REFUSED_CONNECTIONS = Counter(
    "milepost_refused_connections_total",
    "Connections closed with an error before they had sent a whole request, by the status of the error.",
    ["status"],
)
