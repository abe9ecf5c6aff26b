"""What each key may spend in a minute, in one process and in several."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from minutes import early_in_a_minute

from core import rate_limits
from core.rate_limits import RateLimit

MOST = 100


@pytest.fixture(autouse=True)
async def one_minute():
    await early_in_a_minute()


def test_all_of_the_limit_can_be_spent_and_no_more():
    rate = RateLimit("points", 3)

    spent = [rate.spend("a", 1) for _ in range(4)]

    assert [(each.is_possible, each.left) for each in spent] == [(True, 2), (True, 1), (True, 0), (False, 0)]
    assert all(0 < each.seconds <= 60 for each in spent)
    assert rate.spend("b", 3).is_possible


def test_what_is_refused_is_not_spent():
    rate = RateLimit("points", MOST)
    rate.spend("a", 60)

    refused, accepted = rate.spend("a", 41), rate.spend("a", 40)

    assert (refused.is_possible, refused.left) == (False, 40)
    assert (accepted.is_possible, accepted.left) == (True, 0)


@pytest.mark.parametrize(("cost", "left"), [(100, 0), (101, 50)])
def test_a_small_cost_that_is_refused_uses_up_what_is_left(cost: int, left: int):
    rate = RateLimit("points", 1_000_000)
    rate.spend("a", 999_950)

    assert (rate.spend("a", cost).is_possible, rate.left("a").left) == (False, left)


def test_a_cost_above_the_limit_counts_as_all_of_it():
    rate = RateLimit("points", MOST)

    assert [rate.spend("a", 10 * MOST).is_possible for _ in range(2)] == [True, False]


def exchange(rate: RateLimit, told: dict[str, int]) -> None:
    """As through Valkey: add what was spent, and learn the sums."""
    minute, unsettled = rate.unsettled()
    for key, spent in unsettled.items():
        told[key] = told.get(key, 0) + spent
        rate.settle(minute, key, spent, told[key])


@given(
    steps=st.lists(
        st.tuples(st.integers(0, 2), st.one_of(st.none(), st.tuples(st.sampled_from("ab"), st.integers(0, 30)))),
        max_size=40,
    )
)
def test_processes_that_have_settled_agree_on_what_is_left(steps):
    processes, told = [RateLimit("points", MOST) for _ in range(3)], dict[str, int]()
    spent = {"a": 0, "b": 0}
    for number, step in steps:
        if step is None:
            exchange(processes[number], told)
        elif processes[number].spend(*step).is_possible:
            spent[step[0]] += step[1]
    for rate in [*processes, *processes]:
        for key in "ab":
            rate.spend(key, 0)  # so that the exchange includes the key
        exchange(rate, told)

    expected = {key: max(MOST - sum_, 0) for key, sum_ in spent.items()}
    assert [{key: rate.left(key).left for key in "ab"} for rate in processes] == [expected] * 3


def test_what_is_spent_during_an_exchange_is_settled_by_the_next_one():
    rate = RateLimit("points", MOST)
    rate.spend("a", 30)
    minute, unsettled = rate.unsettled()
    rate.spend("a", 5)

    rate.settle(minute, "a", unsettled["a"], spent_by_all=40)

    assert rate.unsettled() == (minute, {"a": 5})
    assert rate.left("a").left == MOST - 40 - 5


def test_what_was_spent_in_a_past_minute_is_not_settled(monkeypatch):
    rate = RateLimit("points", MOST)
    rate.spend("a", 30)
    minute, unsettled = rate.unsettled()
    monkeypatch.setattr(rate_limits, "current_minute", lambda: minute + 1)

    rate.settle(minute, "a", 30, 90)

    assert (unsettled, rate.unsettled()) == ({"a": 30}, (minute + 1, {}))


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(rate_limits, "MOST_KEYS", 3)
    rate = RateLimit("points", MOST)
    for number in range(10):
        rate.spend(f"k{number}", 50)

    assert len(rate.unsettled()[1]) == 3
    assert [rate.left(f"k{number}").left for number in (0, 9)] == [MOST, 50]


def test_a_small_limit_can_be_spent_once():
    for most in range(1, 12):
        rate = RateLimit("points", most)
        assert [rate.spend("a", most).is_possible for _ in range(3)] == [True, False, False]


@pytest.mark.parametrize(("before", "is_possible"), [(0, True), (10, True), (100_000, True), (100_001, False)])
def test_what_costs_the_whole_limit_can_be_spent_at_the_beginning_of_a_minute(before: int, is_possible: bool):
    rate = RateLimit("points", 1_000_000)
    rate.spend("a", before)

    assert rate.spend("a", 2_000_000).is_possible is is_possible
