"""Checks people filters against the data of the workspace."""

from core.concurrency import together
from core.people_filters import PeopleFilter, check_conditions, check_people_filter
from resolvers.context import Context
from resolvers.refusals import unknown
from resolvers.series import block_by_id, series_by_id


def check(ctx: Context, people: PeopleFilter) -> None:
    """Raises LimitExceeded for a filter that is too large, or if those of the request are."""
    check_people_filter(people)
    ctx.filters.add(people)


async def check_own_conditions(ctx: Context, people: PeopleFilter) -> None:
    """Raises Refused, with the path of the field, for a condition that is not valid in this workspace.

    Ignores filters inside: call it for each of them, at the same time, so that their objects are looked up together.
    """
    check_conditions(people)
    series = [series_by_id(ctx, outcome.series_id) for outcome in people.outcomes]
    blocks = [block_by_id(ctx, visit.block_id) for visit in people.visits]
    found = await together([*series, *blocks]) if series or blocks else []
    if None in found[: len(series)]:
        raise unknown("series", "outcome", "series")
    if None in found[len(series) :]:
        raise unknown("block", "visit", "block")
