"""Metrics that folders below web/ count. No label may name a workspace or person, or have unlimited values."""

from prometheus_client import Counter, Histogram

_EVENTS = Counter("milepost_events_total", "Events sent to `POST /events` and `recordEvents`, by result.", ["result"])
_ACCEPTED, _DUPLICATE, _REJECTED = (_EVENTS.labels(result) for result in ("accepted", "duplicate", "rejected"))

JOBS = Counter(
    "milepost_jobs_total",
    "Attempts at background jobs that ended, by kind and outcome: completed, failed, returned to the queue by a worker "
    "that stopped, or lost to another worker.",
    ["kind", "outcome"],
)
JOB_SECONDS = Histogram(
    "milepost_job_seconds",
    "Durations of attempts at background jobs.",
    ["kind"],
    buckets=(0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600),
)


def count_events(accepted: int, duplicates: int, rejected: int) -> None:
    """Counts events whose transaction is committed."""
    _ACCEPTED.inc(accepted)
    _DUPLICATE.inc(duplicates)
    _REJECTED.inc(rejected)
