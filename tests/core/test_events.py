"""What is an event and what is not, from NDJSON and from objects."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import orjson
import pytest

from core.errors import Invalid, Refused
from core.events import (
    ENGAGEMENT,
    OF_ENTRIES,
    EventInput,
    EventType,
    PathCondition,
    convert_event,
    event_id,
    parse_event,
)

NEEDED = {"id": "1", "type": "ENTRY_STARTED", "at": "2026-03-01T12:00:00Z", "series": "s", "person": "p"}
FIELDS = {
    "entry", "company", "block", "waitsUntil", "along", "variant", "reason", "receipt", "url", "detail",
}  # fmt: skip
BOUNDS = "`at` and `waitsUntil` must lie between 0001-01-02 and 9999-12-30 in UTC."
NULL = "Text must not contain the character U+0000."


def line(**changed: Any) -> bytes:
    return orjson.dumps(NEEDED | changed)


def with_detail(json: bytes) -> bytes:
    return line()[:-1] + b',"detail":' + json + b"}"


def refused(given: bytes) -> str:
    with pytest.raises(Refused) as refusal:
        parse_event(given)
    return refusal.value.message


def test_a_line_is_an_event():
    event = parse_event(
        line(
            type="BLOCK_LEFT",
            at="2026-03-01T13:00:00.123456+01:00",
            entry="e",
            company="c",
            block="b",
            waitsUntil="2026-03-02T00:00:00Z",
            along="VARIANT",
            variant="B",
            reason="r",
            receipt="d",
            url="https://example.com",
            detail={"any": ["thing", 1, None]},
        )
    )

    assert event == EventInput(
        id="1",
        type=EventType.BLOCK_LEFT,
        at=datetime(2026, 3, 1, 12, 0, 0, 123456, UTC),
        series="s",
        person="p",
        entry="e",
        company="c",
        block="b",
        waits_until=datetime(2026, 3, 2, tzinfo=UTC),
        along=PathCondition.VARIANT,
        variant="B",
        reason="r",
        receipt="d",
        url="https://example.com",
        detail={"any": ["thing", 1, None]},
    )


def test_an_entry_that_is_left_out_is_named_by_the_person():
    assert parse_event(line()).entry_key == "p"
    assert parse_event(line(entry="second")).entry_key == "second"


@pytest.mark.parametrize("escaped", [".", "9", "9Z"])
def test_digits_beyond_microseconds_are_dropped_also_if_the_json_escapes_them(escaped: str):
    given = line(at="2024-12-31T23:59:59.9999999Z")
    json = "".join(f"\\u{ord(character):04x}" for character in escaped)
    head, tail = given.split(b"59:59")
    written = head + b"59:59" + tail.replace(escaped.encode(), json.encode())

    assert written != given
    assert parse_event(written).at == datetime(2024, 12, 31, 23, 59, 59, 999999, UTC)


def test_null_is_the_same_as_left_out():
    assert parse_event(line(**dict.fromkeys(FIELDS))) == parse_event(line())


HALF = "The JSON has half of a surrogate pair, such as \\ud800, at the end of a text: send both halves, or none."


@pytest.mark.parametrize("field", NEEDED)
def test_a_field_that_is_missing_is_named(field: str):
    without = {name: value for name, value in NEEDED.items() if name != field}

    assert refused(orjson.dumps(without)) == f"`{field}` is required."


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (line(unknown=1), "`unknown` is not the name of a field: remove it, or correct its spelling."),
        (line(waits_until=None), "`waits_until` is not the name of a field: remove it, or correct its spelling."),
        (line(id=1), "`id` must be a text, not a whole number."),
        (line(id=""), "`id` must not be empty."),
        (line(person="p" * 501), "`person` must have at most 500 characters."),
        (line(reason="r" * 10_001), "`reason` must have at most 10,000 characters."),
        (line(series=None), "`series` must be a text, not null."),
        (line(block=["b"]), "`block` must be a text or null, not a list."),
        (
            line(type="STARTED"),
            "`type` has the unknown value 'STARTED': use one that schema.graphql lists for it, such as ENTRY_STARTED.",
        ),
        (
            line(type="clicked"),
            "`type` has the unknown value 'clicked': use one that schema.graphql lists for it, such as CLICKED.",
        ),
        (line(type="SOLD"), "`type` has the unknown value 'SOLD': use one that schema.graphql lists for it."),
        (
            line(along="NO"),
            "`along` has the unknown value 'NO': use MATCHED, NOT_MATCHED, DELIVERED, NOT_ONLINE, NEXT or VARIANT.",
        ),
        (
            line(at="2026-03-01T12:00:00"),
            "`at`: '2026-03-01T12:00:00' has no offset: end it with Z, or with an offset such as +01:00.",
        ),
        (
            line(waitsUntil="2026-03-01T12:00:00"),
            "`waitsUntil`: '2026-03-01T12:00:00' has no offset: end it with Z, or with an offset such as +01:00.",
        ),
        (
            line(at="2026-03-01"),
            "`at`: '2026-03-01' is not an RFC 3339 instant: send one such as 2026-11-23T09:30:00Z.",
        ),
        (
            line(at="2026-02-30T12:00:00Z"),
            "`at`: '2026-02-30T12:00:00Z' is no instant of the calendar: send one such as 2026-11-23T09:30:00Z.",
        ),
        (line(at="yesterday"), "`at`: 'yesterday' is not an RFC 3339 instant: send one such as 2026-11-23T09:30:00Z."),
        (line(at=1772366400), "`at`: 1772366400 is not an RFC 3339 instant: send one such as 2026-11-23T09:30:00Z."),
        (line(at="0001-01-01T12:00:00Z"), BOUNDS),
        (line(at="0001-01-01T00:00:00+23:59"), BOUNDS),
        (line(at="9999-12-31T00:00:00Z"), BOUNDS),
        (line(at="9999-12-31T23:59:59-23:59"), BOUNDS),
        (line(waitsUntil="9999-12-31T00:00:00Z"), BOUNDS),
        (line(type="BLOCK_REACHED"), "BLOCK_REACHED requires `block`: name the block where it happened."),
        (line(type="BLOCK_LEFT"), "BLOCK_LEFT requires `block`: name the block where it happened."),
        (line(type="OPENED"), "OPENED requires `block`: name the block where it happened."),
        (line(person="a\x00b"), NULL),
        (line(detail={"\x00": 1}), NULL),
        (line(person="\\\x00"), NULL),
        (with_detail(b"18446744073709551616"), "`detail` has a whole number of more than 64 bits: send it as a text."),
        (with_detail(b"9" * 5_000), "`detail` has a number that is out of range."),
        (with_detail(b"1e999"), "Numbers must be finite."),
        (
            with_detail(b"1e-" + b"9" * 30),
            "`detail` has a number with a fraction or exponent and too many digits to be stored: send it as a text.",
        ),
        (with_detail(b"NaN"), "The JSON is malformed at byte 96: invalid character."),
        (with_detail(b"[" * 101 + b"]" * 101), "JSON must not be nested more than 100 levels deep."),
        (with_detail(b"[" * 100_000), "The JSON is nested too deeply."),
        (b"[]", "The JSON must be an object, not a list."),
        (b"null", "The JSON must be an object, not null."),
        (b"event", "The JSON is malformed at byte 0: invalid character."),
        (line()[:-1], "The JSON ends too early."),
        (b'{"id": "a\\ud83d', "The JSON ends too early."),
        (b'{"id": "a\\\\ud83d"', "The JSON ends too early."),
        (b'{"id": "a\\ud83d" }', HALF),
        (b'{"id": "\\uD83Dab"}', HALF),
        (line() + line(), "The JSON is malformed at byte 88: trailing characters."),
        (b"\xef\xbb\xbf" + line(), "The JSON is malformed at byte 0: invalid character."),
        (
            line(person="?").replace(b"?", b"\xff"),
            "The JSON is not encoded in UTF-8.",
        ),
        (
            line(person="? and more").replace(b"?", b"\\ud800"),
            "The JSON is malformed at byte 90: unexpected end of escaped utf-16 surrogate pair.",
        ),
        (
            line(person="?").replace(b"?", b"\\udc00"),
            "The JSON is malformed at byte 90: invalid utf-16 surrogate pair.",
        ),
    ],
)
def test_what_is_no_event_is_refused_with_the_reason(given: bytes, message: str):
    assert refused(given) == message


@pytest.mark.parametrize(
    "given",
    [
        line(person="p" * 500),
        line(reason="r" * 10_000),
        line(person="\U0001f600" * 500),
        line(person="\\u0000"),
        line(at="0001-01-02T00:00:00Z"),
        line(at="9999-12-30T23:59:59.999999Z"),
        line(at="0001-01-01T23:00:00-01:00"),
        line(detail=2**64 - 1),
        line(detail=-(2**63)),
        line(detail={"depth": []}),
        with_detail(b"[" * 100 + b"]" * 100),
        b"  " + line() + b" \r",
    ],
)
def test_what_is_just_within_the_bounds_is_taken(given: bytes):
    assert parse_event(given).id == "1"


def test_only_events_of_entries_do_without_a_block():
    for type_ in EventType:
        parse_event(line(type=type_, block="b"))
        if type_ in OF_ENTRIES:
            parse_event(line(type=type_))
        else:
            assert refused(line(type=type_)) == f"{type_} requires `block`: name the block where it happened."


def test_every_event_type_is_of_an_entry_of_a_visit_or_engagement_and_a_goal_can_be_both():
    assert OF_ENTRIES | ENGAGEMENT | {"BLOCK_REACHED", "BLOCK_LEFT"} == set(EventType)
    assert {EventType.GOAL_HIT} == OF_ENTRIES & ENGAGEMENT


@pytest.mark.parametrize(
    ("given", "id_"),
    [
        (line(type="?"), "1"),
        (line(unknown=1), "1"),
        (b'{"id": "1", "id": "2"}', "2"),
        (b'{"id": 1}', None),
        (b"{}", None),
        (b"[]", None),
        (b'{"id": "1"', None),
        (b'{"id": "1", "detail": ' + b"[" * 100_000, None),
        (b'{"id": "\xff"}', None),
    ],
)
def test_the_id_of_a_refused_line_is_said_where_it_can_be_read(given: bytes, id_: str | None):
    assert event_id(given) == id_


def an_object(**changed: Any) -> SimpleNamespace:
    nothing = dict.fromkeys(EventInput.__struct_fields__)
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    return SimpleNamespace(
        **nothing | {"id": "1", "type": EventType.ENTRY_STARTED, "at": at, "series": "s", "person": "p"} | changed
    )


def test_an_object_is_an_event_by_the_same_rules():
    assert convert_event(an_object()) == parse_event(line())
    assert convert_event(an_object(detail={"a": [1]})) == parse_event(line(detail={"a": [1]}))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"person": ""}, "`person` must not be empty."),
        ({"url": "u" * 10_001}, "`url` must have at most 10,000 characters."),
        ({"type": EventType.CLICKED}, "CLICKED requires `block`: name the block where it happened."),
        ({"entry": "\x00"}, NULL),
        ({"detail": {"\x00": 1}}, NULL),
        ({"detail": 2**64}, "`detail` has a whole number of more than 64 bits: send it as a text."),
    ],
)
def test_an_object_that_is_no_event_is_refused_with_the_reason(changed: dict[str, Any], message: str):
    with pytest.raises(Invalid) as refusal:
        convert_event(an_object(**changed))

    assert refusal.value.message == message
