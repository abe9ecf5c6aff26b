"""The board of the series of histories.py: its query, and its block figures as a response and a recount have them."""

from typing import Any

from histories import KINDS
from recount import Recount
from scopes import Scope

QUERY = """
query Figures($scope: StatsScope) {
  series(key: "s") {
    stats(scope: $scope) { outcomes { kind count base percentage interval95 { low high } } }
    blocks {
      key
      stats(scope: $scope) { reached matched notMatched states { state count } engagement { kind total unique } }
    }
  }
}
"""


def block_figures(recount: Recount, scope: Scope) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for block in KINDS:
        states = recount.states(block, scope.unit, scope.as_of, *scope.happened)
        decided = recount.decided(block, scope.unit, scope.as_of, *scope.happened)
        engagement = recount.engagement(block, scope.unit, scope.as_of, *scope.happened) if block == "mail" else {}
        figures[block] = (states.total(), decided[True], decided[False], dict(states), engagement)
    return figures


def answered(block: dict[str, Any]) -> tuple[Any, ...]:
    stats = block["stats"]
    states = {row["state"]: row["count"] for row in stats["states"] if row["count"]}
    engagement = {row["kind"]: (row["total"], row["unique"]) for row in stats["engagement"] if row["total"]}
    return stats["reached"], stats["matched"], stats["notMatched"], states, engagement
