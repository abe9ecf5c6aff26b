"""The JSON Schemas of /openapi.json. Those of lines are derived from the types that the lines are decoded into."""

from typing import Any

import msgspec

from core.errors import ErrorCode, RequestErrorCode
from core.events import OF_ENTRIES
from schema.input_descriptions import description_of, field_descriptions
from web.line_kinds import EVENTS, PEOPLE, LineKind

_COUNT = {"type": "integer", "minimum": 0}
_TEXT = {"type": "string"}
_COUNTS = {
    "accepted": _COUNT | {"description": "Number of lines that were recorded."},
    "duplicates": _COUNT | {"description": "Number of events that were known. Always 0 for people."},
    "rejectedCount": _COUNT | {"description": "Number of lines that were rejected."},
}
_PART = _TEXT | {"description": "`ok`, or what is wrong."}
_PARTS = ("database", "valkey", "migrations")


def components() -> dict[str, Any]:
    """All schemas, by name."""
    results = {
        "UploadResult": _object(
            **_COUNTS,
            unlistedCount=_COUNT | {"description": "Number of rejected lines that are not in the list."},
            rejected={"type": "array", "items": {"$ref": "#/components/schemas/RejectedLine"}},
        ),
        "RejectedLine": _object(
            line=_COUNT | {"description": "The number of the line, from 1."},
            id={"type": ["string", "null"], "description": "The id of the event or person, if it can be read."},
            code={"enum": [str(code) for code in ErrorCode]},
            message=_TEXT | {"description": "The reason as a sentence."},
        ),
        "Error": _object(error=_error()),
        "UploadError": _object(
            error=_error(),
            **_COUNTS,
            throughLine=_COUNT | {"description": "Every line up to this one was recorded, rejected or skipped."},
        ),
        "Alive": _object(process={"const": "ok"}),
        "Ready": _object(**{part: {"const": "ok"} for part in _PARTS}),
        "NotReady": _object(**dict.fromkeys(_PARTS, _PART)),
    }
    return _lines(EVENTS) | _lines(PEOPLE) | results


def _lines(kind: LineKind) -> dict[str, Any]:
    """The schema of the lines, and those that it refers to. The descriptions are those of the GraphQL input."""
    [_], found = msgspec.json.schema_components([kind.line], ref_template="#/components/schemas/{name}")
    line = found.pop(kind.line.__name__)
    for name, description in field_descriptions(kind.input_type).items():
        line["properties"][name]["description"] = description
    line |= {"title": kind.input_type, "description": description_of(kind.input_type)}
    if kind is EVENTS:
        line |= _block_required()
    return {kind.input_type: line, **found}


def _block_required() -> dict[str, Any]:
    """Events of an entry need no block. All others happen at one."""
    return {
        "if": {"properties": {"type": {"enum": sorted(OF_ENTRIES)}}},
        "else": {"required": ["block"], "properties": {"block": {"type": "string"}}},
    }


def _error() -> dict[str, Any]:
    codes = [str(code) for code in (*ErrorCode, *RequestErrorCode)]
    return _object(code={"enum": codes}, message=_TEXT | {"description": "What is wrong, and what to do."})


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}
