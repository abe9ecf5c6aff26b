"""Stored counts beside the same counts from rows."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ComparedCount:
    """One count of a figure, of all time: as it is stored, and recounted from rows.

    `block_id` is 0 for the series as a whole. `different` buckets of time differ, the first one from `since` on.
    """

    table: str
    block_id: int
    figure: str
    name: str
    stored: int
    recounted: int
    different: int
    since: datetime | None
