"""Half-open ranges, and the bounds of all instants."""

from datetime import UTC, datetime, timedelta

import pytest

from core.errors import Invalid
from core.time_ranges import ALWAYS, BEGINNING, END, TICK, TimeRange, is_instant

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_an_end_that_is_left_out_is_open():
    assert TimeRange.between(None, None) == ALWAYS
    assert TimeRange.between(NOON, None) == TimeRange(NOON, END)
    assert TimeRange.between(None, NOON) == TimeRange(BEGINNING, NOON)


def test_only_a_range_without_ends_leaves_nothing_out():
    assert ALWAYS.is_open
    assert not TimeRange.between(NOON, None).is_open
    assert not TimeRange.between(None, NOON).is_open


def test_a_range_may_be_empty_but_not_upside_down():
    assert TimeRange.between(NOON, NOON) == TimeRange(NOON, NOON)
    with pytest.raises(Invalid) as refusal:
        TimeRange.between(NOON + TICK, NOON)

    assert (refusal.value.message, refusal.value.path) == ("`from` must not be after `to`.", ("from",))


def test_instants_lie_between_their_bounds_whatever_their_offset():
    assert is_instant(BEGINNING)
    assert not is_instant(BEGINNING - TICK)
    assert is_instant(END - TICK)
    assert not is_instant(END)
    assert is_instant(datetime.fromisoformat("9999-12-30T23:00:00-00:30"))
    assert not is_instant(datetime.fromisoformat("9999-12-30T23:00:00-01:00"))
    assert not is_instant(datetime.fromisoformat("0001-01-02T00:00:00+00:01"))


def test_nothing_lies_between_an_instant_and_a_tick_later():
    assert timedelta(microseconds=1) == TICK == timedelta.resolution


def test_an_instant_outside_a_range_is_nearest_to_one_of_its_ends():
    noon_to_one = TimeRange(NOON, NOON + timedelta(hours=1))

    asked = [NOON - TICK, NOON, NOON + TICK, NOON + timedelta(hours=2)]
    assert [noon_to_one.nearest(at) for at in asked] == [NOON, NOON, NOON + TICK, NOON + timedelta(hours=1)]
