"""Percentages and their intervals, against published tables and by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.figures import PercentageInterval, percentage, wilson_interval


def test_a_percentage_can_pass_100_and_is_null_without_a_base():
    assert percentage(1, 4) == 25.0
    assert percentage(3, 2) == 150.0
    assert percentage(0, 5) == 0.0
    assert percentage(0, 0) is None
    assert percentage(5, 0) is None


# Newcombe, R. G. (1998): Two-sided confidence intervals for the single proportion. Statistics in Medicine 17, 857-872,
# table I, method 3 (Wilson's score method without continuity correction), to four digits.
NEWCOMBE = {
    (81, 263): (0.2553, 0.3662),
    (15, 148): (0.0624, 0.1605),
    (0, 20): (0.0000, 0.1611),
    (1, 29): (0.0061, 0.1718),
}


@pytest.mark.parametrize(("count", "base"), NEWCOMBE)
def test_intervals_are_the_published_ones(count: int, base: int):
    interval = wilson_interval(count, base)

    assert interval is not None
    assert (round(interval.low / 100, 4), round(interval.high / 100, 4)) == NEWCOMBE[count, base]


def test_an_interval_worked_by_hand():
    """1 of 2: 1/2 -+ z / (2 sqrt(2 + z^2)) with z^2 = 3.8414588: 1/2 -+ 0.4054699."""
    interval = wilson_interval(1, 2)

    assert interval is not None
    assert interval.low == pytest.approx(9.453, abs=0.001)
    assert interval.high == pytest.approx(90.547, abs=0.001)


@pytest.mark.parametrize(("count", "base"), [(0, 0), (1, 0), (3, 2), (-1, 2)])
def test_what_is_no_share_has_no_interval(count: int, base: int):
    assert wilson_interval(count, base) is None


def test_none_and_all_reach_to_the_end_exactly():
    none, every = wilson_interval(0, 3), wilson_interval(3, 3)

    assert none is not None
    assert every is not None
    assert (none.low, every.high) == (0.0, 100.0)
    assert none.high == pytest.approx(56.150, abs=0.001)
    assert every.low == pytest.approx(43.850, abs=0.001)


@given(st.integers(1, 10**9), st.data())
def test_an_interval_holds_its_share_and_mirrors_its_complement(base: int, data: st.DataObject):
    count = data.draw(st.integers(0, base))

    interval, mirrored = wilson_interval(count, base), wilson_interval(base - count, base)

    assert isinstance(interval, PercentageInterval)
    assert isinstance(mirrored, PercentageInterval)
    assert 0 <= interval.low <= 100 * count / base + 1e-9
    assert 100 * count / base - 1e-9 <= interval.high <= 100
    assert mirrored.low == pytest.approx(100 - interval.high, abs=1e-9)
