"""Every error that Milepost raises on purpose.

MilepostError
├── InvalidSetting        a setting or start-up condition is wrong; the process cannot start
├── Unavailable           a server we need cannot be reached
│   └── Busy              all our connections to it are in use
├── Changed               the data changed between two statements that go together
├── MailRefused           the mail server will never take this mail
├── MailDeferred          the mail server does not take this mail now
├── MailUncertain         the mail server may or may not have taken this mail
└── Refused               the caller can correct the request; has a public code, which ErrorCode describes
    ├── Invalid, NotFound, Conflict, LimitExceeded, NoStats, NotCancelable, NotUndoable, Forbidden
    └── Unauthenticated   no valid token: such a request reaches no field, so its code is not in ErrorCode
"""

import os
from enum import StrEnum
from typing import ClassVar, Self


class ErrorCode(StrEnum):
    """The public codes of refusals. To add one: a line here, and a subclass of Refused that names it."""

    description: str

    def __new__(cls, code: str, description: str) -> Self:
        """A code, and what it tells a client."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.description = description
        return member

    NOT_FOUND = "NOT_FOUND", "No object has this id, key or name in this workspace."
    INVALID = "INVALID", "A value is wrong."
    NO_STATS = "NO_STATS", "No one has started the series yet, so there is nothing to export."
    CONFLICT = "CONFLICT", "The request contradicts existing data."
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED", "The request is larger than a limit allows."
    FORBIDDEN = "FORBIDDEN", "The token lacks the scope that this field needs."
    NOT_CANCELABLE = "NOT_CANCELABLE", "The job has already ended."
    NOT_UNDOABLE = "NOT_UNDOABLE", "This bulk action cannot be undone."


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
    """The caller can correct the request. `path` names the input field, from the top of the input."""

    code: ClassVar[str]

    def __init__(self, message: str, path: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.path = path


class Invalid(Refused):
    code = ErrorCode.INVALID


class NotFound(Refused):
    code = ErrorCode.NOT_FOUND


class Conflict(Refused):
    code = ErrorCode.CONFLICT


class LimitExceeded(Refused):
    code = ErrorCode.LIMIT_EXCEEDED


class NoStats(Refused):
    code = ErrorCode.NO_STATS


class NotCancelable(Refused):
    code = ErrorCode.NOT_CANCELABLE


class NotUndoable(Refused):
    code = ErrorCode.NOT_UNDOABLE


class Forbidden(Refused):
    code = ErrorCode.FORBIDDEN


class Unauthenticated(Refused):
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
