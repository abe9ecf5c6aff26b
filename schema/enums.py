"""The enums of the schema, with a description of each value."""

from enum import EnumMeta
from typing import TypeVar

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

from core.definitions import BlockKind, SeriesStatus
from core.events import EventType, PathCondition
from core.figures import CountUnit, EngagementKind, OutcomeKind, VisitState
from core.job_states import JobStatus
from core.people_filters import AttributeOperator
from core.person_orders import PersonOrderField
from core.stats_scope import Clock
from core.trends import Interval
from core.viewer import Scope
from core.visit_orders import OrderDirection, VisitOrderField

E = TypeVar("E", bound=EnumMeta)


def described(enum: E, description: str, **values: str) -> E:
    """Add `enum` to the schema, with a description of the enum and of each value."""
    strawberry.enum(enum, description=description)
    definition: StrawberryEnumDefinition = getattr(enum, "__strawberry_definition__")  # noqa: B009 - strawberry put it there
    for value in definition.values:
        value.description = values.pop(value.name)
    assert not values, f"{enum.__name__} has no {', '.join(values)}"  # noqa: S101 - a mistake in the call, found at start-up
    return enum


described(
    SeriesStatus,
    "Status of a series.",
    DRAFT="Being built; no one moves through it yet.",
    LIVE="People can enter and move through it.",
    PAUSED="No one moves through it until it continues.",
    ARCHIVED="Ended; its figures are kept.",
)
described(
    BlockKind,
    "What a block does.",
    RULE="Lets people continue if they match, at once or within a time.",
    WAIT="Holds people for a time.",
    TAG="Tags people.",
    WEBHOOK="Calls another system.",
    SPLIT="Divides people between variants.",
    EMAIL="Content: an e-mail.",
    CHAT="Content: a chat message.",
    POST="Content: a post.",
    PUSH="Content: a push notification.",
    SMS="Content: a text message.",
    WHATSAPP="Content: a WhatsApp message.",
    BANNER="Content: a banner.",
    CAROUSEL="Content: a carousel of screens.",
    TOUR="Content: a product tour.",
    SURVEY="Content: a survey.",
    BOT="Content: a bot.",
    CHECKLIST="Content: a checklist.",
    TOOLTIP="Content: a tooltip.",
    NEWS="Content: a news item.",
)
described(
    PathCondition,
    "The condition under which people leave a block along a path.",
    MATCHED="The person matched the block's rule.",
    NOT_MATCHED="The person did not match the block's rule in time.",
    DELIVERED="The block's content was delivered.",
    NOT_ONLINE="The person was not online in time to receive the content.",
    NEXT="Unconditional: everyone continues.",
    VARIANT="The person was assigned this variant of a SPLIT.",
)
described(
    EventType,
    "What happened. ENTRY_* and GOAL_HIT concern the whole entry, BLOCK_* a visit of a block; all others are "
    "engagement with a block's content.",
    ENTRY_STARTED="The entry started. It counts once this is known.",
    BLOCK_REACHED="The person reached the block. Requires `block`; `waitsUntil` is the instant until which they are "
    "held.",
    BLOCK_LEFT="The person moved on. Requires `block`; `along` is the condition of the path.",
    ENTRY_FINISHED="The entry reached the end of the series, at `block` if given.",
    ENTRY_DISENGAGED="The person stopped responding, at `block` if given, for `reason`.",
    ENTRY_EXITED="The person met an exit rule, at `block` if given. Without `block`, all open visits of the entry end.",
    GOAL_HIT="The person reached the goal, before or after the end of the entry, at `block` if given.",
    RECEIVED="The content was delivered.",
    OPENED="The person opened it.",
    CLICKED="The person clicked it, on `url` if given.",
    REPLIED="The person replied.",
    REACTED="The person reacted.",
    COMPLETED="The person completed it.",
    DISMISSED="The person dismissed it.",
    ANSWERED="The person answered a question; `detail` can describe it.",
    COLLECTED_EMAIL="The person left an e-mail address.",
    UNSUBSCRIBED="The person unsubscribed.",
    HARD_BOUNCED="Permanent delivery failure.",
    SOFT_BOUNCED="Temporary delivery failure.",
    MARKED_SPAM="The person marked it as spam.",
    FAILED="The delivery or call failed, for `reason`.",
    BUTTON_TAPPED="The person tapped a button.",
    SCREEN_VIEWED="The person viewed a screen of a carousel.",
    STEP_VIEWED="The person viewed a step of a tour.",
    STEP_FAILED="A step of a tour could not be shown.",
    PERMISSION_GRANTED="The person granted a permission.",
    KEYWORD_REPLIED="The person replied with a keyword.",
)
described(
    CountUnit,
    "What is counted.",
    PEOPLE="Distinct people. An outcome counts by the person's first one, a block by their latest visit.",
    ENTRIES="Entries; at a block, visits.",
)
described(
    Clock,
    "What a range is compared with.",
    EVENT_TIME="The instant of the event itself: of an outcome, or of reaching the block for a visit.",
    ENTRY_COHORT="The start of the entry: entries that started in the range count, with everything that happened to "
    "them up to `asOf`. People are counted by these entries alone: by the first with an outcome, or by the latest "
    "visit at a block. Percentages of outcomes are shares of the cohort. Without a range the same as EVENT_TIME.",
)
described(
    OutcomeKind,
    "A headline figure. Outcomes are not exclusive: a person can disengage and later hit the goal.",
    STARTED="Started the series.",
    IN_PROGRESS="Started, and neither finished, disengaged nor exited.",
    FINISHED="Reached the end of the series.",
    DISENGAGED="Stopped responding.",
    EXITED="Met an exit rule.",
    GOAL_HIT="Reached the goal, before or after the end.",
)
described(
    Interval,
    "The length of the buckets of a trend, in local time.",
    HOUR="An hour.",
    DAY="A day: 23 to 25 hours if the clocks change.",
    WEEK="A week, starting on Monday.",
    MONTH="A calendar month.",
)
described(
    VisitState,
    "The state of a visit. States are exclusive: the counts of all states of a block sum to `reached`.",
    WAITING="At a WAIT, until the time has passed.",
    PENDING="At the block, without any other state yet.",
    TRYING_TO_MATCH="At a RULE, with time left to match.",
    RECEIVED="At a content block whose content was delivered.",
    MOVED_ON="Left along a path.",
    FINISHED="Finished the series here.",
    DISENGAGED="Disengaged here.",
    EXITED="Exited the series while here.",
)
described(
    EngagementKind,
    "What people do with delivered content, and what happens to the delivery.",
    RECEIVED="It was delivered.",
    OPENED="It was opened.",
    CLICKED="It was clicked.",
    REPLIED="It was replied to.",
    REACTED="It was reacted to.",
    COMPLETED="It was completed.",
    DISMISSED="It was dismissed.",
    ANSWERED="A question was answered.",
    COLLECTED_EMAIL="The person left an e-mail address.",
    UNSUBSCRIBED="The person unsubscribed.",
    HARD_BOUNCED="Permanent delivery failure.",
    SOFT_BOUNCED="Temporary delivery failure.",
    MARKED_SPAM="It was marked as spam.",
    FAILED="The delivery failed.",
    BUTTON_TAPPED="A button was tapped.",
    SCREEN_VIEWED="A screen was viewed.",
    STEP_VIEWED="A step was viewed.",
    STEP_FAILED="A step could not be shown.",
    PERMISSION_GRANTED="A permission was granted.",
    KEYWORD_REPLIED="The person replied with a keyword.",
    GOAL_HIT="The goal was hit, at this block.",
)
described(
    AttributeOperator,
    "How an attribute is compared. Values of different JSON types are never equal, and have no order.",
    EQ="Equal to the value.",
    NE="Not equal to the value, or missing.",
    LT="Less than the value: numbers by size, texts by character.",
    LTE="Less than or equal to the value.",
    GT="Greater than the value.",
    GTE="Greater than or equal to the value.",
    IN="Equal to one of the values of a list.",
    CONTAINS="A text that contains the value, or a list that has it as an element.",
    EXISTS="Present (value true or null), or missing (value false).",
)
described(
    VisitOrderField,
    "The instant by which visits are ordered. Visits without it come last in either direction.",
    REACHED_AT="When the block was reached.",
    LEFT_AT="When the block was left.",
    WAITS_UNTIL="The instant until which the person is held.",
)
described(
    PersonOrderField,
    "What people are ordered by.",
    CREATED_AT="When the person was created.",
    NAME="The name, by character and ignoring case. People without a name come last in either direction.",
    EXTERNAL_ID="The external id, by character.",
    OUTCOME_AT="When the outcome happened: for entries, and for IN_PROGRESS, the start. Refused by `Query.people`.",
    BLOCK="The block that the entry has reached last by the scope's `asOf` (`Entry.lastBlock`), in the order of the "
    "definition. Entries that have reached no block come last in either direction. Refused by `Query.people`.",
)
described(
    OrderDirection,
    "The direction of an order.",
    ASC="Earliest first, from A to Z, or from the first block to the last.",
    DESC="Latest first, from Z to A, or from the last block to the first.",
)
described(
    Scope,
    "A permission of a token in its workspace.",
    READ="Read figures, lists and people.",
    ACT="Tag, untag and message people.",
    EXPORT="Request exports and the links to download them.",
    INGEST="Define series, and send people and events.",
    ADMIN="All of the above.",
)
described(
    JobStatus,
    "Status of a background job.",
    PENDING="Not started yet.",
    IN_PROGRESS="Running.",
    COMPLETED="Completed.",
    NO_DATA="Ended without a result, because there was no data.",
    FAILED="Ended by an error, stated in `error`.",
    CANCELED="Canceled.",
    EXPIRED="Completed, and the result is no longer available.",
)
