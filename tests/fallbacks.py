"""The counts of GET /metrics of how often the stock executor took over."""

from prometheus_client import REGISTRY


def fallbacks() -> dict[str, float]:
    """The counts so far, by reason."""
    [metric] = [each for each in REGISTRY.collect() if each.name == "milepost_executor_fallbacks"]
    return {each.labels["reason"]: each.value for each in metric.samples if each.name.endswith("_total")}
