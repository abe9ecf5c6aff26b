"""What can be done to many people at once."""

from enum import StrEnum


class BulkActionKind(StrEnum):
    """What is done to each of the people."""

    TAG = "TAG"
    UNTAG = "UNTAG"
    MESSAGE = "MESSAGE"

    @property
    def inverse(self) -> "BulkActionKind | None":
        """What takes it back; None where nothing can."""
        return _INVERSES.get(self)


_INVERSES = {BulkActionKind.TAG: BulkActionKind.UNTAG, BulkActionKind.UNTAG: BulkActionKind.TAG}
