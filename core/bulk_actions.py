"""Bulk actions."""

from enum import StrEnum


class BulkActionKind(StrEnum):
    """What a bulk action does to each selected person."""

    TAG = "TAG"
    UNTAG = "UNTAG"
    MESSAGE = "MESSAGE"

    @property
    def inverse(self) -> "BulkActionKind | None":
        """The kind that undoes this one. None if it cannot be undone."""
        return _INVERSES.get(self)


_INVERSES = {BulkActionKind.TAG: BulkActionKind.UNTAG, BulkActionKind.UNTAG: BulkActionKind.TAG}
