"""Checks people filters against the data of the workspace."""

from core.concurrency import together
from core.people_filters import PeopleFilter, check_people_filter
from resolvers.context import Context
from resolvers.refusals import unknown
from resolvers.series import block_by_id, series_by_id


async def check(ctx: Context, people: PeopleFilter) -> None:
    """Raises Refused, with the path of the field, for a filter that is not valid in this workspace."""
    check_people_filter(people)
    ctx.filters.add(people)
    series = await together(series_by_id(ctx, outcome.series_id) for outcome in people.outcomes)
    if None in series:
        raise unknown("series", "outcome", "series")
    blocks = await together(block_by_id(ctx, visit.block_id) for visit in people.visits)
    if None in blocks:
        raise unknown("block", "visit", "block")
