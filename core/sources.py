"""Which source answers a scope: stored counts where they can, rows where they cannot.

Of all people, stored counts know how many outcomes and engagements happened before any instant, and how many visits
are in each state at any instant. They cannot select people or entries, nor join two instants of one entry, such as its
start and its end.
"""

from dataclasses import dataclass
from enum import Enum

from core.stats_scope import StatsScope


class Source(Enum):
    """STORED costs the same for any number of rows; ROWS reads the rows that it counts, by index."""

    STORED = "STORED"
    ROWS = "ROWS"


@dataclass(frozen=True, slots=True)
class Sources:
    """Where each kind of figure comes from, for one scope."""

    outcomes: Source  # those that happen at one instant: all but IN_PROGRESS
    in_progress: Source  # joins the start of an entry, which a range limits, with its end
    states: Source  # joins the instant when a visit began, which a range limits, with its state at `as_of`
    engagement: Source


def sources_of(scope: StatsScope) -> Sources:
    """The source of each kind of figure."""
    happened = Source.STORED if scope.is_unrestricted else Source.ROWS
    joined = Source.STORED if scope.is_unrestricted and scope.range.is_open else Source.ROWS
    return Sources(outcomes=happened, in_progress=joined, states=joined, engagement=happened)
