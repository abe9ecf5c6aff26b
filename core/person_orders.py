"""The orders of people in lists."""

from dataclasses import dataclass
from enum import StrEnum

from core.visit_orders import OrderDirection


class PersonOrderField(StrEnum):
    """What people are ordered by."""

    CREATED_AT = "CREATED_AT"
    NAME = "NAME"
    EXTERNAL_ID = "EXTERNAL_ID"
    OUTCOME_AT = "OUTCOME_AT"
    BLOCK = "BLOCK"


@dataclass(frozen=True, slots=True)
class PersonOrder:
    """An order. Ties are ordered by id, in the same direction. Rows without a name, or without a block, come last."""

    field: PersonOrderField = PersonOrderField.CREATED_AT
    direction: OrderDirection = OrderDirection.ASC

    @property
    def is_descending(self) -> bool:
        return self.direction is OrderDirection.DESC
