"""Metrics of subscriptions. No label names a workspace."""

from prometheus_client import Counter, Gauge

SUBSCRIPTIONS = Gauge("milepost_subscriptions", "Open subscriptions, by transport: websocket or sse.", ["transport"])
PUSHES = Counter("milepost_subscription_pushes_total", "States sent to subscribers, by transport.", ["transport"])
COMPUTATIONS = Counter(
    "milepost_subscription_computations_total",
    "Computations of states, each for all subscribers of an operation: changed, unchanged, or delayed by an outage or "
    "a limit.",
    ["result"],
)
