"""Buckets of local time."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.errors import Invalid
from core.time_ranges import BEGINNING, END

MOST_BUCKETS = 1_000


class Interval(StrEnum):
    """The length of a bucket."""

    HOUR = "HOUR"
    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"


def bucket_edges(
    begin: datetime, end: datetime, interval: Interval, zone: ZoneInfo, field: str = "interval"
) -> list[datetime]:
    """The starts of the buckets that cover [begin, end), and the end of the last one; in UTC, with begin < end.

    Buckets are local and follow clock changes. Weeks start on Monday. Raises Invalid for the input field of the
    interval, naming a coarser one, if there would be more than 1,000.
    """
    local = begin.astimezone(zone)
    following = _hours(local) if interval is Interval.HOUR else _midnights(local, interval)
    edges = [next(following)]
    while edges[-1] < end:
        if len(edges) > MOST_BUCKETS:
            raise Invalid(f"There would be more than {MOST_BUCKETS:,} buckets: {_advice(interval)}.", (field,))
        edge = next(following)
        if edge <= begin:
            edges = [edge]
        elif edge > edges[-1]:  # skips a day that a zone left out when it crossed the date line
            edges.append(edge)
    return edges


def _advice(interval: Interval) -> str:
    coarser = list(Interval)[list(Interval).index(interval) + 1 :]
    return f"use the interval {coarser[0]} or a shorter range" if coarser else "use a shorter range"


def _midnights(local: datetime, interval: Interval) -> Iterator[datetime]:
    """The local midnights at which days, weeks or months begin, from the last one before `local`."""
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    if interval is Interval.WEEK:
        midnight -= timedelta(days=midnight.weekday())
    if interval is Interval.MONTH:
        midnight = midnight.replace(day=1)
    try:
        while True:
            yield _utc(midnight)
            midnight = _next(midnight, interval)
    except OverflowError:
        yield END


def _utc(local: datetime) -> datetime:
    try:
        return local.astimezone(UTC)
    except OverflowError:
        return BEGINNING if local.year == 1 else END


def _next(midnight: datetime, interval: Interval) -> datetime:
    if interval is Interval.MONTH:
        return (midnight + timedelta(days=31)).replace(day=1)
    return midnight + timedelta(days=7 if interval is Interval.WEEK else 1)


def _hours(local: datetime) -> Iterator[datetime]:
    """Every full hour of the local clock, and every change of it by part of an hour, from before `local`."""
    zone = local.tzinfo
    edge = local.replace(minute=0, second=0, microsecond=0).astimezone(UTC)
    while True:
        yield edge
        shown = (edge + timedelta(hours=1)).astimezone(zone)
        # after a change by part of an hour, the next full hour is less than an hour away
        full = (shown.replace(minute=0, second=0, microsecond=0)).astimezone(UTC)
        edge = full if full > edge else edge + timedelta(hours=1)
