"""The variables of a request."""

from typing import Any, cast

from schema.limits import MOST_SUGGESTED_CHARACTERS


def has_long_text(variables: Any) -> bool:
    """Whether a name or a text anywhere in the variables is too long to look for names that are similar to it."""
    waiting = [variables]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            if len(value) > MOST_SUGGESTED_CHARACTERS:
                return True
        elif isinstance(value, dict):
            given = cast("dict[str, Any]", value)
            waiting += given
            waiting += given.values()
        elif isinstance(value, list):
            waiting += cast("list[Any]", value)
    return False
