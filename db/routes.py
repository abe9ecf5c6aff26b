"""Whole ways through series: the blocks that entries have reached, in that order. Counted from rows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from core.figures import CountUnit
from core.people_filters import ROUTE_DIGEST
from core.stats_scope import StatsScope
from db.scopes import narrowed
from db.snapshots import Snapshot


@dataclass(frozen=True, slots=True)
class CountedRoute:
    """The blocks of a route, how many took it, and how many of those hit the goal."""

    block_ids: tuple[int, ...]
    count: int
    goals: int

    @property
    def digest(self) -> str:
        """Names the route in a selection, since there may be too many blocks for a text of limited length."""
        return sha256(".".join(map(str, self.block_ids)).encode()).hexdigest()[:ROUTE_DIGEST]


@dataclass(slots=True)
class CountedRoutes:
    """The commonest routes of a series, and the number of all that started it."""

    started: int = 0
    routes: list[CountedRoute] = field(default_factory=list[CountedRoute])


async def fetch_routes(
    snapshot: Snapshot, workspace_id: int, series_ids: Sequence[int], scope: StatsScope, first: int
) -> dict[int, CountedRoutes]:
    """The commonest routes of each series. At least one, even if `first` is 0."""
    query, narrowing = narrowed("routes", scope)
    happened, started, first_alone = scope.happened, scope.started, scope.unit is CountUnit.PEOPLE
    ranges = (happened.begin, happened.end, started.begin, started.end)
    found: defaultdict[int, CountedRoutes] = defaultdict(CountedRoutes)
    arguments = (series_ids, scope.as_of, *ranges, first_alone, first)
    for row in await snapshot.count(query, workspace_id, *arguments, *narrowing):
        of_series = found[row["series_id"]]
        of_series.started = row["started"]
        of_series.routes.append(CountedRoute(tuple(row["blocks"]), row["count"], row["goals"]))
    return {series_id: found[series_id] for series_id in series_ids}
