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


def test_null_is_the_same_as_left_out():
    assert parse_event(line(**dict.fromkeys(FIELDS))) == parse_event(line())


@pytest.mark.parametrize("field", NEEDED)
def test_a_field_that_is_missing_is_named(field: str):
    without = {name: value for name, value in NEEDED.items() if name != field}

    assert refused(orjson.dumps(without)) == f"Object missing required field `{field}`."


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (line(unknown=1), "Object contains unknown field `unknown`."),
        (line(waits_until=None), "Object contains unknown field `waits_until`."),
        (line(id=1), "Expected `str`, got `int` - at `$.id`."),
        (line(id=""), "Expected `str` of length >= 1 - at `$.id`."),
        (line(person="p" * 501), "Expected `str` of length <= 500 - at `$.person`."),
        (line(reason="r" * 10_001), "Expected `str` of length <= 10000 - at `$.reason`."),
        (line(series=None), "Expected `str`, got `null` - at `$.series`."),
        (line(block=["b"]), "Expected `str | null`, got `array` - at `$.block`."),
        (line(type="STARTED"), "Invalid enum value 'STARTED' - at `$.type`."),
        (line(type="entry_started"), "Invalid enum value 'entry_started' - at `$.type`."),
        (line(along="SIDEWAYS"), "Invalid enum value 'SIDEWAYS' - at `$.along`."),
        (line(at="2026-03-01T12:00:00"), "Expected `datetime` with a timezone component - at `$.at`."),
        (line(waitsUntil="2026-03-01T12:00:00"), "Expected `datetime` with a timezone component - at `$.waitsUntil`."),
        (line(at="2026-03-01"), "Invalid RFC3339 encoded datetime - at `$.at`."),
        (line(at="2026-02-30T12:00:00Z"), "Invalid RFC3339 encoded datetime - at `$.at`."),
        (line(at="yesterday"), "Invalid RFC3339 encoded datetime - at `$.at`."),
        (line(at=1772366400), "Expected `datetime`, got `int` - at `$.at`."),
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
        (with_detail(b"18446744073709551616"), "`detail` cannot be stored: Integer exceeds 64-bit range."),
        (with_detail(b"9" * 5_000), "Integer value out of range - at `$.detail`."),
        (with_detail(b"1e999"), "Number out of range - at `$.detail`."),
        (with_detail(b"NaN"), "JSON is malformed: invalid character (byte 96)."),
        (with_detail(b"[" * 101 + b"]" * 101), "JSON must not be nested more than 100 levels deep."),
        (with_detail(b"[" * 100_000), "maximum recursion depth exceeded while deserializing an object."),
        (b"[]", "Expected `object`, got `array`."),
        (b"null", "Expected `object`, got `null`."),
        (b"event", "JSON is malformed: invalid character (byte 0)."),
        (line()[:-1], "Input data was truncated."),
        (line() + line(), "JSON is malformed: trailing characters (byte 88)."),
        (b"\xef\xbb\xbf" + line(), "JSON is malformed: invalid character (byte 0)."),
        (
            line(person="?").replace(b"?", b"\xff"),
            "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte.",
        ),
        (
            line(person="? and more").replace(b"?", b"\\ud800"),
            "JSON is malformed: unexpected end of escaped utf-16 surrogate pair (byte 90).",
        ),
        (line(person="?").replace(b"?", b"\\udc00"), "JSON is malformed: invalid utf-16 surrogate pair (byte 90)."),
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
        ({"person": ""}, "Expected `str` of length >= 1 - at `$.person`."),
        ({"url": "u" * 10_001}, "Expected `str` of length <= 10000 - at `$.url`."),
        ({"type": EventType.CLICKED}, "CLICKED requires `block`: name the block where it happened."),
        ({"entry": "\x00"}, NULL),
        ({"detail": {"\x00": 1}}, NULL),
        ({"detail": 2**64}, "`detail` cannot be stored: Integer exceeds 64-bit range."),
    ],
)
def test_an_object_that_is_no_event_is_refused_with_the_reason(changed: dict[str, Any], message: str):
    with pytest.raises(Invalid) as refusal:
        convert_event(an_object(**changed))

    assert refusal.value.message == message
