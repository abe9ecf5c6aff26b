"""What a JSON value must keep to so that it can be stored and answered with."""

from typing import Any, cast

from core.errors import Invalid

MOST_LEVELS = 100  # far below what encoders take, for values are answered with inside of others


def check_json(value: Any, *path: str, levels: int = MOST_LEVELS) -> None:
    """Raise Invalid, with the path of the field, for nesting of more than 100 levels and texts with U+0000."""
    if isinstance(value, str) and "\x00" in value:
        raise Invalid("texts must not contain the character U+0000", path)
    if not isinstance(value, dict | list):
        return
    if levels == 0:
        raise Invalid(f"JSON must not be nested more than {MOST_LEVELS} levels deep", path)
    for item in _items(cast("dict[str, Any] | list[Any]", value)):
        check_json(item, *path, levels=levels - 1)


def _items(value: dict[str, Any] | list[Any]) -> list[Any]:
    return [*value.keys(), *value.values()] if isinstance(value, dict) else value
