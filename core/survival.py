"""Durations of which some are not over yet: the Kaplan-Meier estimate, its band, and buckets for a histogram.

Kaplan, E. L. and Meier, P. (1958): Nonparametric estimation from incomplete observations. JASA 53, 457-481.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

_MINUTE, _HOUR, _DAY = 60.0, 3_600.0, 86_400.0
# The edges of buckets that a person would choose, in seconds. The last bucket has no end.
EDGES = (
    *(0.0, 1.0, 5.0, 15.0, _MINUTE, 5 * _MINUTE, 15 * _MINUTE),
    *(_HOUR, 3 * _HOUR, 6 * _HOUR, 12 * _HOUR),
    *(_DAY, 2 * _DAY, 3 * _DAY, 7 * _DAY, 14 * _DAY, 30 * _DAY, 60 * _DAY, 90 * _DAY, 180 * _DAY, 365 * _DAY),
)
_Z = 1.959963984540054  # the 97.5th percentile of the normal distribution
_ROUNDING = 1e-9  # of a share that is the product of up to a million others


@dataclass(frozen=True, slots=True)
class Step:
    """After `seconds`, this share is still there. `variance` is Greenwood's sum: the variance of the share's log."""

    seconds: float
    share: float
    variance: float


@dataclass(frozen=True, slots=True)
class Ended:
    """How many stays of the durations of a bucket have ended, and how many are still going on."""

    ended: int
    going_on: int


@dataclass(frozen=True, slots=True)
class Durations:
    """The durations of some stays: all steps that quantiles need, in order, and counts by bucket, from 1."""

    steps: Sequence[Step]
    buckets: Mapping[int, Ended]


@dataclass(frozen=True, slots=True)
class SurvivalPoint:
    """After `seconds`, the share that is still there, with its 95 % band."""

    seconds: float
    still_there: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many took [from_seconds, to_seconds). No end: None."""

    from_seconds: float
    to_seconds: float | None
    count: int


def quantile(steps: Sequence[Step], share: float) -> float | None:
    """The seconds after which at most 1 - share are still there. None if more still are."""
    return next((step.seconds for step in steps if step.share <= 1 - share + _ROUNDING), None)


def curve(steps: Sequence[Step]) -> Iterator[SurvivalPoint]:
    """The points of the curve. The band of a share of 0 ends where that of the point before does."""
    high = 1.0
    if not steps or steps[0].seconds > 0:
        yield SurvivalPoint(0.0, 1.0, 1.0, 1.0)
    for step in steps:
        low, high = _band(step) if step.share > 0 else (0.0, high)
        yield SurvivalPoint(step.seconds, step.share, low, high)


def _band(step: Step) -> tuple[float, float]:
    """The bounds by Greenwood's variance of log(-log(share)), which keeps them between 0 and 1."""
    spread = exp(_Z * sqrt(step.variance) / abs(log(step.share)))
    return step.share**spread, step.share ** (1 / spread)


def histogram(buckets: Mapping[int, Ended]) -> list[Bucket]:
    """The buckets from the first to the last one with an ended stay."""
    filled = sorted(number for number, found in buckets.items() if found.ended)
    if not filled:
        return []
    ends = (*EDGES[1:], None)
    return [
        Bucket(EDGES[number - 1], ends[number - 1], buckets[number].ended if number in buckets else 0)
        for number in range(filled[0], filled[-1] + 1)
    ]
