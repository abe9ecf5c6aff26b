"""Which engagement each kind of content is expected to have. Other kinds are shown only if they occur."""

from functools import cache

from core.definitions import BlockKind
from core.figures import EngagementKind as E

_DELIVERED = (E.RECEIVED, E.GOAL_HIT)
_PLAUSIBLE: dict[BlockKind, tuple[E, ...]] = {
    BlockKind.EMAIL: (
        E.OPENED, E.CLICKED, E.REPLIED, E.UNSUBSCRIBED, E.HARD_BOUNCED, E.SOFT_BOUNCED, E.MARKED_SPAM, E.FAILED,
    ),
    BlockKind.CHAT: (E.OPENED, E.CLICKED, E.REPLIED, E.COLLECTED_EMAIL),
    BlockKind.POST: (E.OPENED, E.CLICKED, E.REPLIED, E.REACTED),
    BlockKind.PUSH: (E.OPENED, E.FAILED),
    BlockKind.SMS: (E.KEYWORD_REPLIED, E.UNSUBSCRIBED, E.FAILED),
    BlockKind.WHATSAPP: (E.OPENED, E.REPLIED, E.FAILED),
    BlockKind.BANNER: (E.CLICKED, E.REACTED, E.COLLECTED_EMAIL, E.DISMISSED),
    BlockKind.CAROUSEL: (E.COMPLETED, E.DISMISSED, E.BUTTON_TAPPED, E.SCREEN_VIEWED, E.PERMISSION_GRANTED),
    BlockKind.TOUR: (E.COMPLETED, E.DISMISSED, E.STEP_VIEWED, E.STEP_FAILED),
    BlockKind.SURVEY: (E.CLICKED, E.COMPLETED, E.DISMISSED, E.ANSWERED),
    BlockKind.BOT: (E.REPLIED, E.COMPLETED, E.COLLECTED_EMAIL),
    BlockKind.CHECKLIST: (E.CLICKED, E.COMPLETED),
    BlockKind.TOOLTIP: (E.OPENED, E.DISMISSED),
    BlockKind.NEWS: (E.OPENED, E.CLICKED, E.REACTED),
}  # fmt: skip


@cache
def plausible_engagement(kind: BlockKind) -> frozenset[E]:
    """The engagement expected at a block of this kind. Empty if the block has no content."""
    return frozenset((*_DELIVERED, *_PLAUSIBLE[kind])) if kind in _PLAUSIBLE else frozenset()
