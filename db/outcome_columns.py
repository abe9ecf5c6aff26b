"""The columns of table `entry` for each outcome except IN_PROGRESS, which has no instant."""

from typing import LiteralString

from core.figures import OutcomeKind

# The instant of the outcome, and whether it is the person's first of the kind in the series.
OUTCOME_COLUMNS: dict[OutcomeKind, tuple[LiteralString, LiteralString]] = {
    OutcomeKind.STARTED: ("started_at", "is_first_start"),
    OutcomeKind.FINISHED: ("finished_at", "is_first_finish"),
    OutcomeKind.DISENGAGED: ("disengaged_at", "is_first_disengagement"),
    OutcomeKind.EXITED: ("exited_at", "is_first_exit"),
    OutcomeKind.GOAL_HIT: ("goal_hit_at", "is_first_goal"),
}
