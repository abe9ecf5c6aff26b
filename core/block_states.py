"""Which states a visit of each kind of block can be in."""

from functools import cache

from core.definitions import BlockKind
from core.figures import VisitState

_OPEN = {
    BlockKind.WAIT: {VisitState.WAITING},
    BlockKind.RULE: {VisitState.PENDING, VisitState.TRYING_TO_MATCH},
}
_CONTENT = {VisitState.PENDING, VisitState.RECEIVED}
_OTHER = {VisitState.PENDING}
_ENDED = {VisitState.MOVED_ON, VisitState.FINISHED, VisitState.DISENGAGED, VisitState.EXITED}


@cache
def possible_states(kind: BlockKind) -> tuple[VisitState, ...]:
    """The states that can occur at this kind of block, in the order of VisitState."""
    possible = _ENDED | _OPEN.get(kind, _CONTENT if kind.is_content else _OTHER)
    return tuple(state for state in VisitState if state in possible)
