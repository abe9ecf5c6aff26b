"""What the lines of an upload can be."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from core.events import EventInput, event_id, parse_event
from core.metrics import count_events, count_people
from core.people import GivenPerson, external_id, parse_person
from core.placed import Placed
from db.pool import Pool
from resolvers.batches import Outcomes
from resolvers.lanes import record_by_lanes
from resolvers.people import record_people_of_batches


@dataclass(frozen=True, slots=True, eq=False)
class LineKind:
    """A kind of lines, and how they are parsed and recorded."""

    path: str  # of the endpoint
    noun: str
    line: type[msgspec.Struct]  # what a line is decoded into
    input_type: str  # of the same lines in GraphQL
    parse: Callable[[bytes], Any]  # raises Refused
    id_of: Callable[[bytes], str | None]  # of a line that `parse` refuses
    record: Callable[[Pool, int, Sequence[Placed[Any]]], Awaitable[Outcomes]]  # in a workspace
    count: Callable[[int, int, int], None]  # counts accepted, duplicate and rejected lines
    is_ordered: bool  # whether a later line of a request replaces an earlier one
    group: int  # full batches in a transaction: enough to share its cost, few enough to delay others only briefly

    @property
    def ahead(self) -> int:
        """Full batches of a request that may wait or be recorded while it reads the next one.

        Two groups that are recorded, and a third that follows as soon as one of them is done.
        """
        return 3 * self.group


EVENTS = LineKind(
    "/events",
    "an event",
    EventInput,
    "EventInput",
    parse_event,
    event_id,
    record_by_lanes,
    count_events,
    is_ordered=False,
    group=20,
)
PEOPLE = LineKind(
    "/people",
    "a person",
    GivenPerson,
    "PersonInput",
    parse_person,
    external_id,
    record_people_of_batches,
    count_people,
    is_ordered=True,
    group=5,
)


def misplaced(line: bytes, kind: LineKind) -> str | None:
    """The sentence for a line of the other kind. None for any other that the kind refuses."""
    other = PEOPLE if kind is EVENTS else EVENTS
    try:
        names = msgspec.json.decode(line, type=dict[str, msgspec.Raw]).keys()
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    if names & _required(kind.line) or not _required(other.line) <= names:
        return None
    return f"The line is {other.noun}: send it to POST {other.path}."


@cache
def _required(line: type[msgspec.Struct]) -> frozenset[str]:
    """The names that every line has."""
    return frozenset(field.encode_name for field in msgspec.structs.fields(line) if field.required)
