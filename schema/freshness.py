"""How old figures are."""

from datetime import datetime

import strawberry

from resolvers import series
from resolvers.context import Context


@strawberry.type(description="How old figures are.")
class Freshness:
    """Figures are kept in the transaction that records events: they never lag behind what was accepted."""

    computed_at: datetime = strawberry.field(description="The `now` of this request.")
    data_through: datetime | None = strawberry.field(
        description="The instant of the newest event of the series that was seen; null before the first."
    )

    @classmethod
    async def of_series(cls, ctx: Context, series_id: int) -> "Freshness":
        """The freshness of everything about one series."""
        stored = await series.series_by_id(ctx, series_id)
        return cls(computed_at=ctx.now, data_through=stored.data_through if stored else None)
