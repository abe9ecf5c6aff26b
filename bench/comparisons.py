"""What is measured and what comes out of it: two figures side by side, taken in turns within one run."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from statistics import median

Measure = Callable[[], Awaitable[float]]


@dataclass(frozen=True, slots=True)
class Bar:
    """Where a ratio must lie; None where there is no bound on that side."""

    least: float | None = None
    most: float | None = None

    def holds(self, ratio: float) -> bool:
        """Whether a ratio keeps to it."""
        return (self.least is None or ratio >= self.least) and (self.most is None or ratio <= self.most)

    def __str__(self) -> str:
        if self.least is not None:
            return f"≥ {self.least:.3g}"
        return "-" if self.most is None else f"≤ {self.most:.3g}"


@dataclass(frozen=True, slots=True)
class Sample:
    """What one side gave in each round, in this unit."""

    name: str
    unit: str
    values: list[float] = field(default_factory=list[float])

    @property
    def median(self) -> float:
        """The round in the middle."""
        return median(self.values)

    @property
    def spread(self) -> float:
        """From the lowest round to the highest, as a share of the median."""
        return (max(self.values) - min(self.values)) / self.median


@dataclass(frozen=True, slots=True)
class Comparison:
    """Ours over the other, round by round. `work` is what both did, `note` what to know of it."""

    work: str
    ours: Sample
    other: Sample
    bar: Bar
    note: str = ""

    @property
    def ratios(self) -> list[float]:
        """The ratio of each round: what slows the machine down for a while slows both sides of it."""
        return [ours / other for ours, other in zip(self.ours.values, self.other.values, strict=True)]

    @property
    def ratio(self) -> float:
        """The median of the rounds' ratios."""
        return median(self.ratios)

    @property
    def is_kept(self) -> bool:
        """Whether the ratio is within the bar."""
        return self.bar.holds(self.ratio)


@dataclass(frozen=True, slots=True)
class Missing:
    """A work that gave no figures, and why."""

    work: str
    reason: str


async def interleaved(rounds: int, unit: str, measures: Mapping[str, Measure]) -> dict[str, Sample]:
    """Takes each measure once a round, in an order that turns round every time: none is always the first."""
    samples = {name: Sample(name, unit) for name in measures}
    order = list(measures)
    for number in range(rounds):
        for name in order if number % 2 == 0 else reversed(order):
            samples[name].values.append(await measures[name]())
    return samples
