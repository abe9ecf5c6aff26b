"""Checks that the figures of a series agree with each other, and with the rows behind them."""

from typing import TYPE_CHECKING, Annotated

import strawberry

import schema.blocks  # the module, not its names: the types know each other
from resolvers import reconciliation
from schema.cost.declared import sized

if TYPE_CHECKING:
    from schema.blocks import Block

_CHECKS = 300  # of a series with a hundred blocks


@strawberry.type(description="One identity that must hold, with its two sides.")
class ReconciliationCheck:
    found: strawberry.Private[reconciliation.Check]
    name: str = strawberry.field(description="The identity, such as `started = sum of combinations`.")
    expected: int = strawberry.field(description="The left side of the identity; 0 for what must not exist.")
    actual: int = strawberry.field(description="The right side of the identity.")
    balanced: bool = strawberry.field(description="Whether both sides are equal.")

    @classmethod
    def of(cls, found: reconciliation.Check) -> "ReconciliationCheck":
        return cls(found=found, name=found.name, expected=found.expected, actual=found.actual, balanced=found.balanced)

    @strawberry.field(description="The block that the check is about; null for the series as a whole.")
    async def block(self) -> Annotated["Block", strawberry.lazy("schema.blocks")] | None:
        return schema.blocks.Block.of(self.found.block) if self.found.block else None


@strawberry.type(description="Whether the figures of a series agree with each other, and with the rows behind them.")
class Reconciliation:
    balanced: bool = strawberry.field(description="Whether all checks are balanced.")
    checks: list[ReconciliationCheck] = strawberry.field(
        description="All checks: those of the series, and then those of each block, removed ones included.",
        metadata=sized(_CHECKS),
    )

    @classmethod
    def of(cls, found: list[reconciliation.Check]) -> "Reconciliation":
        checks = [ReconciliationCheck.of(each) for each in found]
        return cls(balanced=all(each.balanced for each in found), checks=checks)
