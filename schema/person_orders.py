"""The orders of people in lists."""

from typing import Annotated

import strawberry

from core.person_orders import PersonOrder as CorePersonOrder
from core.person_orders import PersonOrderField
from core.visit_orders import OrderDirection
from schema.cost.declared import EVERY_ENTRY, EVERY_VISIT, Metadata, weighs_by


@strawberry.input(description="The order of people. Ties are ordered by id, in the same direction.")
class PersonOrder:
    field: PersonOrderField = strawberry.field(default=PersonOrderField.CREATED_AT, description="What to order by.")
    direction: OrderDirection = strawberry.field(default=OrderDirection.ASC, description="The direction of the order.")

    def to_core(self) -> CorePersonOrder:
        return CorePersonOrder(self.field, self.direction)


PersonOrderArgument = Annotated[
    PersonOrder | None,
    strawberry.argument(description="The order of the people. Default: that of their creation."),
]
# Lists of entries in any other order than that of their instants read all entries of the list.
ORDER_COST: Metadata = weighs_by(
    "orderBy.field",
    {
        None: EVERY_ENTRY,
        PersonOrderField.CREATED_AT: EVERY_ENTRY,
        PersonOrderField.NAME: EVERY_ENTRY,
        PersonOrderField.EXTERNAL_ID: EVERY_ENTRY,
        PersonOrderField.BLOCK: EVERY_VISIT,
    },
)
OutcomeOrderArgument = Annotated[
    PersonOrder | None,
    strawberry.argument(description="The order of the rows. Default: OUTCOME_AT, the latest first."),
]


def outcome_order(given: PersonOrder | None) -> CorePersonOrder:
    """The order of a list of entries with an outcome."""
    return given.to_core() if given else CorePersonOrder(PersonOrderField.OUTCOME_AT, OrderDirection.DESC)
