"""The attributes that people have, to build filters of."""

from collections.abc import Sequence
from typing import Annotated

import strawberry

from core.attributes import JSONType
from core.pages import check_size
from db.attributes import MOST_VALUES
from db.attributes import Attribute as FoundAttribute
from db.attributes import AttributeValue as FoundValue
from resolvers.attributes import attributes as find_attributes
from resolvers.context import Context
from schema.cost.declared import sized, sized_by_first
from schema.enums import described
from schema.scalars import JSON

described(
    JSONType,
    "The type of a JSON value.",
    STRING="A text.",
    NUMBER="A number.",
    BOOLEAN="True or false.",
    NULL="Null.",
    ARRAY="A list.",
    OBJECT="An object.",
)

USUAL = 100
_USUAL_VALUES = 10

Search = Annotated[
    str | None,
    strawberry.argument(description="Only attributes whose name contains this text, in upper or lower case."),
]
FirstAttributes = Annotated[int, strawberry.argument(description="Number of attributes, 0 to 200.")]
_FirstValues = Annotated[int, strawberry.argument(description="Number of values, 0 to 50.")]


@strawberry.type(description="A value of an attribute.")
class AttributeValue:
    value: JSON | None = strawberry.field(description="The value.")
    people: int = strawberry.field(description="Number of people who have it; an estimate if that of the attribute is.")


@strawberry.type(description="An attribute that people have.")
class Attribute:
    values: strawberry.Private[Sequence[FoundValue]]
    name: str = strawberry.field(description="The name, as in `AttributeCondition.name`.")
    types: list[JSONType] = strawberry.field(
        description="The JSON types that its values have.", metadata=sized(len(JSONType))
    )
    people: int = strawberry.field(description="Number of people who have it.")
    is_estimate: bool = strawberry.field(description="Whether the numbers of people are estimated from a sample.")

    @classmethod
    def of(cls, found: FoundAttribute) -> "Attribute":
        return cls(
            values=found.frequent,
            name=found.name,
            types=list(found.types),
            people=found.people,
            is_estimate=found.is_estimate,
        )

    @strawberry.field(
        description="The values that most people have, the most frequent first. Lists, objects and values of more than "
        "200 characters are left out; in a sample, also values that only one person has.",
        metadata=sized_by_first(_USUAL_VALUES, MOST_VALUES),
    )
    async def frequent(self, first: _FirstValues = _USUAL_VALUES) -> list[AttributeValue]:
        check_size(first, "first", MOST_VALUES)
        return [AttributeValue(value=JSON(each.value), people=each.people) for each in self.values[:first]]


async def attributes(ctx: Context, search: str | None, first: int) -> list[Attribute]:
    """The attributes that are found."""
    return [Attribute.of(found) for found in await find_attributes(ctx, search, first)]
