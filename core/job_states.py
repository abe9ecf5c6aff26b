"""How far something is that is worked on after the request that asked for it."""

from enum import StrEnum


class JobStatus(StrEnum):
    """How far a bulk action or an export is."""

    PENDING = "PENDING"
    IN_PROGRESS = "IN_PROGRESS"
    COMPLETED = "COMPLETED"
    NO_DATA = "NO_DATA"
    FAILED = "FAILED"
    CANCELED = "CANCELED"
    EXPIRED = "EXPIRED"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will be done."""
        return self not in (JobStatus.PENDING, JobStatus.IN_PROGRESS)
