"""The table shows what was measured, on which machine, and which bars were missed."""

from datetime import UTC, datetime
from pathlib import Path

from bench.comparisons import Bar, Comparison, Missing, Sample
from bench.reports import Run, publish

KEPT = Comparison("asking", Sample("ours", "ms", [2, 3]), Sample("other", "ms", [2, 2]), Bar(most=1.5), "on one core")
MISSED = Comparison("telling", Sample("ours", "rows/s", [1]), Sample("other", "rows/s", [4]), Bar(least=1 / 3))
PAGE = """Before.
<!-- results -->
Old.
<!-- end of results -->
After.
"""
PUBLISHED = """Before.
<!-- results -->
2026-11-01 12:30 UTC, quick run: a machine.

| work | ours | other | ratio | rounds | bar | kept |
| --- | --- | --- | --- | --- | --- | --- |
| asking | ours: 2.5 ms (± 20 %) | other: 2 ms (± 0 %) | 1.25 | 1 to 1.5 in 2 | ≤ 1.5 | yes |
| telling | ours: 1 rows/s (± 0 %) | other: 4 rows/s (± 0 %) | 0.25 | 0.25 to 0.25 in 1 | ≥ 0.333 | **no** |
| drawing |  |  |  |  |  | **not measured**: no pencil |

- asking: on one core
<!-- end of results -->
After.
"""


def test_the_new_table_replaces_the_previous_one(tmp_path: Path):
    page = tmp_path / "benchmarks.md"
    page.write_text(PAGE, "utf-8")
    at = datetime(2026, 11, 1, 12, 30, tzinfo=UTC)

    publish(Run(at, True, "a machine", [KEPT, MISSED, Missing("drawing", "no pencil")]), page)

    assert page.read_text("utf-8") == PUBLISHED


def test_a_run_succeeds_if_everything_was_measured_and_no_bar_missed():
    def is_kept(*results: Comparison | Missing) -> bool:
        return Run(datetime(2026, 11, 1, tzinfo=UTC), True, "a machine", results).is_kept

    assert is_kept(KEPT)
    assert not is_kept(KEPT, MISSED)
    assert not is_kept(KEPT, Missing("drawing", "no pencil"))
