"""The variables of a request."""

from typing import Any, cast

from schema.limits import MOST_SUGGESTED_CHARACTERS


def has_long_text(variables: Any) -> bool:
    """Whether the variables contain a name or text that is too long to suggest similar names."""
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
