"""Ranges of time as clients give them."""

from datetime import datetime

import strawberry

from core.time_ranges import TimeRange


@strawberry.input(description="A half-open range: from <= t < to. Either end may be left open.")
class DateTimeRange:
    """Upside down, it is refused."""

    from_: datetime | None = strawberry.field(
        name="from", default=None, description="The first instant of the range. Left out: from the beginning."
    )
    to: datetime | None = strawberry.field(
        default=None, description="The first instant after the range. Left out: without end."
    )

    def to_core(self) -> TimeRange:
        """The range, or Invalid where it is upside down."""
        return TimeRange.between(self.from_, self.to)
