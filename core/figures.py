"""The kinds of figures, and the arithmetic on counts."""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt


class CountUnit(StrEnum):
    """What is counted: distinct people, or their entries."""

    PEOPLE = "PEOPLE"
    ENTRIES = "ENTRIES"


class OutcomeKind(StrEnum):
    """The six headline figures, in the order they are shown."""

    STARTED = "STARTED"
    IN_PROGRESS = "IN_PROGRESS"
    FINISHED = "FINISHED"
    DISENGAGED = "DISENGAGED"
    EXITED = "EXITED"
    GOAL_HIT = "GOAL_HIT"


class VisitState(StrEnum):
    """The state of a visit."""

    WAITING = "WAITING"
    PENDING = "PENDING"
    TRYING_TO_MATCH = "TRYING_TO_MATCH"
    RECEIVED = "RECEIVED"
    MOVED_ON = "MOVED_ON"
    FINISHED = "FINISHED"
    DISENGAGED = "DISENGAGED"
    EXITED = "EXITED"


class EngagementKind(StrEnum):
    """What people do with delivered content, and what happens to the delivery."""

    RECEIVED = "RECEIVED"
    OPENED = "OPENED"
    CLICKED = "CLICKED"
    REPLIED = "REPLIED"
    REACTED = "REACTED"
    COMPLETED = "COMPLETED"
    DISMISSED = "DISMISSED"
    ANSWERED = "ANSWERED"
    COLLECTED_EMAIL = "COLLECTED_EMAIL"
    UNSUBSCRIBED = "UNSUBSCRIBED"
    HARD_BOUNCED = "HARD_BOUNCED"
    SOFT_BOUNCED = "SOFT_BOUNCED"
    MARKED_SPAM = "MARKED_SPAM"
    FAILED = "FAILED"
    BUTTON_TAPPED = "BUTTON_TAPPED"
    SCREEN_VIEWED = "SCREEN_VIEWED"
    STEP_VIEWED = "STEP_VIEWED"
    STEP_FAILED = "STEP_FAILED"
    PERMISSION_GRANTED = "PERMISSION_GRANTED"
    KEYWORD_REPLIED = "KEYWORD_REPLIED"
    GOAL_HIT = "GOAL_HIT"


@dataclass(frozen=True, slots=True)
class PercentageInterval:
    """Two percentages, 0 to 100."""

    low: float
    high: float


def percentage(count: int, base: int) -> float | None:
    """100 * count / base. None if base is 0."""
    return 100 * count / base if base else None


def wilson_interval(count: int, base: int) -> PercentageInterval | None:
    """The 95 % interval of a share, in percent. None if base is 0 or count exceeds base.

    Wilson, E. B. (1927): Probable inference, the law of succession, and statistical inference. JASA 22, 209-212.
    """
    if not 0 <= count <= base or base == 0:
        return None
    z = 1.959963984540054  # the 97.5th percentile of the normal distribution
    share = count / base
    middle = share + z * z / (2 * base)
    spread = z * sqrt(share * (1 - share) / base + z * z / (4 * base * base))
    scale = 1 + z * z / base
    low = 0.0 if count == 0 else (middle - spread) / scale
    high = 1.0 if count == base else (middle + spread) / scale
    return PercentageInterval(100 * low, 100 * high)
