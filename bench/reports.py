"""What came out, on the terminal, as JSON and as a dated table."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from bench.comparisons import Comparison, Sample

RESULTS = Path(__file__).parent / "results"
PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
_COLUMNS = ("work", "ours", "other", "ratio", "rounds", "bar", "kept")
_BEGIN, _END = "<!-- results -->", "<!-- end of results -->"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the suite."""

    at: datetime
    is_quick: bool
    comparisons: Sequence[Comparison]

    @property
    def title(self) -> str:
        """When, how large, and on what."""
        size = "quick" if self.is_quick else "full"
        machine = (
            f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
        )
        return f"{self.at:%Y-%m-%d %H:%M} UTC, {size}: {machine}"


def show(run: Run) -> None:
    """A table on the terminal."""
    table = Table(*_COLUMNS, title=run.title)
    for comparison in run.comparisons:
        table.add_row(*_cells(comparison), style=None if comparison.is_kept else "red")
    Console().print(table)


def save(run: Run) -> Path:
    """All figures of all rounds, in a file of bench/results named after the time."""
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{run.at:%Y-%m-%dT%H%M%S}.json"
    rows = [_row(comparison) for comparison in run.comparisons]
    content = {"at": run.at, "title": run.title, "isQuick": run.is_quick, "comparisons": rows}
    file.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    return file


def publish(run: Run) -> None:
    """Puts the table in the place of the one in docs/benchmarks.md."""
    before, _, rest = PAGE.read_text("utf-8").partition(_BEGIN)
    after = rest.partition(_END)[2]
    lines = [f"{run.title}.", "", _line(_COLUMNS), _line(["---"] * len(_COLUMNS))]
    lines += [_line(_cells(comparison)) for comparison in run.comparisons]
    PAGE.write_text("\n".join([f"{before}{_BEGIN}", *lines, f"{_END}{after}"]), "utf-8")


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(comparison: Comparison) -> tuple[str, ...]:
    ratios = comparison.ratios
    return (
        comparison.work,
        _in_words(comparison.ours),
        _in_words(comparison.other),
        f"{comparison.ratio:.2f}",
        f"{min(ratios):.2f} to {max(ratios):.2f} in {len(ratios)}",
        str(comparison.bar),
        "yes" if comparison.is_kept else "no",
    )


def _in_words(sample: Sample) -> str:
    return f"{sample.name}: {sample.median:,.4g} {sample.unit} (± {50 * sample.spread:.0f} %)"


def _row(comparison: Comparison) -> dict[str, object]:
    return {
        "work": comparison.work,
        "ours": comparison.ours,
        "other": comparison.other,
        "ratio": comparison.ratio,
        "ratios": comparison.ratios,
        "bar": {"least": comparison.bar.least, "most": comparison.bar.most},
        "isKept": comparison.is_kept,
    }
