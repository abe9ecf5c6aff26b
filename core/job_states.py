"""The status of background jobs."""

from enum import StrEnum


class JobStatus(StrEnum):
    """The status of a bulk action or an export."""

    PENDING = "PENDING"
    IN_PROGRESS = "IN_PROGRESS"
    COMPLETED = "COMPLETED"
    NO_DATA = "NO_DATA"
    FAILED = "FAILED"
    CANCELED = "CANCELED"
    EXPIRED = "EXPIRED"

    @property
    def has_ended(self) -> bool:
        """Whether the job has ended."""
        return self not in (JobStatus.PENDING, JobStatus.IN_PROGRESS)
