"""The ways through a series: every path, and the commonest whole ways."""

from typing import TYPE_CHECKING, Annotated

import strawberry

import schema.blocks  # the module, not its names: the types know each other
from core.people_filters import Selection
from core.stats_scope import StatsScope
from db.series import StoredSeries
from resolvers import routes, series
from resolvers.routes import MOST_ROUTES
from resolvers.selections import selection_texts
from schema.cost.declared import COUNT, ROUTES, sized, sized_by_first, weighs
from schema.info import Info
from schema.paths import Path, PathStats, path_stats_of
from schema.selections import selection_description, selection_field

if TYPE_CHECKING:
    from schema.blocks import Block

_USUAL_ROUTES = 20
FirstRoutes = Annotated[int, strawberry.argument(description="Number of routes, 0 to 100.")]


@strawberry.type(
    description="A whole way through a series: all blocks that an entry has reached, removed ones included, up to the "
    "scope's `asOf`."
)
class Route:
    shown: strawberry.Private[Selection]
    blocks: list[Annotated["Block", strawberry.lazy("schema.blocks")]] = strawberry.field(
        description="The blocks in the order in which they were reached; those reached at one instant in the order of "
        "the definition. Empty for entries that have started and reached no block.",
        metadata=sized(20),
    )
    count: int = strawberry.field(
        description="Number of entries that took the route. In unit PEOPLE, of people whose first entry in the scope "
        "took it."
    )
    share: float | None = strawberry.field(description="count / number started in the same scope, 0 to 1.")
    goal_share: float | None = strawberry.field(
        description="The share of these entries that had hit the goal by the scope's `asOf`, 0 to 1."
    )
    selection: strawberry.ID = selection_field("the people who took the route")

    @classmethod
    def of(cls, found: routes.Route) -> "Route":
        return cls(
            blocks=[schema.blocks.Block.of(block) for block in found.blocks],
            shown=found.shown,
            count=found.count,
            share=found.share,
            goal_share=found.goal_share,
        )


@strawberry.type(description="The ways through a series in one scope.")
class Flow:
    stored: strawberry.Private[StoredSeries]
    scope: strawberry.Private[StatsScope]

    @strawberry.field(
        description="The figures of every path, in the order of the definition.",
        metadata=weighs(COUNT, size=100, figures=16),
    )
    async def paths(self, info: Info) -> list[PathStats]:
        stored = await series.paths(info.context, self.stored.id)
        return await path_stats_of(info.context, [Path.of(path) for path in stored], self.scope)

    @strawberry.field(
        description="The routes that most have taken, the commonest first. They are those of entries that started in "
        "the scope's range; what these entries reached after the range counts, too. Together with `otherRoutes` they "
        "sum to `started`.",
        metadata=sized_by_first(_USUAL_ROUTES, MOST_ROUTES, weight=ROUTES),
    )
    async def routes(self, info: Info, first: FirstRoutes = _USUAL_ROUTES) -> list[Route]:
        found = await routes.routes(info.context, self.stored.id, self.scope, first)
        return [Route.of(route) for route in found]

    @strawberry.field(
        description="Number of entries or people that took none of the first routes.", metadata=weighs(ROUTES)
    )
    async def other_routes(self, info: Info, first: FirstRoutes = _USUAL_ROUTES) -> int:
        return await routes.other_routes(info.context, self.stored.id, self.scope, first)

    @strawberry.field(
        description=selection_description("the people whom `otherRoutes` counts with the same `first`"),
        metadata=weighs(ROUTES),
    )
    async def other_routes_selection(self, info: Info, first: FirstRoutes = _USUAL_ROUTES) -> strawberry.ID:
        shown = await routes.other_routes_shown(info.context, self.stored.id, self.scope, first)
        [text] = await selection_texts(info.context, [shown])
        return strawberry.ID(text)
