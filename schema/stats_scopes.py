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


@strawberry.input(name="StatsScope", description="What is counted. It means the same for every figure and list.")
class StatsScopeInput:
    range: DateTimeRange | None = strawberry.field(
        default=None,
        description="Count only what is in this range, compared by `clock`. Of a range that begins after `asOf` "
        "nothing counts. Default: everything.",
    )
    clock: Clock = strawberry.field(
        default=Clock.EVENT_TIME, description="What the range is compared with. Without a range it changes nothing."
    )
    unit: CountUnit = strawberry.field(
        default=CountUnit.PEOPLE, description="Whether to count distinct people or their entries."
    )
    as_of: datetime | None = strawberry.field(
        default=None,
        description="Count as of this instant, by the facts known today: events that happened later are left out, "
        "events that were reported late are not. Exact to the microsecond. Default: now.",
    )
    people: PeopleFilter | None = strawberry.field(
        default=None,
        description="Count only these people. Their tags and attributes are read as of now, everything else as of "
        "`asOf`. Default: everyone.",
    )


ScopeArgument = Annotated[
    StatsScopeInput | None, strawberry.argument(description="What is counted. Default: all people, as of now.")
]


async def scope_of(ctx: Context, given: StatsScopeInput | None) -> StatsScope:
    """The requested scope. Raises Refused with the path of a wrong field."""
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
        is_as_of_chosen=given.as_of is not None,
    )
