"""Which JSON values can be stored and returned."""

from typing import Any, cast

from core.errors import Invalid
from core.texts import NULL_CHARACTER

MOST_LEVELS = 100  # far below what encoders allow, since responses nest values inside others


def check_json(value: Any, *path: str, levels: int = MOST_LEVELS) -> None:
    """Raises Invalid, with the path of the field, for more than 100 levels of nesting and for U+0000 in a text."""
    if isinstance(value, str) and "\x00" in value:
        raise Invalid(NULL_CHARACTER, path)
    if not isinstance(value, dict | list):
        return
    if levels == 0:
        raise Invalid(f"JSON must not be nested more than {MOST_LEVELS} levels deep.", path)
    for item in _items(cast("dict[str, Any] | list[Any]", value)):
        check_json(item, *path, levels=levels - 1)


def _items(value: dict[str, Any] | list[Any]) -> list[Any]:
    return [*value.keys(), *value.values()] if isinstance(value, dict) else value
