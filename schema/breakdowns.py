"""Breakdowns: the outcomes of a series by what entries or people have in common."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import strawberry

from core.breakdowns import Dimension, GroupBy
from core.errors import Invalid
from core.figures import OutcomeKind
from core.ids import number_of
from core.input_paths import under
from core.people_filters import Selection
from core.scoped_ids import scope_text
from core.stats_scope import StatsScope
from core.texts import check_text
from core.trends import Interval
from resolvers import breakdowns, workspaces
from resolvers.breakdowns import Divided, StartBuckets
from resolvers.context import Context
from schema.cost.declared import sized
from schema.outcomes import Outcome
from schema.scalars import JSON, TimeZone, instant_text
from schema.selections import selection_field

USUAL_ROWS = 10


@strawberry.input(one_of=True, description="What a breakdown divides by. Exactly one field is given.")
class BreakdownInput:
    attribute: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="The name of an attribute of people. Rows have its values as of now, compared as JSON values; null "
        "is a value. If no one has the attribute, all are in `missing`.",
    )
    tag: bool | None = strawberry.field(
        default=strawberry.UNSET,
        description="By tag, as of now; must be true. A person is in the row of each of their tags, so rows overlap.",
    )
    variant_of: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET,
        description="The id of a block of the series, a SPLIT: by the variant along which entries left it. Rows have "
        "the names of variants.",
    )
    company: bool | None = strawberry.field(
        default=strawberry.UNSET,
        description="By the company of the entry; must be true. Rows have the caller's own ids of companies.",
    )
    started: Interval | None = strawberry.field(
        default=strawberry.UNSET,
        description="By when the entry started, in buckets of this length, at most 1,000. Rows have the instants at "
        "which their buckets begin.",
    )


BreakdownArgument = Annotated[BreakdownInput, strawberry.argument(description="What to divide by.")]
FirstRows = Annotated[int, strawberry.argument(description="Number of values that have a row of their own, 0 to 100.")]
TimeZoneArgument = Annotated[
    TimeZone | None,
    strawberry.argument(
        description="The time zone in which the buckets of `started` begin. Default: that of the workspace."
    ),
]


@strawberry.type(description="The outcomes of the entries or people that have one value in common.")
class BreakdownRow:
    shown: strawberry.Private[Selection]
    value: JSON | None = strawberry.field(
        description="The value: of an attribute a JSON value, of `started` the instant at which the bucket begins, "
        "otherwise a text. Null for `others` and `missing`."
    )
    outcomes: list[Outcome] = strawberry.field(
        description="The six headline figures of the row, each with its interval and its people. The base of "
        "percentages is the number started in the row.",
        metadata=sized(len(OutcomeKind)),
    )
    selection: strawberry.ID = selection_field("the people of the row who have any of the outcomes in the scope")

    @classmethod
    def of(cls, found: breakdowns.BreakdownRow, series_id: int) -> "BreakdownRow":
        text = scope_text(found.scope)
        return cls(
            shown=found.shown,
            value=JSON(_written(found.value)),
            outcomes=[Outcome.of(each, series_id, found.scope, text) for each in found.outcomes],
        )


@strawberry.type(
    description="The outcomes of a scope, divided by what entries or people have in common. Each outcome of the scope "
    "is the sum of that outcome over `rows`, `others` and `missing`, except by tag, where rows overlap."
)
class Breakdown:
    rows: list[BreakdownRow] = strawberry.field(
        description="The values with the most started, the largest first; equal ones in the order of their values. By "
        "start, these are in order of time."
    )
    others: BreakdownRow | None = strawberry.field(
        description="All other values together: by tag, those who have tags, but none that has a row. Texts of more "
        "than 500 characters and longer JSON are always among them. Null if there are none."
    )
    missing: BreakdownRow | None = strawberry.field(description="Those without a value. Null if there are none.")


async def breakdown_of(ctx: Context, series_id: int, scope: StatsScope, request: "BreakdownRequest") -> Breakdown:
    """The breakdown of a series. Raises Refused with the path of a wrong argument."""
    with under("by"):
        dimension = _dimension(request.by)
    buckets = await _buckets(ctx, request)
    found = await breakdowns.breakdown(ctx, Divided(series_id, scope, dimension, buckets), request.first)
    return Breakdown(
        rows=[BreakdownRow.of(row, series_id) for row in found.rows],
        others=found.others and BreakdownRow.of(found.others, series_id),
        missing=found.missing and BreakdownRow.of(found.missing, series_id),
    )


@dataclass(frozen=True, slots=True)
class BreakdownRequest:
    """The arguments of a breakdown."""

    by: BreakdownInput
    first: int
    time_zone: TimeZone | None


def _dimension(by: BreakdownInput) -> Dimension:
    if isinstance(by.attribute, str):
        check_text(by.attribute, "attribute", shortest=0)
        return Dimension(GroupBy.ATTRIBUTE, attribute=by.attribute)
    if isinstance(by.variant_of, str):
        with under("variantOf"):
            return Dimension(GroupBy.VARIANT, split_id=number_of(by.variant_of, "Block"))
    for field, given in (("tag", by.tag), ("company", by.company)):
        if given is False:
            raise Invalid(f"`{field}` must be true: leave it out to divide by something else.", (field,))
    if by.tag is True:
        return Dimension(GroupBy.TAG)
    return Dimension(GroupBy.COMPANY if by.company is True else GroupBy.STARTED)


async def _buckets(ctx: Context, request: BreakdownRequest) -> StartBuckets | None:
    if not isinstance(request.by.started, Interval):
        return None
    zone = request.time_zone or (await workspaces.workspace(ctx)).time_zone
    return StartBuckets(request.by.started, ZoneInfo(zone))


def _written(value: Any) -> Any:
    return instant_text(value) if isinstance(value, datetime) else value
