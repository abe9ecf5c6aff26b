"""Scalars: instants, time zones and JSON."""

from datetime import UTC, datetime
from typing import Any, NewType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import strawberry
from graphql import (
    FloatValueNode,
    ListValueNode,
    ObjectValueNode,
    Undefined,
    ValueNode,
    VariableNode,
    value_from_ast_untyped,
)
from strawberry.types.scalar import ScalarDefinition

from core.errors import Invalid
from core.instants import read_instant
from core.json_values import exact_number
from core.texts import quoted

TimeZone = NewType("TimeZone", str)
JSON = NewType("JSON", object)


def instant_text(instant: datetime) -> str:
    """The text of an instant in responses: in UTC, with Z."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _read_time_zone(value: Any) -> str:
    try:
        ZoneInfo(value)
    except (TypeError, ValueError, OSError, ZoneInfoNotFoundError):
        raise Invalid(f"{quoted(value)} is not a time zone: send an IANA name such as Europe/Amsterdam.") from None
    return value


def _read_json_literal(node: ValueNode, variables: dict[str, Any] | None = None) -> Any:
    """The value of a JSON literal. A variable without a value is left out of objects, and null in lists.

    Without variables, while a document is validated, all of them have no value.
    """
    match node:
        case ObjectValueNode():
            fields = {field.name.value: _read_json_literal(field.value, variables) for field in node.fields}
            return {name: value for name, value in fields.items() if value is not Undefined}
        case ListValueNode():
            elements = [_read_json_literal(element, variables) for element in node.values]
            return [None if value is Undefined else value for value in elements]
        case VariableNode():
            value = (variables or {}).get(node.name.value, Undefined)
            return instant_text(value) if isinstance(value, datetime) else value
        case FloatValueNode():
            return _read_number(node.value)
        case _:
            return value_from_ast_untyped(node)


def _read_number(text: str) -> float:
    try:
        return exact_number(text)
    except ValueError:
        raise Invalid(f"{quoted(text)} has more digits than are kept, about 16: send fewer, or a text.") from None


def _as_is(value: Any) -> Any:
    return value


SCALARS: dict[object, ScalarDefinition] = {
    datetime: strawberry.scalar(
        name="DateTime",
        description="An instant in RFC 3339 format, to the microsecond. Input can have any offset, and digits beyond "
        "microseconds are dropped; output is in UTC with Z. Leap seconds are refused.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339",
        serialize=instant_text,
        parse_value=read_instant,
    ),
    TimeZone: strawberry.scalar(
        name="TimeZone",
        description="The IANA name of a time zone, such as Europe/Amsterdam.",
        serialize=_as_is,
        parse_value=_read_time_zone,
    ),
    JSON: strawberry.scalar(
        name="JSON",
        description="Any JSON value.",
        serialize=_as_is,
        parse_value=_as_is,
        parse_literal=_read_json_literal,
    ),
}
