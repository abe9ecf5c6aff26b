"""Selections as texts that clients keep: signed, and self-contained.

A text names a figure or list with its scope and filter. It is signed with a key of the workspace, so it works in no
other one. It is not encrypted: it contains nothing that the client has not sent or received with the figure.
"""

import hmac
import zlib
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import Any, cast

import msgspec
from itsdangerous import BadData, Signer
from itsdangerous.encoding import base64_decode, base64_encode

from core.errors import Invalid, LimitExceeded
from core.people_filters import Selection

LONGEST = 4_096  # characters of a text
_PLAIN = 200  # bytes; compression makes a shorter text longer

Keys = Sequence[bytes]  # of a workspace, the oldest first. The last one signs, and all are accepted


def written(keys: Keys, workspace_id: int, selection: Selection) -> str:
    """The text of a selection. Raises LimitExceeded if its filter is too long."""
    content = msgspec.json.encode(_given(selection))
    payload = base64_encode(zlib.compress(content) if len(content) > _PLAIN else content)
    text = _signed(keys[-1], workspace_id, payload).decode()
    if len(text) > LONGEST:
        raise LimitExceeded(
            f"The selection would have {len(text):,} characters, and at most {LONGEST:,} are allowed: use fewer or "
            "shorter conditions, or fewer ids, in the filter of this figure or list, or fewer rows of a breakdown or "
            "routes."
        )
    return text


def read(keys: Keys, workspace_id: int, text: str) -> Selection:
    """The selection of a text. Raises Invalid for any text that was not written for this workspace."""
    given = text[: LONGEST + 1].encode("utf-8", "surrogatepass")
    payload = given.rpartition(b".")[0]
    # Compared as a whole: several texts decode to the same signature.
    if not any(hmac.compare_digest(_signed(key, workspace_id, payload), given) for key in keys):
        raise _invalid()
    try:
        content = base64_decode(payload)
        plain = content if content.startswith(b"{") else zlib.decompress(content)
        return msgspec.json.decode(plain, type=Selection)
    except (BadData, zlib.error, msgspec.MsgspecError):  # written by a release with other selections
        raise _invalid() from None


def _invalid() -> Invalid:
    return Invalid("The text is not a selection of this workspace: use the `selection` of a response.", ("selection",))


def _signed(key: bytes, workspace_id: int, payload: bytes) -> bytes:
    return Signer(key, salt=f"selection {workspace_id}", digest_method=sha256).sign(payload)


def _given(value: Any) -> Any:
    """A value without the fields that have their defaults."""
    if is_dataclass(value):
        given = {field.name: (getattr(value, field.name), field.default) for field in fields(value)}
        return {name: _given(each) for name, (each, default) in given.items() if each != default}
    if isinstance(value, tuple):
        return [_given(each) for each in cast("tuple[Any, ...]", value)]
    return value
