"""What callers report: one event, its types, and the rules that a single event must keep by itself."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from zlib import crc32

import msgspec
import orjson
from msgspec import UNSET, Meta, UnsetType

from core.errors import Invalid
from core.json_values import check_json
from core.time_ranges import is_instant


class EventType(StrEnum):
    """What happened. The order is the database's: everything from GOAL_HIT on may be engagement at a block."""

    ENTRY_STARTED = "ENTRY_STARTED"
    BLOCK_REACHED = "BLOCK_REACHED"
    BLOCK_LEFT = "BLOCK_LEFT"
    ENTRY_FINISHED = "ENTRY_FINISHED"
    ENTRY_DISENGAGED = "ENTRY_DISENGAGED"
    ENTRY_EXITED = "ENTRY_EXITED"
    GOAL_HIT = "GOAL_HIT"
    RECEIVED = "RECEIVED"
    OPENED = "OPENED"
    CLICKED = "CLICKED"
    REPLIED = "REPLIED"
    REACTED = "REACTED"
    COMPLETED = "COMPLETED"
    DISMISSED = "DISMISSED"
    ANSWERED = "ANSWERED"
    COLLECTED_EMAIL = "COLLECTED_EMAIL"
    UNSUBSCRIBED = "UNSUBSCRIBED"
    HARD_BOUNCED = "HARD_BOUNCED"
    SOFT_BOUNCED = "SOFT_BOUNCED"
    MARKED_SPAM = "MARKED_SPAM"
    FAILED = "FAILED"
    BUTTON_TAPPED = "BUTTON_TAPPED"
    SCREEN_VIEWED = "SCREEN_VIEWED"
    STEP_VIEWED = "STEP_VIEWED"
    STEP_FAILED = "STEP_FAILED"
    PERMISSION_GRANTED = "PERMISSION_GRANTED"
    KEYWORD_REPLIED = "KEYWORD_REPLIED"


class PathCondition(StrEnum):
    """What must hold for somebody to leave a block along a path."""

    MATCHED = "MATCHED"
    NOT_MATCHED = "NOT_MATCHED"
    DELIVERED = "DELIVERED"
    NOT_ONLINE = "NOT_ONLINE"
    NEXT = "NEXT"
    VARIANT = "VARIANT"


OF_ENTRIES = frozenset(
    {
        EventType.ENTRY_STARTED,
        EventType.ENTRY_FINISHED,
        EventType.ENTRY_DISENGAGED,
        EventType.ENTRY_EXITED,
        EventType.GOAL_HIT,
    }
)
ENGAGEMENT = frozenset(EventType) - OF_ENTRIES - {EventType.BLOCK_REACHED, EventType.BLOCK_LEFT} | {EventType.GOAL_HIT}

LANES = 2
"""How many writers one series may have at once. To have more, a migration must make more rows of `ingest_lane`."""

Key = Annotated[str, Meta(min_length=1, max_length=500)]
Text = Annotated[str, Meta(max_length=10_000)]
Instant = Annotated[datetime, Meta(tz=True)]


class EventInput(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True, gc=False):
    """One event as it is reported. Keys are the caller's own, 1 to 500 characters; instants carry an offset."""

    id: Key
    type: EventType
    at: Instant
    series: Key
    person: Key
    entry: Key | None = None
    company: Key | None = None
    block: Key | None = None
    waits_until: Instant | None = None
    along: PathCondition | None = None
    variant: Key | None = None
    reason: Text | None = None
    receipt: Key | None = None
    url: Text | None = None
    detail: Any = None

    @property
    def entry_key(self) -> str:
        """The entry's key; left out, the person's only pass is named by the person."""
        return self.entry or self.person


class PlacedEvent(msgspec.Struct, frozen=True, gc=False):
    """An event, and where it came from: the number of a batch, and its place there, such as an index or a line."""

    event: EventInput
    place: int
    batch: int = 0


def lane_of(person: str) -> int:
    """Which lane a person is in, from 0 to LANES - 1: facts of one lane never depend on those of another."""
    return crc32(person.encode()) % LANES


class EventId(msgspec.Struct, frozen=True):
    """Just the id of an event that is otherwise unusable."""

    id: str | UnsetType = UNSET


_decoder = msgspec.json.Decoder(EventInput)
_id_decoder = msgspec.json.Decoder(EventId)
_NULL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")  # as JSON writes it, and not a backslash that is followed by u0000


def parse_event(line: bytes) -> EventInput:
    """One line of NDJSON as an event. Raises Invalid, naming the field that is missing or wrong."""
    _check_text(line)
    try:
        event = _decoder.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid(str(error)) from None
    return _checked(event)


def convert_event(given: object) -> EventInput:
    """An object with the attributes of an event as one. Raises Invalid, naming the field that is wrong."""
    try:
        event = msgspec.convert(given, EventInput, from_attributes=True)
        _check_text(msgspec.json.encode(event))
    except (msgspec.ValidationError, RecursionError) as error:
        raise Invalid(str(error)) from None
    return _checked(event)


def event_id(line: bytes) -> str | None:
    """The id that a line gives, if it can be read."""
    try:
        given = _id_decoder.decode(line).id
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return given if isinstance(given, str) else None


def _check_text(json: bytes) -> None:
    if b"\\u0000" in json and _NULL.search(json):  # the first is quick, and nearly always enough
        raise Invalid("text must not contain the character U+0000")


def _checked(event: EventInput) -> EventInput:
    if event.block is None and event.type not in OF_ENTRIES:
        raise Invalid(f"{event.type} needs `block`", ("block",))
    if not (is_instant(event.at) and (event.waits_until is None or is_instant(event.waits_until))):
        raise Invalid("`at` and `waitsUntil` must lie between 0001-01-02 and 9999-12-30 in UTC", ("at",))
    if event.detail is not None:
        _check_detail(event.detail)
    return event


def _check_detail(detail: object) -> None:
    check_json(detail, "detail")
    try:
        orjson.dumps(detail)
    except orjson.JSONEncodeError as error:
        raise Invalid(f"`detail` cannot be kept: {error}", ("detail",)) from None
