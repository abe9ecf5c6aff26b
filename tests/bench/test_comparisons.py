"""Ratios are computed per round, and compared with bars."""

from bench.comparisons import Bar, Comparison, Sample, interleaved


def test_a_ratio_is_the_median_of_the_ratios_of_all_rounds():
    ours = Sample("ours", "ms", [10, 40, 30])
    other = Sample("other", "ms", [10, 20, 10])

    comparison = Comparison("work", ours, other, Bar(most=2))

    assert comparison.ratios == [1, 2, 3]
    assert comparison.ratio == 2
    assert comparison.is_kept
    assert (ours.median, ours.spread) == (30, 1)


def test_a_bar_has_a_lower_or_an_upper_bound():
    assert [Bar(least=0.35).holds(ratio) for ratio in (0.34, 0.35, 9)] == [False, True, True]
    assert [Bar(most=1.3).holds(ratio) for ratio in (0.1, 1.3, 1.31)] == [True, True, False]
    assert [str(bar) for bar in (Bar(least=0.35), Bar(most=3), Bar())] == ["≥ 0.35", "≤ 3", "-"]


async def test_every_second_round_has_the_reverse_order():
    taken: list[str] = []

    async def take(name: str) -> float:
        taken.append(name)
        return float(len(taken))

    samples = await interleaved(3, "ms", {"a": lambda: take("a"), "b": lambda: take("b")})

    assert taken == ["a", "b", "b", "a", "a", "b"]
    assert samples == {"a": Sample("a", "ms", [1, 4, 5]), "b": Sample("b", "ms", [2, 3, 6])}
