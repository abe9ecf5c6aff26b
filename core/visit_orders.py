"""The orders that visits can be listed in."""

from dataclasses import dataclass
from enum import StrEnum


class VisitOrderField(StrEnum):
    """By what visits are ordered."""

    REACHED_AT = "REACHED_AT"
    LEFT_AT = "LEFT_AT"
    WAITS_UNTIL = "WAITS_UNTIL"


class OrderDirection(StrEnum):
    """Which end of an order comes first."""

    ASC = "ASC"
    DESC = "DESC"


@dataclass(frozen=True, slots=True)
class VisitOrder:
    """Visits of the same instant, or without one, are in the order of their entries' ids, in the same direction."""

    field: VisitOrderField = VisitOrderField.REACHED_AT
    direction: OrderDirection = OrderDirection.DESC
