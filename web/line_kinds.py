"""What the lines of an upload can be."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from core.events import event_id, parse_event
from core.metrics import count_events
from core.placed import Placed
from db.pool import Pool
from resolvers.batches import Outcomes
from resolvers.lanes import record_by_lanes


@dataclass(frozen=True, slots=True, eq=False)
class LineKind:
    """A kind of lines, and how they are parsed and recorded."""

    path: str  # of the endpoint
    parse: Callable[[bytes], Any]  # raises Refused
    id_of: Callable[[bytes], str | None]  # of a line that `parse` refuses
    record: Callable[[Pool, int, Sequence[Placed[Any]]], Awaitable[Outcomes]]  # in a workspace
    count: Callable[[int, int, int], None]  # counts accepted, duplicate and rejected lines
    group: int  # full batches in a transaction: enough to share its cost, few enough to delay others only briefly

    @property
    def ahead(self) -> int:
        """Full batches of a request that may wait or be recorded while it reads the next one.

        Two groups that are recorded, and a third that follows as soon as one of them is done.
        """
        return 3 * self.group


EVENTS = LineKind("/events", parse_event, event_id, record_by_lanes, count_events, group=20)
