"""Events as callers report them, and the rules that a single event must meet."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, cast
from zlib import crc32

import msgspec
import orjson
from msgspec import UNSET, Meta, UnsetType

from core.errors import Invalid
from core.instants import read_instant
from core.json_problems import Enums, problem_of
from core.json_values import check_json, exact_number
from core.placed import Placed
from core.texts import NULL_CHARACTER
from core.time_ranges import is_instant


class EventType(StrEnum):
    """What happened. In the order of the database type: GOAL_HIT and all after it can be engagement at a block."""

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
    """The condition under which people leave a block along a path."""

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
"""How many transactions can write to one series at once. More need a migration that adds rows to `ingest_lane`."""

Key = Annotated[str, Meta(min_length=1, max_length=500)]
Text = Annotated[str, Meta(max_length=10_000)]
Instant = Annotated[datetime, Meta(tz=True)]


class EventInput(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True, gc=False):
    """One event. Keys are the caller's own, 1 to 500 characters. Instants have a UTC offset."""

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
        """The key of the entry. Defaults to the person: the person's only entry has that key."""
        return self.entry or self.person


PlacedEvent = Placed[EventInput]


def lane_of(person: str) -> int:
    """The lane of a person, 0 to LANES - 1. Facts of one lane never depend on facts of another."""
    return crc32(person.encode()) % LANES


class EventId(msgspec.Struct, frozen=True):
    """The id of an event that cannot be read otherwise."""

    id: str | UnsetType = UNSET


_decoder = msgspec.json.Decoder(EventInput, float_hook=exact_number)
_plain_decoder = msgspec.json.Decoder(float_hook=exact_number)
_id_decoder = msgspec.json.Decoder(EventId)
_INSTANTS = frozenset({"at", "waitsUntil"})
_ENUMS: Enums = {"type": tuple(EventType), "along": tuple(PathCondition)}
_LONG_FRACTION = re.compile(rb"\.\d{7}")  # of a second, which msgspec would round
_ESCAPED_FRACTION = re.compile(rb"\\u00(?:3\d|2[eE])")  # a digit or point of it that is escaped in JSON
_NULL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")  # the JSON escape, but not an escaped backslash followed by u0000


def parse_event(line: bytes) -> EventInput:
    """Parses one line of NDJSON. Raises Refused with the name of a missing or wrong field."""
    is_escaped = b"\\" in line  # few lines are: looking for one character is much faster than the other searches
    if is_escaped:
        _check_text(line)
    try:
        event = _decoder.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        return _checked(_read_slowly(line, error))
    if _LONG_FRACTION.search(line) or (is_escaped and _ESCAPED_FRACTION.search(line)):
        event = _read_slowly(line, None)
    return _checked(event)


def _read_slowly(line: bytes, problem: Exception | None) -> EventInput:
    """Reads instants by read_instant: msgspec rounds them to microseconds, and does not say what is wrong with them."""
    try:
        given = _plain_decoder.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid(problem_of(problem or error, line, _ENUMS)) from None
    if isinstance(given, dict):
        fields = cast("dict[str, object]", given)
        fields |= {name: read_instant(fields[name], name) for name in _INSTANTS if fields.get(name) is not None}
    try:
        return msgspec.convert(given, EventInput)
    except msgspec.ValidationError as error:
        raise Invalid(problem_of(error, enums=_ENUMS)) from None


def convert_event(given: object) -> EventInput:
    """Converts an object with the attributes of an event. Raises Refused with the name of a wrong field."""
    try:
        event = msgspec.convert(given, EventInput, from_attributes=True)
        _check_text(msgspec.json.encode(event))
    except (msgspec.ValidationError, RecursionError) as error:
        raise Invalid(problem_of(error, enums=_ENUMS)) from None
    return _checked(event)


def event_id(line: bytes) -> str | None:
    """The id in a line of NDJSON, or None if it cannot be read."""
    try:
        given = _id_decoder.decode(line).id
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return given if isinstance(given, str) else None


def _check_text(json: bytes) -> None:
    if b"\\u0000" in json and _NULL.search(json):  # the first test is quick, and nearly always enough
        raise Invalid(NULL_CHARACTER)


def _checked(event: EventInput) -> EventInput:
    if event.block is None and event.type not in OF_ENTRIES:
        raise Invalid(f"{event.type} requires `block`: name the block where it happened.", ("block",))
    if not (is_instant(event.at) and (event.waits_until is None or is_instant(event.waits_until))):
        raise Invalid("`at` and `waitsUntil` must lie between 0001-01-02 and 9999-12-30 in UTC.", ("at",))
    if event.detail is not None:
        _check_detail(event.detail)
    return event


def _check_detail(detail: object) -> None:
    check_json(detail, "detail")
    try:
        orjson.dumps(detail)
    except orjson.JSONEncodeError:
        problem = "`detail` has a whole number of more than 64 bits: send it as a text."
        raise Invalid(problem, ("detail",)) from None
