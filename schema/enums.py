"""The enums of the contract, each value described."""

from enum import EnumMeta
from typing import TypeVar

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

from core.definitions import BlockKind, SeriesStatus
from core.events import EventType, PathCondition
from core.figures import CountUnit, EngagementKind, OutcomeKind, VisitState
from core.people_filters import AttributeOperator
from core.stats_scope import Clock
from core.trends import Interval
from core.viewer import Scope
from core.visit_orders import OrderDirection, VisitOrderField

E = TypeVar("E", bound=EnumMeta)


def described(enum: E, description: str, **values: str) -> E:
    """Make `enum` part of the schema, with a description of itself and of each of its values."""
    strawberry.enum(enum, description=description)
    definition: StrawberryEnumDefinition = getattr(enum, "__strawberry_definition__")  # noqa: B009 - strawberry put it there
    for value in definition.values:
        value.description = values.pop(value.name)
    assert not values, f"{enum.__name__} has no {', '.join(values)}"  # noqa: S101 - a slip of ours, at start-up
    return enum


described(
    SeriesStatus,
    "Where a series is in its life.",
    DRAFT="Being built; nobody moves through it yet.",
    LIVE="People can enter and move through it.",
    PAUSED="Nobody moves until it goes on.",
    ARCHIVED="Over; its figures remain.",
)
described(
    BlockKind,
    "What a block does.",
    RULE="Lets people on when they match, at once or within a time.",
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
    "What must hold for somebody to leave a block along a path.",
    MATCHED="They matched the block's rule.",
    NOT_MATCHED="They did not match the block's rule in time.",
    DELIVERED="The block's content was delivered.",
    NOT_ONLINE="They were not online to receive it in time.",
    NEXT="Nothing: everybody goes on.",
    VARIANT="They were assigned this variant of a split.",
)
described(
    EventType,
    "What happened. ENTRY_* concern the whole pass, BLOCK_* a visit of a block, the others engagement at a block.",
    ENTRY_STARTED="The pass began. An entry counts once this is known.",
    BLOCK_REACHED="The block was reached. Needs `block`; `waitsUntil` says how long they will be held.",
    BLOCK_LEFT="They moved on. Needs `block`; `along` says under which condition.",
    ENTRY_FINISHED="The pass reached its end, at `block` where given.",
    ENTRY_DISENGAGED="They stopped responding, at `block` where given, for `reason`.",
    ENTRY_EXITED="They met an exit rule, at `block` where given; without one every open visit ends.",
    GOAL_HIT="They reached the goal, before or after the end; at `block` where given.",
    RECEIVED="The content was delivered.",
    OPENED="They opened it.",
    CLICKED="They clicked it, on `url` where given.",
    REPLIED="They replied.",
    REACTED="They reacted.",
    COMPLETED="They completed it.",
    DISMISSED="They dismissed it.",
    ANSWERED="They answered a question, given in `detail`.",
    COLLECTED_EMAIL="They left their e-mail address.",
    UNSUBSCRIBED="They unsubscribed.",
    HARD_BOUNCED="It could not be delivered, for good.",
    SOFT_BOUNCED="It could not be delivered for now.",
    MARKED_SPAM="They marked it as spam.",
    FAILED="The delivery or call failed, for `reason`.",
    BUTTON_TAPPED="They tapped a button.",
    SCREEN_VIEWED="They viewed a screen of a carousel.",
    STEP_VIEWED="They viewed a step of a tour.",
    STEP_FAILED="A step of a tour could not be shown.",
    PERMISSION_GRANTED="They granted a permission.",
    KEYWORD_REPLIED="They replied with a keyword.",
)
described(
    CountUnit,
    "What is counted.",
    PEOPLE="Distinct people: an outcome is dated by their first, a block by their latest visit.",
    ENTRIES="Passes through the series; at a block, visits.",
)
described(
    Clock,
    "What a range of time is compared with.",
    EVENT_TIME="What happened in the range: outcomes by their own instant, visits by when they were reached.",
    ENTRY_COHORT="Entries that started in the range, with whatever happened to them up to `asOf`, and their visits. "
    "People are counted by these entries alone: by their first of them with an outcome, by their latest at a block. So "
    "percentages are shares. Without a range the same as EVENT_TIME.",
)
described(
    OutcomeKind,
    "A headline figure. They are not exclusive: somebody may disengage and later hit the goal.",
    STARTED="Entered the series.",
    IN_PROGRESS="Started, and neither finished, disengaged nor exited.",
    FINISHED="Reached the end of the series.",
    DISENGAGED="Stopped responding.",
    EXITED="Met an exit rule.",
    GOAL_HIT="Reached the goal, whether before or after the end.",
)
described(
    Interval,
    "The length of a bucket of a trend, in local time.",
    HOUR="An hour.",
    DAY="A day, 23 to 25 hours where clocks change.",
    WEEK="A week from Monday.",
    MONTH="A calendar month.",
)
described(
    VisitState,
    "Where somebody stands at a block. Exclusive: the states of a block sum to those who reached it.",
    WAITING="At a WAIT, until their time is over.",
    PENDING="At the block, with nothing decided yet.",
    TRYING_TO_MATCH="At a RULE, and may still match in the time they have.",
    RECEIVED="At a content block, and it was delivered.",
    MOVED_ON="Left along a path.",
    FINISHED="Finished the series here.",
    DISENGAGED="Disengaged here.",
    EXITED="Exited the series while here.",
)
described(
    EngagementKind,
    "What people do with what a block delivers, and what becomes of the delivery.",
    RECEIVED="It was delivered.",
    OPENED="It was opened.",
    CLICKED="It was clicked.",
    REPLIED="It was replied to.",
    REACTED="It was reacted to.",
    COMPLETED="It was completed.",
    DISMISSED="It was dismissed.",
    ANSWERED="A question was answered.",
    COLLECTED_EMAIL="An e-mail address was left.",
    UNSUBSCRIBED="They unsubscribed.",
    HARD_BOUNCED="It could not be delivered, for good.",
    SOFT_BOUNCED="It could not be delivered for now.",
    MARKED_SPAM="It was marked as spam.",
    FAILED="The delivery failed.",
    BUTTON_TAPPED="A button was tapped.",
    SCREEN_VIEWED="A screen was viewed.",
    STEP_VIEWED="A step was viewed.",
    STEP_FAILED="A step could not be shown.",
    PERMISSION_GRANTED="A permission was granted.",
    KEYWORD_REPLIED="A keyword was replied with.",
    GOAL_HIT="The goal was hit, at this block.",
)
described(
    AttributeOperator,
    "How an attribute is compared. Values of different JSON types are never equal, and never in order.",
    EQ="It is the value.",
    NE="It is not the value, or missing.",
    LT="It comes before the value: numbers by size, texts by character.",
    LTE="It comes before the value, or is the value.",
    GT="It comes after the value.",
    GTE="It comes after the value, or is the value.",
    IN="It is one of the values of a list.",
    CONTAINS="A text that contains the value, or a list that has it as an element.",
    EXISTS="It is there (value true or null), or missing (value false).",
)
described(
    VisitOrderField,
    "By what visits are ordered. Visits without that instant come last in either direction.",
    REACHED_AT="When the block was reached.",
    LEFT_AT="When the block was left.",
    WAITS_UNTIL="How long they will wait.",
)
described(
    OrderDirection,
    "Which end of an order comes first.",
    ASC="Earliest first.",
    DESC="Latest first.",
)
described(
    Scope,
    "What a token may do in its workspace.",
    READ="Ask for figures, lists and people.",
    ACT="Act on people.",
    EXPORT="Ask for exports, and for the links to download them.",
    INGEST="Define series, and report people and events.",
    ADMIN="Everything.",
)
