"""Durations: how long people stay at a block, and how long an outcome takes."""

from collections.abc import Sequence

import strawberry

from core import survival
from core.survival import EDGES
from resolvers import durations
from schema.cost.declared import sized
from schema.selections import selection_field

_POINTS = 103  # a step for each percent, the last one, and the beginning


@strawberry.type(description="The share that is still there after some time, with its 95 % confidence band.")
class SurvivalPoint:
    seconds: float = strawberry.field(description="The time, in seconds, 0 or more.")
    still_there: float = strawberry.field(
        description="The share still there just after this time, 0 to 1 (Kaplan-Meier estimate)."
    )
    low: float = strawberry.field(
        description="The lower bound of the band, 0 to 1 (Greenwood's variance, on the scale of log(-log)); 0 if no "
        "one is left."
    )
    high: float = strawberry.field(
        description="The upper bound of the band, 0 to 1; that of the point before if no one is left."
    )


@strawberry.type(description="The number of durations in a range.")
class DurationBucket:
    from_seconds: float = strawberry.field(description="The shortest duration of the bucket, in seconds.")
    to_seconds: float | None = strawberry.field(
        description="The end of the bucket, in seconds, which is not part of it; null for the last bucket, which "
        "begins at 365 days."
    )
    count: int = strawberry.field(description="Number of entries or people, depending on the scope's unit.")
    selection: strawberry.ID = selection_field("the people of the bucket")


@strawberry.type(
    description="How long something takes. The durations of those still there are not known yet, but at least as long "
    "as the time so far; leaving them out would make the figures too short. So quantiles and the curve are "
    "Kaplan-Meier estimates (Kaplan, E. L., Meier, P. (1958), JASA 53, 457-481)."
)
class DurationStats:
    count: int = strawberry.field(
        description="Number of entries or people, depending on the scope's unit, including those still there."
    )
    median_seconds: float | None = strawberry.field(
        description="The time after which at most half are still there, in seconds; null if more than half still are."
    )
    p90_seconds: float | None = strawberry.field(
        description="The time after which at most 10 % are still there, in seconds; null if more still are."
    )
    still_there: int = strawberry.field(description="Number of those still there at the end of the scope.")
    selection: strawberry.ID = selection_field("the people whom `count` counts")
    still_there_selection: strawberry.ID = selection_field("the people who are still there", "still_there_shown")
    curve: Sequence[survival.SurvivalPoint] = strawberry.field(
        graphql_type=list[SurvivalPoint],
        description="The share still there over time, in at most 103 points: the first one at or below each whole "
        "percent, and the last one. Between points it is the share of the earlier one, less than one percent too high.",
        metadata=sized(_POINTS),
    )
    histogram: Sequence[durations.DurationBucket] = strawberry.field(
        graphql_type=list[DurationBucket],
        description="The durations of those who are no longer there, in buckets such as 1 to 3 hours, from the first "
        "to the last one with any. They sum to count - stillThere.",
        metadata=sized(len(EDGES)),
    )
