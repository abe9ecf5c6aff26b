"""The commonest whole ways through a series."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.pages import check_size
from core.people_filters import FIRST_BLOCKS, RouteCondition, Selection
from core.stats_scope import StatsScope
from db.routes import CountedRoute, CountedRoutes, fetch_routes
from db.series import StoredBlock
from resolvers.context import Context
from resolvers.series import blocks

MOST_ROUTES = 100


@dataclass(frozen=True, slots=True)
class Route:
    """The blocks of a whole way, in the order they were reached, and who went it."""

    blocks: Sequence[StoredBlock]
    count: int
    share: float
    goal_share: float
    shown: Selection


async def routes(ctx: Context, series_id: int, scope: StatsScope, first: int) -> list[Route]:
    """The commonest routes, at most `first`. Raises Invalid for a number that is not allowed."""
    found = await _counted(ctx, series_id, scope, first)
    by_id = {block.id: block for block in await blocks(ctx, series_id, include_removed=True)}
    ctx.loaders.count(sum(len(route.block_ids) for route in found.routes))
    return [
        Route(
            blocks=[by_id[block_id] for block_id in route.block_ids],
            count=route.count,
            share=route.count / found.started,
            goal_share=route.goals / route.count,
            shown=_selection(route, series_id, scope),
        )
        for route in found.routes[:first]
    ]


async def other_routes(ctx: Context, series_id: int, scope: StatsScope, first: int) -> int:
    """How many took none of the commonest routes. Raises Invalid for a number that is not allowed."""
    found = await _counted(ctx, series_id, scope, first)
    return found.started - sum(route.count for route in found.routes[:first])


async def other_routes_shown(ctx: Context, series_id: int, scope: StatsScope, first: int) -> Selection:
    """The people whom `other_routes` counts. Raises Invalid for a number that is not allowed."""
    found = await _counted(ctx, series_id, scope, first)
    others = tuple(sorted(route.digest for route in found.routes[:first]))
    return scope.selection(route=RouteCondition(series_id, others=others))


async def _counted(ctx: Context, series_id: int, scope: StatsScope, first: int) -> CountedRoutes:
    check_size(first, "first", MOST_ROUTES)
    return await ctx.loaders.load_uncounted(fetch_routes, series_id, scope, first) or CountedRoutes()


def _selection(route: CountedRoute, series_id: int, scope: StatsScope) -> Selection:
    named = RouteCondition(series_id, route.digest, first_blocks=route.block_ids[:FIRST_BLOCKS])
    return scope.selection(route=named)
