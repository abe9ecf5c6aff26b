"""The results of a run: on the terminal, as JSON, and as a table in docs/benchmarks.md."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from bench.comparisons import Comparison, Missing, Sample

RESULTS = Path(__file__).parent / "results"
PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
_WIDTH = 160  # of the table, if the output is not a terminal
_COLUMNS = ("work", "ours", "other", "ratio", "rounds", "bar", "kept")
_BEGIN, _END = "<!-- results -->", "<!-- end of results -->"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the benchmarks."""

    at: datetime
    is_quick: bool
    machine: str
    results: Sequence[Comparison | Missing]

    @property
    def title(self) -> str:
        """The time, the size and the machine of the run."""
        return f"{self.at:%Y-%m-%d %H:%M} UTC, {'quick' if self.is_quick else 'full'} run: {self.machine}"

    @property
    def is_kept(self) -> bool:
        """Whether everything was measured and every ratio keeps its bar."""
        return all(_is_kept(result) for result in self.results)

    @property
    def notes(self) -> list[str]:
        """The notes below the table."""
        return [f"{each.work}: {each.note}" for each in self.results if isinstance(each, Comparison) and each.note]


def show(run: Run) -> None:
    """Prints the table and the notes."""
    table = Table(*_COLUMNS, title=run.title)
    for result in run.results:
        table.add_row(*_cells(result), style=None if _is_kept(result) else "red")
    Console(width=None if sys.stdout.isatty() else _WIDTH).print(table, *run.notes, sep="\n")


def save(run: Run) -> Path:
    """Writes all rounds to a file in bench/results, named after the time. Returns the file."""
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{run.at:%Y-%m-%dT%H%M%S}.json"
    content = {
        "at": run.at,
        "isQuick": run.is_quick,
        "machine": run.machine,
        "results": [_row(result) for result in run.results],
    }
    file.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    return file


def publish(run: Run, page: Path = PAGE) -> None:
    """Replaces the table in docs/benchmarks.md."""
    before, _, rest = page.read_text("utf-8").partition(_BEGIN)
    after = rest.partition(_END)[2]
    lines = [f"{run.title}.", "", _line(_COLUMNS), _line(["---"] * len(_COLUMNS))]
    lines += [_line(_cells(result)) for result in run.results]
    lines += ["", *(f"- {note}" for note in run.notes)] if run.notes else []
    page.write_text("\n".join([f"{before}{_BEGIN}", *lines, f"{_END}{after}"]), "utf-8")


def _is_kept(result: Comparison | Missing) -> bool:
    return isinstance(result, Comparison) and result.is_kept


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(result: Comparison | Missing) -> tuple[str, ...]:
    if isinstance(result, Missing):
        return result.work, "", "", "", "", "", f"**not measured**: {result.reason}"
    ratios = result.ratios
    return (
        result.work,
        _described(result.ours),
        _described(result.other),
        f"{result.ratio:.3g}",
        f"{min(ratios):.3g} to {max(ratios):.3g} in {len(ratios)}",
        str(result.bar),
        "yes" if result.is_kept else "**no**",
    )


def _described(sample: Sample) -> str:
    return f"{sample.name}: {sample.median:,.4g} {sample.unit} (± {50 * sample.spread:.0f} %)"


def _row(result: Comparison | Missing) -> dict[str, object]:
    if isinstance(result, Missing):
        return {"work": result.work, "reason": result.reason}
    return {
        "work": result.work,
        "ours": result.ours,
        "other": result.other,
        "ratio": result.ratio,
        "ratios": result.ratios,
        "bar": {"least": result.bar.least, "most": result.bar.most},
        "isKept": result.is_kept,
        "note": result.note,
    }
