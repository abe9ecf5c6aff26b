"""Links by which people tell that they want no more e-mail: each names a person, and cannot be made by others."""

from dataclasses import dataclass

import msgspec
from itsdangerous import BadSignature, URLSafeSerializer

_SALT = "unsubscribe"


@dataclass(frozen=True, slots=True)
class Unsubscribing:
    """Who wants no more e-mail, and by the link in which bulk action's message they say so."""

    workspace_id: int
    action_id: int
    person_id: int


def unsubscribe_token(link_key: bytes, who: Unsubscribing) -> str:
    """What a link ends in. It does not expire: a mail may be found years later."""
    return _signer(link_key).dumps([who.workspace_id, who.action_id, who.person_id])


def unverified(token: str) -> Unsubscribing | None:
    """Whom a token names, if it names anybody: to find the key by which it is to be verified."""
    _, payload = _signer(b"").loads_unsafe(token)
    try:
        numbers = msgspec.convert(payload, tuple[int, int, int])
    except msgspec.ValidationError:
        return None
    return Unsubscribing(*numbers) if all(0 < number < 1 << 63 for number in numbers) else None


def is_genuine(token: str, link_key: bytes) -> bool:
    """Whether the token was made with this key."""
    try:
        _signer(link_key).loads(token)
    except BadSignature:
        return False
    return True


def _signer(link_key: bytes) -> URLSafeSerializer:
    return URLSafeSerializer(link_key, salt=_SALT)
