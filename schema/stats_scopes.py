"""The `scope` argument: which people, entries and events are counted."""

from datetime import datetime
from typing import Annotated

import strawberry

from core.figures import CountUnit
from core.input_paths import under
from core.stats_scope import Clock, StatsScope
from core.time_ranges import ALWAYS
from resolvers.context import Context
from schema.people_filters import PeopleFilter, people_of
from schema.time_ranges import DateTimeRange


@strawberry.input(name="StatsScope", description="What is counted. Every figure, list and action means the same by it.")
class StatsScopeInput:
    """Left out: everything, in people, as of now."""

    range: DateTimeRange | None = strawberry.field(
        default=None, description="Count only what lies in this range, by `clock`. Left out: everything."
    )
    clock: Clock = strawberry.field(default=Clock.EVENT_TIME, description="What the range is compared with.")
    unit: CountUnit = strawberry.field(
        default=CountUnit.PEOPLE, description="Count distinct people, or their passes through the series."
    )
    as_of: datetime | None = strawberry.field(
        default=None,
        description="Figures as they stood at this instant, by what is known today: what happened later is left out, "
        "what was reported late is not. Exact to the microsecond. Default: now.",
    )
    people: PeopleFilter | None = strawberry.field(
        default=None,
        description="Count only these people. Their tags and attributes are those of now, everything else is as of "
        "`asOf`.",
    )


ScopeArgument = Annotated[
    StatsScopeInput | None, strawberry.argument(description="What is counted. Left out: all people, as of now.")
]


async def scope_of(ctx: Context, given: StatsScopeInput | None) -> StatsScope:
    """The scope that was asked for. Raises Refused, with the path of the field, where it cannot be had."""
    if given is None:
        return ctx.current
    with under("scope", "range"):
        range_ = given.range.to_core() if given.range else ALWAYS
    return StatsScope(
        as_of=given.as_of or ctx.now,
        unit=given.unit,
        range=range_,
        clock=given.clock,
        people=await people_of(ctx, given.people, "scope", "people"),
    )
