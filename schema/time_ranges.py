"""Ranges of time in the input."""

from datetime import datetime

import strawberry

from core.time_ranges import TimeRange


@strawberry.input(description="A half-open range of time: from <= t < to. Either end may be left out.")
class DateTimeRange:
    from_: datetime | None = strawberry.field(
        name="from", default=None, description="The first instant of the range. Default: no beginning."
    )
    to: datetime | None = strawberry.field(
        default=None, description="The first instant after the range; not before `from`. Default: no end."
    )

    def to_core(self) -> TimeRange:
        """The range. Raises Invalid if it ends before it begins."""
        return TimeRange.between(self.from_, self.to)
