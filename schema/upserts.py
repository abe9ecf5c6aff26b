"""Creating and changing people: `upsertPeople`."""

from typing import Annotated, Any

import msgspec
import strawberry

from core.errors import Refused
from core.list_bounds import MOST_PEOPLE, MOST_TAGS
from core.people import GivenPerson
from core.viewer import Scope
from resolvers import people
from schema.cost.declared import sized_by
from schema.info import Info
from schema.list_bounds import at_most
from schema.payloads import UserError, user_errors
from schema.permissions import field
from schema.scalars import JSON


@strawberry.input(
    description="A person to create or change. A field that is left out keeps its value; null removes the value."
)
class PersonInput:
    external_id: str = strawberry.field(
        description="Your own id of the person, unique in the workspace; 1 to 500 characters."
    )
    email: str | None = strawberry.field(default=strawberry.UNSET, description="The e-mail address.")
    name: str | None = strawberry.field(default=strawberry.UNSET, description="The name; 1 to 500 characters.")
    attributes: JSON | None = strawberry.field(
        default=strawberry.UNSET,
        description="All attributes, replacing the previous ones: a JSON object of at most 100,000 characters.",
    )
    tags: list[str] | None = strawberry.field(
        default=strawberry.UNSET,
        description="All tags, replacing the previous ones: at most 100, each of 1 to 200 characters without spaces "
        "around them.",
        metadata=at_most(MOST_TAGS),
    )
    unsubscribed: bool | None = strawberry.field(
        default=strawberry.UNSET,
        description="Whether the person has unsubscribed from messages. Null means false. While it is true, no one "
        "with the same address gets a message, also after this person has got another address. False for a person who "
        "has unsubscribed subscribes them again.",
    )

    def to_core(self) -> GivenPerson:
        return GivenPerson(
            external_id=self.external_id,
            email=_given(self.email),
            name=_given(self.name),
            attributes=_given(self.attributes),
            tags=_given(self.tags),
            unsubscribed=_given(self.unsubscribed),
        )


@strawberry.input(description="People to create or change. `POST /people` takes more at once.")
class UpsertPeopleInput:
    people: list[PersonInput] = strawberry.field(
        description="At most 10,000 people in any order, each at most once.", metadata=at_most(MOST_PEOPLE)
    )


@strawberry.type(description="How many people were created and updated, or the errors if nothing was changed.")
class UpsertPeoplePayload:
    created: int = strawberry.field(description="Number of people created.")
    updated: int = strawberry.field(description="Number of people who existed before.")
    user_errors: list[UserError] = strawberry.field(
        description="The errors, at most one for each person. If there are any, nothing was changed."
    )


@field(
    needs=Scope.INGEST,
    description="Create people, or change those with the same external ids. If there are errors, nothing is changed.",
    metadata=sized_by("input.people", most=MOST_PEOPLE),
)
async def upsert_people(
    info: Info,
    input: Annotated[UpsertPeopleInput, strawberry.argument(description="The people.")],  # noqa: A002 - the contract's word
) -> UpsertPeoplePayload:
    try:
        upserted, problems = await people.upsert_people(info.context, [person.to_core() for person in input.people])
    except Refused as refusal:
        return UpsertPeoplePayload(created=0, updated=0, user_errors=user_errors([refusal]))
    created = len(upserted.created)
    updated = 0 if problems else len(input.people) - created
    return UpsertPeoplePayload(created=created, updated=updated, user_errors=user_errors(problems))


def _given(value: Any) -> Any:
    return msgspec.UNSET if value is strawberry.UNSET else value
