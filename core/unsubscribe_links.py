"""Signed links with which people unsubscribe from e-mail."""

from dataclasses import dataclass

import msgspec
from itsdangerous import BadSignature, URLSafeSerializer

_SALT = "unsubscribe"
# Characters, far more than a genuine token has. A payload may be compressed, and is unpacked before it is verified.
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Unsubscribing:
    """The person who unsubscribes, and the bulk action whose message has the link."""

    workspace_id: int
    action_id: int
    person_id: int


def unsubscribe_token(link_key: bytes, who: Unsubscribing) -> str:
    """The last part of a link. It does not expire: a mail may be opened years later."""
    return _signer(link_key).dumps([who.workspace_id, who.action_id, who.person_id])


def unverified(token: str) -> Unsubscribing | None:
    """The person that a token names, to find the key for `is_genuine`. None if it cannot be read."""
    if len(token) > _LONGEST:
        return None
    _, payload = _signer(b"").loads_unsafe(token)
    try:
        numbers = msgspec.convert(payload, tuple[int, int, int])
    except msgspec.ValidationError:
        return None
    return Unsubscribing(*numbers) if all(0 < number < 1 << 63 for number in numbers) else None


def is_genuine(token: str, link_key: bytes) -> bool:
    """Whether the token was signed with this key."""
    try:
        _signer(link_key).loads(token)
    except BadSignature:
        return False
    return True


def _signer(link_key: bytes) -> URLSafeSerializer:
    return URLSafeSerializer(link_key, salt=_SALT)
