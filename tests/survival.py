"""A plain Kaplan-Meier estimate: loops over a list of durations, exact fractions, no sharing with the product."""

from collections.abc import Sequence
from fractions import Fraction
from math import exp, log, sqrt

Stay = tuple[float, bool]  # seconds, and whether it is over


def estimate(stays: Sequence[Stay]) -> list[tuple[float, Fraction, Fraction]]:
    """After each duration that ended: the share still there, and Greenwood's sum, without its last infinite term."""
    steps: list[tuple[float, Fraction, Fraction]] = []
    share, variance = Fraction(1), Fraction(0)
    for seconds in sorted({seconds for seconds, is_over in stays if is_over}):
        at_risk = sum(each >= seconds for each, _ in stays)
        ended = sum(each == seconds and is_over for each, is_over in stays)
        share *= Fraction(at_risk - ended, at_risk)
        if ended < at_risk:
            variance += Fraction(ended, at_risk * (at_risk - ended))
        steps.append((seconds, share, variance))
    return steps


def after(stays: Sequence[Stay], left: Fraction) -> float | None:
    """The first duration after which at most this share is still there."""
    return next((seconds for seconds, share, _ in estimate(stays) if share <= left), None)


def band(share: Fraction, variance: Fraction) -> tuple[float, float]:
    """exp(-exp(log(-log S) -+ 1.96 sqrt(V) / log S))"""
    middle, spread = log(-log(share)), 1.959963984540054 * sqrt(variance) / log(share)
    return exp(-exp(middle - spread)), exp(-exp(middle + spread))
