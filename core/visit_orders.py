"""The orders of visit lists."""

from dataclasses import dataclass
from enum import StrEnum


class VisitOrderField(StrEnum):
    """The instant by which visits are ordered."""

    REACHED_AT = "REACHED_AT"
    LEFT_AT = "LEFT_AT"
    WAITS_UNTIL = "WAITS_UNTIL"


class OrderDirection(StrEnum):
    """Ascending or descending."""

    ASC = "ASC"
    DESC = "DESC"


@dataclass(frozen=True, slots=True)
class VisitOrder:
    """An order. Ties, and visits without the instant, are ordered by entry id in the same direction."""

    field: VisitOrderField = VisitOrderField.REACHED_AT
    direction: OrderDirection = OrderDirection.DESC
