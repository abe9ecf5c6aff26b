"""Every error that Milepost raises on purpose.

MilepostError
├── InvalidSetting        a setting or start-up condition is wrong; the process cannot start
├── Unavailable           a server we need cannot be reached
│   └── Busy              all our connections to it are in use
├── Changed               the data changed between two statements that go together
├── MailRefused           the mail server will never take this mail
├── MailDeferred          the mail server does not take this mail now
├── MailUncertain         the mail server may or may not have taken this mail
└── Refused               the caller asked for something that cannot be had; carries a public code
    ├── Invalid           a value is wrong; `path` names the field
    ├── NotFound          nothing of that name here
    ├── Conflict          it contradicts what is already known
    ├── LimitExceeded     it is more than is allowed at once
    ├── NoStats           nobody has started the series yet
    ├── NotCancelable     it is over already
    ├── NotUndoable       it cannot be taken back
    ├── Forbidden         the token lacks the scope
    └── Unauthenticated   no valid token
"""

import os
from typing import ClassVar

UNAVAILABLE = "UNAVAILABLE"  # the public code of whatever may work again soon
NO_ANSWER = "The database does not answer: try again."


class MilepostError(Exception):
    """Base of all errors raised on purpose. The message is one sentence written for the reader of it."""


class InvalidSetting(MilepostError):
    """A setting, or what it points at, is unusable; the message names it and says what to do."""


class Unavailable(MilepostError):
    """A server that is needed does not answer."""


class Busy(Unavailable):
    """All connections to a server that is needed are in use, or none can be made in time."""


class Changed(MilepostError):
    """The data changed while it was read: all of it is to be read again."""


class MailRefused(MilepostError):
    """The mail server has refused the mail for good, or it cannot be made: trying again is pointless."""


class MailDeferred(MilepostError):
    """The mail server has not taken the mail, and says that it may later."""


class MailUncertain(MilepostError):
    """The mail was handed over, but the mail server did not say whether it took it."""


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


class NoStats(Refused):
    """Nobody has started the series yet."""

    code = "NO_STATS"


class NotCancelable(Refused):
    """It is over already."""

    code = "NOT_CANCELABLE"


class NotUndoable(Refused):
    """It cannot be taken back."""

    code = "NOT_UNDOABLE"


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


def outage_message(error: Exception) -> str:
    """What clients are told, wherever they ask, of a database that cannot be used now."""
    return "All database connections are in use: try again." if isinstance(error, Busy) else NO_ANSWER
