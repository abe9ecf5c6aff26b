"""Every figure of a series, counted again from the files of an export of the same scope."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from exported import FOREVER, NEVER, Exported, instant
from exporting import Exporter, downloaded, exported, unpacked
from recording import record_events

from core.events import EventInput
from db.tokens import ensure_workspace
from simulation.history import history
from simulation.onboarding import definition

UNTIL = datetime(2026, 6, 1, tzinfo=UTC)
MIDDLE = "2026-04-20T10:00:00Z"
LATER = "2026-05-11T10:30:00Z"
SCOPES: list[dict[str, Any]] = [
    {},
    {"asOf": MIDDLE},
    {"range": {"from": MIDDLE}},
    {"range": {"from": MIDDLE, "to": LATER}, "asOf": "2026-05-20T00:00:00Z"},
    {"range": {"from": MIDDLE, "to": LATER}, "clock": "ENTRY_COHORT"},
    {"range": {"to": LATER}, "clock": "ENTRY_COHORT", "people": {"search": "user-1-1"}, "asOf": "2026-05-20T00:00:00Z"},
    {"people": {"search": "user-1-1"}},
    {"people": {"search": "user-1-1"}, "range": {"to": LATER}},
]
DEFINE = "mutation ($input: DefineSeriesInput!) { answer: defineSeries(input: $input) { series { id } } }"
STATS = """
query ($id: ID!, $scope: StatsScope!) {
  answer: node(id: $id) {
    ... on Series {
      stats(scope: $scope) {
        STARTED: started { count } IN_PROGRESS: inProgress { count } FINISHED: finished { count }
        DISENGAGED: disengaged { count } EXITED: exited { count } GOAL_HIT: goalHit { count }
      }
      blocks {
        id
        stats(scope: $scope) {
          matched notMatched states { state count } engagement { kind total unique }
        }
      }
    }
  }
}
"""


@pytest.fixture(scope="module")
async def exporter(settings, pool) -> Exporter:
    exporter = Exporter(settings, pool, await ensure_workspace(pool, "figures of exports"))
    exporter.series = (await exporter.ask(DEFINE, input=definition()))["series"]["id"]
    events = [msgspec.convert(event, EventInput) for event in history(people=150, until=UNTIL)]
    async with pool.acquire() as connection:
        await record_events(connection, exporter.workspace_id, events)
    return exporter


@pytest.mark.parametrize("format_", ["CSV", "PARQUET"])
@pytest.mark.parametrize("scope", SCOPES, ids=str)
async def test_every_figure_recounted_from_the_files_is_the_one_over_graphql(exporter, server, scope, format_):
    scope = {"asOf": "2026-06-01T00:00:00Z", **scope}
    export = await exporter.export(format=format_, **scope)
    assert export["clock"] == scope.get("clock", "EVENT_TIME")
    files = exported(export, unpacked(downloaded(server, export)))

    for unit in ("ENTRIES", "PEOPLE"):
        series = await exporter.ask(STATS, id=exporter.series, scope={**scope, "unit": unit})
        outcomes = {kind: figure["count"] for kind, figure in series["stats"].items()}
        assert {kind: files.outcome(kind, unit, *_bounds(scope)) for kind in outcomes} == outcomes
        assert outcomes["STARTED"] > 0
        for block in series["blocks"]:
            recounted, reported = _recounted(files, block["id"], unit, scope), _reported(block["stats"])
            if not block["stats"]["engagement"]:  # no content: what fails there is no engagement
                recounted["engagement"] = {}
            assert recounted == reported


def _reported(stats: dict[str, Any]) -> dict[str, Any]:
    return {
        "states": {figure["state"]: figure["count"] for figure in stats["states"] if figure["count"]},
        "matched": (stats["matched"], stats["notMatched"]),
        "engagement": {
            figure["kind"]: (figure["total"], figure["unique"]) for figure in stats["engagement"] if figure["total"]
        },
    }


def _recounted(files: Exported, node_id: str, unit: str, scope: dict[str, Any]) -> dict[str, Any]:
    matched = files.matched(node_id, unit)
    return {
        "states": dict(files.states(node_id, unit)),
        "matched": (matched["true"], matched["false"]),
        "engagement": {
            kind: numbers for kind, numbers in files.engagement(node_id, unit, *_bounds(scope)).items() if numbers[0]
        },
    }


def _bounds(scope: dict[str, Any]) -> tuple[datetime, datetime]:
    """The range in which events count. The files of a cohort contain only its entries."""
    range_ = {} if scope.get("clock") == "ENTRY_COHORT" else scope.get("range", {})
    return instant(range_.get("from", "")) or NEVER, instant(range_.get("to", "")) or FOREVER
