"""Stored counts beside the same counts from rows."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ComparedCount:
    """One count of a figure, of all time: as it is stored, and recounted from rows.

    `block_id` is 0 for the series as a whole. `different` buckets of time differ. The first of the smallest that do has
    the counts `stored_there` and `recounted_there`, and `since` is the first instant at which an event can be counted
    wrongly there. These three are None if nothing differs.
    """

    table: str
    block_id: int
    figure: str
    name: str
    stored: int
    recounted: int
    different: int
    stored_there: int | None
    recounted_there: int | None
    since: datetime | None
