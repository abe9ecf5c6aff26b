"""How old figures are."""

from datetime import datetime

import strawberry

from resolvers import series
from resolvers.context import Context
from schema.info import Info


@strawberry.type(description="How old figures are.")
class Freshness:
    """Figures are kept in the transaction that records events: they never lag behind what was accepted."""

    data_through: datetime | None = strawberry.field(
        description="The instant of the newest event of the series that was seen; null before the first."
    )

    @strawberry.field(description="The `now` of this request. An answer with it is computed anew each time.")
    async def computed_at(self, info: Info) -> datetime:
        """Left out, an answer can be given again while nothing has changed."""
        return info.context.tell_now()

    @classmethod
    async def of_series(cls, ctx: Context, series_id: int) -> "Freshness":
        """The freshness of everything about one series."""
        return cls(data_through=await series.data_through(ctx, series_id))
