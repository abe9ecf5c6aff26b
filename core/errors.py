"""Every error that Milepost raises on purpose.

MilepostError
├── InvalidSetting        a setting or start-up condition is wrong; the process cannot start
├── Unavailable           a server we need cannot be reached
└── Refused               the caller asked for something that cannot be had; carries a public code
    ├── Invalid           a value is wrong; `path` names the field
    ├── NotFound          nothing of that name here
    ├── Conflict          it contradicts what is already known
    ├── LimitExceeded     it is more than is allowed at once
    ├── Forbidden         the token lacks the scope
    └── Unauthenticated   no valid token
"""

import os
from typing import ClassVar


class MilepostError(Exception):
    """Base of all errors raised on purpose. The message is one sentence written for the reader of it."""


class InvalidSetting(MilepostError):
    """A setting, or what it points at, is unusable; the message names it and says what to do."""


class Unavailable(MilepostError):
    """A server that is needed does not answer."""


class Refused(MilepostError):
    """The caller can do something about it: `code` is the public code, `path` names the input field."""

    code: ClassVar[str] = "INVALID"

    def __init__(self, message: str, path: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.path = path


class Invalid(Refused):
    """A value is wrong."""


class NotFound(Refused):
    """Nothing of that name in this workspace."""

    code = "NOT_FOUND"


class Conflict(Refused):
    """It contradicts what is already known."""

    code = "CONFLICT"


class LimitExceeded(Refused):
    """It is more than is allowed at once."""

    code = "LIMIT_EXCEEDED"


class Forbidden(Refused):
    """The token lacks the scope that this needs."""

    code = "FORBIDDEN"


class Unauthenticated(Refused):
    """No token, or one that is unknown or revoked."""

    code = "UNAUTHENTICATED"


def reason_of(error: Exception) -> str:
    """Why a server cannot be reached, in the words of the system where it is what failed."""
    cause = error.__context__ if isinstance(error.__context__, OSError) else error
    number = cause.errno if isinstance(cause, OSError) else None
    # Negative numbers are those of name look-ups, which have words of their own.
    return os.strerror(number) if number and number > 0 else str(cause).rstrip(".")
