"""Responses to equal workspaces, without what differs between them: numbers in ids, instants, secrets."""

import json
import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from core.errors import Invalid
from core.ids import parse_id

VARYING = ("downloadUrl", "sha256", "bytes", "computedAt", "secret")
ROUTE_DIGEST = re.compile(rb'"[0-9a-f]{32}"')
FILE_TIME = re.compile(r"_\d{8}-\d{6}")


class Settled:
    """`same` has texts that are replaced; those among them that are ids are kept otherwise."""

    def __init__(self, same: Mapping[str, str]) -> None:
        self._same = same
        self._ids: dict[str, str] = {}

    def of(self, value: Any, key: str = "") -> Any:
        """The value below a key."""
        if isinstance(value, dict):
            return {name: self.of(item, name) for name, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.of(item, key) for item in value]
        if key in VARYING:
            return value is None
        if is_selection(key) and isinstance(value, str):
            return self.of(opened_selection(value))
        return self._text(value, key) if isinstance(value, str) else value

    def _text(self, value: str, key: str) -> str:
        if key.lower().endswith("cursor"):
            return opened_cursor(value)[0]
        if is_recent(value):
            return "<recent>"
        if value not in self._same and (type_ := type_of(value)):
            return self._ids.setdefault(value, f"<{type_} {len(self._ids)}>")
        for text, other in self._same.items():
            value = value.replace(text, other)
        return FILE_TIME.sub("", value)


def is_recent(text: str) -> bool:
    """Whether a text is an instant within a few days of now."""
    try:
        return abs((datetime.fromisoformat(text) - datetime.now(UTC)).days) < 4
    except (ValueError, TypeError):
        return False


@lru_cache(10_000)  # responses to equal requests have the same texts
def type_of(text: str) -> str | None:
    """The type of an id; None for any other text."""
    try:
        return parse_id(text).type
    except Invalid:
        return None


def is_selection(field: str) -> bool:
    """Whether a field is the selection of a figure, such as `selection` or `stillThereSelection`."""
    return field.lower().endswith("selection")


@lru_cache(10_000)
def opened_selection(text: str) -> Any:
    """What the text of a selection names, without numbers, which are those of ids, and digests of such numbers."""
    payload = text.partition(".")[0]
    content = urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    plain = content if content.startswith(b"{") else zlib.decompress(content)
    return json.loads(ROUTE_DIGEST.sub(b'"<digest>"', plain), parse_int=lambda _: "<number>")


def opened_cursor(cursor: str) -> list[str]:
    """The name of the list, the instant and the number of a cursor."""
    return urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split("|")


def moved_cursor(cursor: str, numbers: int) -> str:
    """The cursor of the same list and instant whose number is larger by so much."""
    name, ticks, number = opened_cursor(cursor)
    return urlsafe_b64encode(f"{name}|{ticks}|{int(number) + numbers}".encode()).decode().rstrip("=")
