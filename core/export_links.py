"""Signed links to exports. A link names the export and when it expires, and needs no token."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from itsdangerous import URLSafeSerializer

_SALT = "export"
_LONGEST = 500  # characters, far more than a genuine link has


class LinkableExport(Protocol):
    """What a link is made of. `expires_at` is None until there is an archive."""

    @property
    def id(self) -> int: ...
    @property
    def link_base(self) -> str: ...
    @property
    def link_key(self) -> bytes: ...
    @property
    def expires_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class LinkedExport:
    """The export that a link names. Not to be trusted before `is_genuine`."""

    workspace_id: int
    export_id: int


def export_link(workspace_id: int, export: LinkableExport) -> str | None:
    """The URL of an export's archive. None until there is one."""
    signed = _signed(workspace_id, export)
    return f"{export.link_base}/exports/{signed}" if signed else None


def linked_export(signed: str) -> LinkedExport | None:
    """The export that the last part of a link names. None if it cannot be read."""
    if len(signed) > _LONGEST or signed.startswith("."):  # marks a compressed payload, which genuine links do not have
        return None
    claims: Any = _serializer(b"").loads_unsafe(signed)[1]
    match claims:
        case [int(workspace_id), int(export_id), int()] if _is_id(workspace_id) and _is_id(export_id):
            return LinkedExport(workspace_id, export_id)
        case _:
            return None


def is_genuine(signed: str, workspace_id: int, export: LinkableExport) -> bool:
    """Whether the last part of a link is exactly the one that was issued for this export."""
    expected = _signed(workspace_id, export) or ""
    return bool(expected) and hmac.compare_digest(signed.encode("utf-8", "surrogatepass"), expected.encode())


def _signed(workspace_id: int, export: LinkableExport) -> str | None:
    if export.expires_at is None:
        return None
    return _serializer(export.link_key).dumps([workspace_id, export.id, int(export.expires_at.timestamp())])


def _serializer(key: bytes) -> URLSafeSerializer:
    return URLSafeSerializer(key, _SALT)


def _is_id(number: int) -> bool:
    return 0 < number < 1 << 63
