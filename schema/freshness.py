"""How current figures are."""

from datetime import datetime

import strawberry

from resolvers import series
from resolvers.context import Context
from schema.info import Info


@strawberry.type(description="How current figures are. They contain every event that was recorded before the request.")
class Freshness:
    data_through: datetime | None = strawberry.field(
        description="The instant of the newest recorded event of the series; null before the first."
    )

    @strawberry.field(description="The instant of this request. Responses that contain it are not cached.")
    async def computed_at(self, info: Info) -> datetime:
        return info.context.uncacheable_now()

    @classmethod
    async def of_series(cls, ctx: Context, series_id: int) -> "Freshness":
        return cls(data_through=await series.data_through(ctx, series_id))
