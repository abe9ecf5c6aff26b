"""A real event log, imported by the command and asked about over GraphQL, against figures worked out without Milepost.

It is the receipt phase of an environmental-permit process (CoSeLoG project, 4TU.ResearchData), kept beside the project
with its known figures, not in it.
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from asking import ask

from core.viewer import Scope
from db.pool import Pool

DATA = Path(__file__).parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason=f"the real log and its known figures are not at {DATA}")

QUERY = """
query Receipt($scope: StatsScope, $months: DateTimeRange) {
  series(key: "receipt") {
    paths { condition }
    stats(scope: $scope) {
      outcomes { kind count }
      finished {
        trend(interval: MONTH, timeZone: "Europe/Amsterdam", range: $months) {
          start count cumulative cumulativeStarted percentage
        }
      }
    }
    blocks {
      key
      stats(scope: $scope) {
        reached states { state count } timeInBlock { medianSeconds p90Seconds stillThere }
      }
    }
  }
}
"""
MONTHS = {"from": "2010-12-31T23:00:00Z", "to": "2011-06-30T22:00:00Z"}


@pytest.fixture
async def imported(pool: Pool, workspace_id: int, server: str, token_for: Any) -> int:
    """A workspace into which the log was imported by the command, over HTTP."""
    token = await token_for(workspace_id, Scope.INGEST, Scope.READ)
    command = [Path(sys.executable).with_name("milepost"), "import-log", DATA / "receipt.csv", "--series", "receipt"]
    command += ["--case", "case:concept:name", "--activity", "concept:name", "--at", "time:timestamp"]
    command += ["--goal", "T10 Determine necessity to stop indication"]
    environment = os.environ | {"MILEPOST_URL": server, "MILEPOST_TOKEN": token}
    subprocess.run(command, check=True, capture_output=True, env=environment)  # noqa: ASYNC221 - nothing else to do
    return workspace_id


def known(pattern: str) -> dict[str, int]:
    """Rows of the table of known figures: name and number."""
    rows = re.findall(rf"^\| {pattern} .*?\| (\d+) \|$", (DATA / "README.md").read_text("utf-8"), re.MULTILINE)
    return {name: int(number) for name, number in rows}


def known_months() -> list[dict[str, Any]]:
    text = (DATA / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| (\S+Z) \| (\d+) \| (\d+) \| (\d+) \| (\S+) \|$", text, re.MULTILINE)
    return [
        {
            "start": start,
            "count": int(count),
            "cumulative": int(cumulative),
            "cumulativeStarted": int(started),
            "percentage": pytest.approx(float(percentage), abs=5e-5),
        }
        for start, count, cumulative, started, percentage in rows
    ]


def known_times(block: str) -> dict[str, Any]:
    text = (DATA / "README.md").read_text("utf-8")
    found = re.search(rf"Time in `{block}`.*median (\S+) s, 90th percentile (\S+) s, still there (\d+)\.", text)
    assert found
    return {
        "medianSeconds": pytest.approx(float(found[1])),
        "p90Seconds": pytest.approx(float(found[2])),
        "stillThere": int(found[3]),
    }


async def test_every_known_figure_is_answered_exactly(pool: Pool, imported: int):
    answer = await ask(pool, imported, QUERY, scope={"asOf": "2030-01-01T00:00:00Z"}, months=MONTHS)

    series = answer["series"]
    outcomes = {row["kind"]: row["count"] for row in series["stats"]["outcomes"]}
    blocks = {block["key"]: block["stats"]["reached"] for block in series["blocks"]}
    assert outcomes == known("([A-Z_]+)")
    assert blocks == known("reached `(.+?)`")
    assert len(blocks) == 27
    times = {block["key"]: block["stats"]["timeInBlock"] for block in series["blocks"]}
    assert times["t02-check-confirmation-of-receipt"] == known_times("t02-check-confirmation-of-receipt")
    assert series["stats"]["finished"]["trend"] == known_months()
    assert len(known_months()) == 6
    assert len(series["paths"]) == 94


async def test_figures_as_of_an_instant_in_the_middle_are_exact(pool: Pool, imported: int):
    answer = await ask(pool, imported, QUERY, scope={"asOf": "2011-06-01T00:00:00Z"}, months=MONTHS)

    series = answer["series"]
    assert {row["kind"]: row["count"] for row in series["stats"]["outcomes"]} == {
        "STARTED": 768,
        "IN_PROGRESS": 14,
        "FINISHED": 754,
        "DISENGAGED": 0,
        "EXITED": 0,
        "GOAL_HIT": 693,
    }
    stats = next(row["stats"] for row in series["blocks"] if row["key"] == "t02-check-confirmation-of-receipt")
    assert stats["reached"] == 708
    assert {row["state"]: row["count"] for row in stats["states"] if row["count"]} == {"MOVED_ON": 707, "PENDING": 1}
