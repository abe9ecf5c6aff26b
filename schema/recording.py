"""The mutation that reports events."""

from datetime import datetime
from typing import Annotated

import strawberry

from core.errors import ErrorCode, Refused
from core.events import EventType, PathCondition
from core.viewer import Scope
from resolvers import events
from schema.info import Info
from schema.payloads import UserError, user_errors
from schema.permissions import field
from schema.scalars import JSON


@strawberry.input(
    description="Something that happened. Everything is named by your own keys. The same id counts once, in whatever "
    "order and however often it is sent."
)
class EventInput:
    """Texts have 1 to 500 characters; `reason` and `url` up to 10,000."""

    id: str = strawberry.field(description="Your own identifier of the event, unique in the workspace.")
    type: EventType = strawberry.field(description="What happened.")
    at: datetime = strawberry.field(description="When it happened; in the future it counts from then on.")
    series: str = strawberry.field(description="The key of the series.")
    person: str = strawberry.field(description="Your own id of the person, who is made when not known yet.")
    entry: str | None = strawberry.field(
        default=None,
        description="Which pass of the person through the series: a name unique in the series. Left out: the person's "
        "only pass, named by the person's id. The name of another person's pass is a CONFLICT.",
    )
    company: str | None = strawberry.field(
        default=None, description="Your own id of the company for which the person is in the series."
    )
    block: str | None = strawberry.field(
        default=None,
        description="The key of the block: needed by BLOCK_* and by engagement, possible for GOAL_HIT and the ends.",
    )
    waits_until: datetime | None = strawberry.field(
        default=None, description="BLOCK_REACHED: how long they will be held. Of several the latest counts."
    )
    along: PathCondition | None = strawberry.field(
        default=None, description="BLOCK_LEFT: under which condition. MATCHED and NOT_MATCHED also decide `matched`."
    )
    variant: str | None = strawberry.field(default=None, description="BLOCK_LEFT along VARIANT: the arm of the SPLIT.")
    reason: str | None = strawberry.field(default=None, description="ENTRY_DISENGAGED and FAILED: why.")
    receipt: str | None = strawberry.field(
        default=None, description="Engagement: your own id of one delivery to one person."
    )
    url: str | None = strawberry.field(default=None, description="CLICKED: what was clicked.")
    detail: JSON | None = strawberry.field(default=None, description="Anything else worth keeping.")


@strawberry.input(description="Events to record; at most 10,000 at once. For more there is POST /events.")
class RecordEventsInput:
    """Each event stands by itself."""

    events: list[EventInput] = strawberry.field(description="In any order.")


@strawberry.type(description="An event that was not taken, and why. The others were.")
class RejectedEvent:
    """Sending it again is pointless until it is corrected."""

    index: int = strawberry.field(description="Its place in the input, from 0.")
    id: str | None = strawberry.field(description="Its id.")
    code: ErrorCode = strawberry.field(description="Why, for programs.")
    message: str = strawberry.field(description="Why, in a sentence.")


@strawberry.type(description="What became of the events: accepted + duplicates + rejected is all of them.")
class RecordEventsPayload:
    """Safe to send again after a failure."""

    accepted: int = strawberry.field(description="Recorded now.")
    duplicates: int = strawberry.field(description="Known before, or repeated in the input.")
    rejected: list[RejectedEvent] = strawberry.field(description="Not recorded, each with its reason.")
    user_errors: list[UserError] = strawberry.field(description="Why nothing at all was recorded; usually empty.")


@field(needs=Scope.INGEST, description="Record what happened.")
async def record_events(
    info: Info,
    input: Annotated[RecordEventsInput, strawberry.argument(description="The events.")],  # noqa: A002 - the contract's word
) -> RecordEventsPayload:
    """Usable events are recorded; the others are said with their reasons."""
    try:
        recorded = await events.record_events(info.context, input.events)
    except Refused as refusal:
        return RecordEventsPayload(accepted=0, duplicates=0, rejected=[], user_errors=user_errors([refusal]))
    return RecordEventsPayload(
        accepted=recorded.accepted,
        duplicates=recorded.duplicates,
        rejected=[
            RejectedEvent(index=row.place, id=row.id, code=ErrorCode(row.code), message=row.message)
            for row in recorded.rejections
        ],
        user_errors=[],
    )
