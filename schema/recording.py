"""Recording events: `recordEvents`."""

from datetime import datetime
from typing import Annotated

import strawberry

from core.errors import ErrorCode, Refused
from core.events import EventType, PathCondition
from core.list_bounds import MOST_EVENTS
from core.viewer import Scope
from resolvers import events
from schema.cost.declared import sized, sized_by
from schema.errors import shortened
from schema.info import Info
from schema.list_bounds import at_most
from schema.payloads import UserError, user_errors
from schema.permissions import field
from schema.scalars import JSON


@strawberry.input(
    description="Something that happened. Series, people and blocks are named by your own keys. Events with the same "
    "id count once, in whatever order and however often they are sent. Texts have 1 to 500 characters, `reason` and "
    "`url` up to 10,000."
)
class EventInput:
    id: str = strawberry.field(description="Your own id of the event, unique in the workspace.")
    type: EventType = strawberry.field(description="What happened.")
    at: datetime = strawberry.field(description="When it happened. An event in the future counts from that instant on.")
    series: str = strawberry.field(description="The key of the series.")
    person: str = strawberry.field(description="Your own id of the person. Created if missing.")
    entry: str | None = strawberry.field(
        default=None,
        description="Your own key of the person's pass through the series, unique in the series. Default: the person's "
        "id, for the only pass of the person. The key of another person's pass is a CONFLICT.",
    )
    company: str | None = strawberry.field(
        default=None, description="Your own id of the company for which the person is in the series."
    )
    block: str | None = strawberry.field(
        default=None,
        description="The key of the block. Required for BLOCK_* and engagement; optional for GOAL_HIT, ENTRY_FINISHED, "
        "ENTRY_DISENGAGED and ENTRY_EXITED.",
    )
    waits_until: datetime | None = strawberry.field(
        default=None, description="BLOCK_REACHED: until when the person is held. Of several values, the latest counts."
    )
    along: PathCondition | None = strawberry.field(
        default=None, description="BLOCK_LEFT: the condition of the path. MATCHED and NOT_MATCHED also set `matched`."
    )
    variant: str | None = strawberry.field(
        default=None, description="BLOCK_LEFT: the variant of the path. Required to count the path if it has one."
    )
    reason: str | None = strawberry.field(default=None, description="ENTRY_DISENGAGED and FAILED: the reason.")
    receipt: str | None = strawberry.field(
        default=None, description="Engagement: your own id of one delivery to one person."
    )
    url: str | None = strawberry.field(default=None, description="CLICKED: the address that was clicked.")
    detail: JSON | None = strawberry.field(
        default=None,
        description="Any further data, as JSON. Exports have columns for the keys `linkType`, `reaction`, `stepId`, "
        "`failedSelector`, `failureUrl`, `questionId`, `question`, `responseType` and `response`.",
    )


@strawberry.input(description="Events to record. `POST /events` takes more at once.")
class RecordEventsInput:
    events: list[EventInput] = strawberry.field(
        description="At most 10,000 events, in any order.", metadata=at_most(MOST_EVENTS)
    )


@strawberry.type(description="An event that was not recorded, with the reason.")
class RejectedEvent:
    index: int = strawberry.field(description="The index of the event in the input, from 0.")
    id: str | None = strawberry.field(description="The id of the event; null if it has none.")
    code: ErrorCode = strawberry.field(description="The reason as a code.")
    message: str = strawberry.field(description="The reason as a sentence.")


@strawberry.type(description="The result for all events: their number is accepted + duplicates + rejected.")
class RecordEventsPayload:
    accepted: int = strawberry.field(description="Number of events recorded.")
    duplicates: int = strawberry.field(
        description="Number of events that were recorded before or are repeated in the input."
    )
    rejected: list[RejectedEvent] = strawberry.field(description="The events that were not recorded.")
    user_errors: list[UserError] = strawberry.field(
        description="The errors for which no event was recorded at all; usually empty.", metadata=sized(1)
    )


@field(
    needs=Scope.INGEST,
    description="Record events. Invalid ones are rejected one by one; all others are recorded. Sending events again is "
    "safe.",
    metadata=sized_by("input.events", most=MOST_EVENTS),
)
async def record_events(
    info: Info,
    input: Annotated[RecordEventsInput, strawberry.argument(description="The events.")],  # noqa: A002 - the contract's word
) -> RecordEventsPayload:
    try:
        recorded = await events.record_events(info.context, input.events)
    except Refused as refusal:
        return RecordEventsPayload(accepted=0, duplicates=0, rejected=[], user_errors=user_errors([refusal]))
    return RecordEventsPayload(
        accepted=recorded.accepted,
        duplicates=recorded.duplicates,
        rejected=[
            RejectedEvent(index=row.place, id=row.id, code=ErrorCode(row.code), message=shortened(row.message))
            for row in recorded.rejections
        ],
        user_errors=[],
    )
