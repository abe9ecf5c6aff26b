"""Every error that Milepost raises on purpose.

MilepostError
├── InvalidSetting        a setting or start-up condition is wrong; the process cannot start
├── Unavailable           a required server cannot be reached
│   └── Busy              all connections to it are in use
├── Changed               the data changed between two statements that must read the same data
├── MailRefused           the mail server refused the mail permanently
├── MailDeferred          the mail server refused the mail temporarily
├── MailUncertain         it is unknown whether the mail server accepted the mail
└── Refused               the caller can correct the request; has a public code
    ├── Invalid, NotFound, Conflict, NoStats, NotCancelable, NotUndoable, Forbidden
    ├── LimitExceeded
    │   └── OperationTooLarge  ends the whole operation: TooManyObjects, ResponseTooLarge
    ├── Unauthenticated   no valid token; the code is not in ErrorCode, since no field ever returns it
    └── RateLimited       too many requests, or too expensive ones; not in ErrorCode, for the same reason
"""

import os
from enum import StrEnum
from typing import ClassVar, Self


class _PublicCode(StrEnum):
    """A code that clients can rely on, with its meaning. docs/errors.md lists all of them."""

    description: str

    def __new__(cls, code: str, description: str) -> Self:
        """The description of a member appears in the GraphQL schema."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.description = description
        return member


class ErrorCode(_PublicCode):
    """The public codes of refusals. To add one, add a line here and a subclass of Refused that has it."""

    NOT_FOUND = "NOT_FOUND", "No object has this id, key or name in this workspace."
    INVALID = "INVALID", "A value is wrong."
    NO_STATS = "NO_STATS", "No one has started the series yet, so there is nothing to export."
    CONFLICT = "CONFLICT", "The request contradicts existing data."
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED", "The request is larger than a limit allows."
    FORBIDDEN = "FORBIDDEN", "The token lacks the scope that this field needs."
    NOT_CANCELABLE = "NOT_CANCELABLE", "The job has already ended."
    NOT_UNDOABLE = "NOT_UNDOABLE", "This bulk action cannot be undone."


class RequestErrorCode(_PublicCode):
    """The public codes of errors that no payload contains: of whole requests, and of failures of the server."""

    PARSE_FAILED = "GRAPHQL_PARSE_FAILED", "The GraphQL document has a syntax error."
    VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED", "The GraphQL document does not fit the schema."
    UNAUTHENTICATED = "UNAUTHENTICATED", "The request has no valid token."
    PERSISTED_QUERY_NOT_FOUND = (
        "PERSISTED_QUERY_NOT_FOUND",
        "No document with this hash is stored: send its text together with the hash.",
    )
    DOCUMENT_NOT_TRUSTED = "DOCUMENT_NOT_TRUSTED", "The server runs only trusted documents, and this is none of them."
    RATE_LIMITED = "RATE_LIMITED", "Too many requests, or too expensive ones: try again after `Retry-After`."
    UNAVAILABLE = "UNAVAILABLE", "The server cannot answer now: try again."
    INTERNAL = "INTERNAL", "A bug. The server's log has the details under the id of the request."
    EXPIRED = "EXPIRED", "The link to an export has expired."
    CANCELED = "CANCELED", "The export of a link was canceled."


UNAVAILABLE = RequestErrorCode.UNAVAILABLE  # the public code of temporary failures
NO_ANSWER = "The database does not answer: try again."


class MilepostError(Exception):
    """Base of all errors raised on purpose. The message is one sentence for the person who reads it.

    `logged` replaces a message in the log that may quote personal data.
    """

    def __init__(self, message: str = "", *, logged: str | None = None) -> None:
        super().__init__(message)
        self.logged = logged


class InvalidSetting(MilepostError):
    """A setting, or the object it points at, is unusable. The message names the setting and says what to do."""


class Unavailable(MilepostError):
    """A required server does not respond."""


class Busy(Unavailable):
    """All connections to a required server are in use, or no new one is opened in time."""


class Interrupted(MilepostError):
    """The process to which a request was forwarded ended before its response began."""


class Changed(MilepostError):
    """The data changed while it was read, so all of it must be read again."""


class MailRefused(MilepostError):
    """The mail server refused the mail permanently, or the mail cannot be created. A retry is pointless."""


class MailDeferred(MilepostError):
    """The mail server refused the mail temporarily. A retry may succeed."""


class MailUncertain(MilepostError):
    """The mail was sent, but the mail server did not say whether it accepted it."""


class Refused(MilepostError):
    """The caller can correct the request. `path` leads to the input field, from the root of the input."""

    code: ClassVar[str]

    def __init__(self, message: str, path: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.path = path

    @property
    def sentence(self) -> str:
        """The message, which begins with the name of the field if it does not contain it otherwise."""
        field = next((part for part in reversed(self.path) if not part.isdigit()), None)
        return self.message if field is None or f"`{field}`" in self.message else f"`{field}`: {self.message}"


class Invalid(Refused):
    code = ErrorCode.INVALID


class NotFound(Refused):
    code = ErrorCode.NOT_FOUND


class Conflict(Refused):
    code = ErrorCode.CONFLICT


class LimitExceeded(Refused):
    code = ErrorCode.LIMIT_EXCEEDED


class OperationTooLarge(LimitExceeded):
    """The operation uses more than it may. All that it does afterwards raises it, too, so the whole operation ends."""


class TooManyObjects(OperationTooLarge):
    """The request loads more objects than it may."""


class ResponseTooLarge(OperationTooLarge):
    """The response has more characters than it may."""


class NoStats(Refused):
    code = ErrorCode.NO_STATS


class NotCancelable(Refused):
    code = ErrorCode.NOT_CANCELABLE


class NotUndoable(Refused):
    code = ErrorCode.NOT_UNDOABLE


class Forbidden(Refused):
    code = ErrorCode.FORBIDDEN


class Unauthenticated(Refused):
    code = RequestErrorCode.UNAUTHENTICATED


class PersistedQueryNotFound(Refused):
    code = RequestErrorCode.PERSISTED_QUERY_NOT_FOUND


class DocumentNotTrusted(Refused):
    code = RequestErrorCode.DOCUMENT_NOT_TRUSTED


class RateLimited(Refused):
    """The client sends more than it may. `kind` names the limit. After `retry_after` seconds a retry may succeed."""

    code = RequestErrorCode.RATE_LIMITED

    def __init__(self, message: str, retry_after: float, kind: str) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.kind = kind


def reason_of(error: BaseException) -> str:
    """Returns why a server cannot be reached: the message of the operating system if a system call failed."""
    cause = error.__context__ if isinstance(error.__context__, OSError) else error
    number = cause.errno if isinstance(cause, OSError) else None
    # Negative numbers come from host name look-ups, which have their own messages.
    return os.strerror(number) if number and number > 0 else str(cause).rstrip(".")


def internal_error_message(request_id: str) -> str:
    """Returns the message for clients about a bug. The log has the details under the same request id."""
    return f"An internal error occurred. Quote the request id {request_id} when you report it."


def loggable(error: BaseException) -> str:
    """Returns the class of an error and the cause, for the log, where no values of people's data may stand.

    The messages of most errors can quote such values: those of PostgreSQL quote rows, those of Refused the input.
    """
    if isinstance(error, MilepostError) and error.logged is not None:
        detail = error.logged
    elif isinstance(error, (Unavailable, InvalidSetting, Changed)):
        detail = str(error)
    elif isinstance(error, Refused):
        detail = error.code
    elif isinstance(error, OSError) or isinstance(error.__context__, OSError):
        detail = reason_of(error)
    else:
        detail = getattr(error, "sqlstate", None) or ""
    return f"{type(error).__name__}: {detail}".removesuffix(": ")


def outage_message(error: Exception) -> str:
    """Returns the message for clients when the database cannot be used."""
    return "All database connections are in use: try again." if isinstance(error, Busy) else NO_ANSWER
