"""The reasons for which the stock executor takes over from a plan, and their counters."""

from enum import StrEnum

from prometheus_client import Counter


class Unplanned(Exception):
    """No plan can be compiled for a field or a selection: the stock executor must complete all of it."""


class UnexpectedValue(Exception):
    """A compiled plan met a value that it does not handle: the stock executor completes it, or reports its error."""


class Fallback(StrEnum):
    """Why the stock executor took over.

    Its regular work is not counted: introspection, and objects that have fields with resolvers, which have plans.
    """

    OPERATION = "operation"  # the operation has no plans at all: see plan_cache.plans_of
    FIELD = "field"  # the resolver of the field cannot be called directly: see calls.Call
    VALUE = "value"  # UnexpectedValue
    ERROR = "error"  # a resolver that was called for a whole list failed: each item gets its own located error


_FALLBACKS = Counter(
    "milepost_executor_fallbacks",
    "Parts of responses that the stock GraphQL executor completed because no plan could.",
    ["reason"],
)
_BY_REASON = {reason: _FALLBACKS.labels(reason.value) for reason in Fallback}  # so that counters of 0 exist, too


def count(reason: Fallback) -> None:
    """Count one fallback."""
    _BY_REASON[reason].inc()
