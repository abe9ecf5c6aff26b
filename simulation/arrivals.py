"""When people start: more by day than by night, fewer at weekends, and more over time."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

_HOUR_MS = 3_600_000
_BY_HOUR = [2, 1, 1, 1, 1, 2, 4, 8, 14, 18, 20, 19, 16, 17, 19, 18, 15, 12, 9, 8, 7, 6, 5, 3]
_WEEKEND = 5  # Monday is 0
_WEEKEND_SHARE = 0.45


def arrivals(count: int, random: Random, *, since: datetime, hours: int) -> Iterator[int]:
    """`count` instants in ascending order, in milliseconds after `since`, all before `hours` have passed."""
    ends = list(accumulate(_weight(since + timedelta(hours=hour), hour / hours) for hour in range(hours)))
    hour, begin = 0, 0.0
    for index in range(count):
        aim = (index + random.random()) / count * ends[-1]
        while ends[hour] < aim:
            hour, begin = hour + 1, ends[hour]
        yield int((hour + (aim - begin) / (ends[hour] - begin)) * _HOUR_MS)


def _weight(at: datetime, progress: float) -> float:
    week = _WEEKEND_SHARE if at.weekday() >= _WEEKEND else 1.0
    return _BY_HOUR[at.hour] * week * (1 + 0.8 * progress)
