"""The request that runs now, for code that does not know HTTP: its id, its operation, and its statements."""

import secrets
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import time_ns

MOST_NAME_CHARACTERS = 100  # of the name of an operation


def new_request_id() -> str:
    """Returns 32 hexadecimal digits: the time in milliseconds, then random ones. Later ids sort after earlier ones."""
    return f"{time_ns() // 1_000_000:012x}{secrets.token_hex(10)}"


@dataclass(slots=True)
class CurrentRequest:
    """`statements` counts SQL statements, without those that only begin, end or configure a transaction."""

    request_id: str = field(default_factory=new_request_id)
    statements: int = 0
    operation_type: str | None = None
    operation_name: str | None = None


# Tasks inherit it. A task that works for several requests must be created in an empty context.
CURRENT_REQUEST: ContextVar[CurrentRequest | None] = ContextVar("current_request", default=None)


def current_request_id() -> str:
    """Returns the id of the current request, or a new one outside of requests."""
    current = CURRENT_REQUEST.get()
    return new_request_id() if current is None else current.request_id


def count_statement() -> None:
    """Adds one to the statements of the current request, if there is one."""
    current = CURRENT_REQUEST.get()
    if current is not None:
        current.statements += 1


def note_operation(type_: str, name: str | None) -> None:
    """Stores which operation of its document the current request executes, if there is a request."""
    current = CURRENT_REQUEST.get()
    if current is not None:
        current.operation_type = type_
        current.operation_name = name and name[:MOST_NAME_CHARACTERS]
