"""Metrics that folders below web/ count. No label may name a workspace or person, or have unlimited values."""

from collections.abc import Callable
from typing import Literal

from prometheus_client import Counter, Histogram

_EVENTS = Counter("milepost_events_total", "Events sent to `POST /events` and `recordEvents`, by result.", ["result"])
_PEOPLE = Counter("milepost_people_total", "People sent to `POST /people` and `upsertPeople`, by result.", ["result"])

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

_VERIFIED = Counter(
    "milepost_stored_count_checks_total",
    "Series of the hourly sample whose stored counts were compared with a recount, by result: equal, different, or "
    "unfinished because it took too long or the database did not answer.",
    ["result"],
)
_VERIFIED_RESULTS = {result: _VERIFIED.labels(result) for result in ("equal", "different", "unfinished")}


COLUMN_COUNTS = Counter(
    "milepost_column_counts_total",
    "Counts of entries, visits and engagement for scopes that stored counts cannot answer, while columnar copies are "
    "turned on, by source: copy, or rows if no copy could be used.",
    ["source"],
)

COLUMN_FAILURES = Counter(
    "milepost_column_failures_total",
    "Failures of columnar copies, by step: make (by a worker, which tries again later), load (from the storage), read, "
    "or add (rows of people who have changed). Requests then count rows.",
    ["step"],
)


def count_verification(result: Literal["equal", "different", "unfinished"]) -> None:
    """Counts a series whose stored counts were compared."""
    _VERIFIED_RESULTS[result].inc()


def _results_of(counter: Counter) -> Callable[[int, int, int], None]:
    results = [counter.labels(result) for result in ("accepted", "duplicate", "rejected")]

    def count(accepted: int, duplicates: int, rejected: int) -> None:
        """Counts items whose transaction is committed, and rejected ones."""
        for result, number in zip(results, (accepted, duplicates, rejected), strict=True):
            result.inc(number)

    return count


count_events = _results_of(_EVENTS)
count_people = _results_of(_PEOPLE)  # a duplicate changes nothing
