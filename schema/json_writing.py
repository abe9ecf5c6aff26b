"""JSON as responses have it."""

from typing import Any

import msgspec
import orjson


def written(value: Any) -> bytes:
    """The value in JSON."""
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:  # for a whole number of more than 64 bits; orjson is faster otherwise
        return msgspec.json.encode(value)
