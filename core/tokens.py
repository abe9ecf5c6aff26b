"""The rules for new tokens: their names, scopes and expiry, and the rotation of older ones."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from core.errors import Invalid
from core.texts import check_text
from core.viewer import BOOTSTRAP_NAME, Scope

COMMAND_LINE: Final = "command line"  # the name by which the audit log knows the operator
USUAL_OVERLAP = timedelta(hours=1)
MOST_OVERLAP = timedelta(days=30)

# The audit log names whoever changed something by the name of the token: no other token may have these.
_RESERVED = {BOOTSTRAP_NAME, COMMAND_LINE}


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """A token to create. One that rotates another takes its name, scopes and expiry from it if they are None."""

    name: str | None
    scopes: tuple[Scope, ...] | None
    expires_at: datetime | None = None
    rotates: int | None = None  # the id of the token that it replaces
    overlap: timedelta | None = None  # for which both are valid


def check_token_request(request: TokenRequest, now: datetime) -> None:
    """Raises Invalid, with the path of the field, for a request that breaks a rule."""
    if request.rotates is None:
        _check_given(request)
    if request.name is not None:
        _check_name(request.name)
    if request.scopes == ():
        raise Invalid("`scopes` must have at least one scope.", ("scopes",))
    if request.expires_at is not None and request.expires_at <= now:
        raise Invalid("`expiresAt` must be in the future.", ("expiresAt",))
    _check_overlap(request)


def _check_given(request: TokenRequest) -> None:
    for field, value in (("name", request.name), ("scopes", request.scopes)):
        if value is None:
            raise Invalid(f"`{field}` is required without `rotates`.", (field,))


def _check_name(name: str) -> None:
    check_text(name, "name")
    if not name.strip() or not name.isprintable():
        raise Invalid("`name` must not consist of spaces, or contain line breaks or control characters.", ("name",))
    if name.strip().casefold() in _RESERVED:
        raise Invalid(f"The name {name!r} is reserved for the audit log: choose another.", ("name",))


def _check_overlap(request: TokenRequest) -> None:
    if request.overlap is None:
        return
    if request.rotates is None:
        raise Invalid("`overlapMinutes` is allowed only with `rotates`.", ("overlapMinutes",))
    if not timedelta() <= request.overlap <= MOST_OVERLAP:
        most = MOST_OVERLAP // timedelta(minutes=1)
        raise Invalid(f"`overlapMinutes` must be 0 to {most:,}.", ("overlapMinutes",))
