"""Comparisons of two measurements that are taken in alternating rounds of one run."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from statistics import median

Measure = Callable[[], Awaitable[float]]


@dataclass(frozen=True, slots=True)
class Bar:
    """The bounds that a ratio must keep. None is no bound."""

    least: float | None = None
    most: float | None = None

    def holds(self, ratio: float) -> bool:
        return (self.least is None or ratio >= self.least) and (self.most is None or ratio <= self.most)

    def __str__(self) -> str:
        if self.least is not None:
            return f"≥ {self.least:.3g}"
        return "-" if self.most is None else f"≤ {self.most:.3g}"


@dataclass(frozen=True, slots=True)
class Sample:
    """The measurements of one side, one per round."""

    name: str
    unit: str
    values: list[float] = field(default_factory=list[float])

    @property
    def median(self) -> float:
        return median(self.values)

    @property
    def spread(self) -> float:
        """The difference of the highest and the lowest round, as a share of the median."""
        return (max(self.values) - min(self.values)) / self.median


@dataclass(frozen=True, slots=True)
class Comparison:
    """Milepost compared with another. `work` describes what both did; `note` is shown below the table."""

    work: str
    ours: Sample
    other: Sample
    bar: Bar
    note: str = ""

    @property
    def ratios(self) -> list[float]:
        """The ratio of each round. A temporary slowdown of the machine affects both sides of a round."""
        return [ours / other for ours, other in zip(self.ours.values, self.other.values, strict=True)]

    @property
    def ratio(self) -> float:
        """The median of the ratios of all rounds."""
        return median(self.ratios)

    @property
    def is_kept(self) -> bool:
        return self.bar.holds(self.ratio)


@dataclass(frozen=True, slots=True)
class Missing:
    """A benchmark that failed."""

    work: str
    reason: str


async def interleaved(rounds: int, unit: str, measures: Mapping[str, Measure]) -> dict[str, Sample]:
    """Takes each measurement once per round. Every second round has the reverse order, so that none is always first."""
    samples = {name: Sample(name, unit) for name in measures}
    order = list(measures)
    for number in range(rounds):
        for name in order if number % 2 == 0 else reversed(order):
            samples[name].values.append(await measures[name]())
    return samples
