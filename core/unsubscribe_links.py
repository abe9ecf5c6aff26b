"""Signed links with which people unsubscribe from e-mail."""

from typing import Annotated

import msgspec
from itsdangerous import BadSignature, URLSafeSerializer
from msgspec import Meta

_SALT = "unsubscribe"
# Characters, far more than a genuine token has. A payload may be compressed, and is unpacked before it is verified.
_LONGEST = 500
_Id = Annotated[int, Meta(gt=0, le=(1 << 63) - 1)]


class Unsubscribing(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """The person who unsubscribes, the bulk action whose message has the link, and the inbox that it was sent to.

    The inbox is the SHA-256 of the normal form of its address. Links of earlier releases do not contain it.
    """

    workspace_id: _Id
    action_id: _Id
    person_id: _Id
    inbox: bytes | None = None


def unsubscribe_token(link_key: bytes, who: Unsubscribing) -> str:
    """The last part of a link. It does not expire: a mail may be opened years later."""
    return _signer(link_key).dumps(msgspec.to_builtins(who))


def unverified(token: str) -> Unsubscribing | None:
    """The person that a token names, to find the key for `is_genuine`. None if it cannot be read."""
    if len(token) > _LONGEST:
        return None
    _, payload = _signer(b"").loads_unsafe(token)
    try:
        return msgspec.convert(payload, Unsubscribing)
    except msgspec.ValidationError:
        return None


def is_genuine(token: str, link_key: bytes) -> bool:
    """Whether the token was signed with this key."""
    try:
        _signer(link_key).loads(token)
    except BadSignature:
        return False
    return True


def _signer(link_key: bytes) -> URLSafeSerializer:
    return URLSafeSerializer(link_key, salt=_SALT)
