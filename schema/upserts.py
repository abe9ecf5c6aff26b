"""The mutation that reports people."""

from typing import Annotated, Any

import msgspec
import strawberry

from core.errors import Refused
from core.people import PersonChange
from core.viewer import Scope
from resolvers import people
from schema.info import Info
from schema.payloads import UserError, user_errors
from schema.permissions import field
from schema.scalars import JSON


@strawberry.input(description="What to change of a person. What is left out stays as it was; null takes it away.")
class PersonInput:
    """A person who is not known is made."""

    external_id: str = strawberry.field(description="Your own id, unique in the workspace; 1 to 500 characters.")
    email: str | None = strawberry.field(default=strawberry.UNSET, description="An e-mail address.")
    name: str | None = strawberry.field(default=strawberry.UNSET, description="A name, 1 to 500 characters.")
    attributes: JSON | None = strawberry.field(
        default=strawberry.UNSET,
        description="All attributes from now on: an object, of at most 100,000 characters of JSON.",
    )
    tags: list[str] | None = strawberry.field(
        default=strawberry.UNSET,
        description="All tags from now on: at most 100, of 1 to 200 characters without spaces around them.",
    )
    unsubscribed: bool | None = strawberry.field(
        default=strawberry.UNSET, description="Whether they want no messages. Null: false."
    )

    def to_core(self) -> PersonChange:
        """The change."""
        return PersonChange(
            external_id=self.external_id,
            email=_given(self.email),
            name=_given(self.name),
            attributes=_given(self.attributes),
            tags=_given(self.tags),
            unsubscribed=_given(self.unsubscribed),
        )


@strawberry.input(description="People to make or change; at most 10,000 at once, each once.")
class UpsertPeopleInput:
    """All or nothing."""

    people: list[PersonInput] = strawberry.field(description="In any order.")


@strawberry.type(description="How many people were made and changed, or why nothing was.")
class UpsertPeoplePayload:
    """Safe to send again."""

    created: int = strawberry.field(description="Made now.")
    updated: int = strawberry.field(description="Known before.")
    user_errors: list[UserError] = strawberry.field(
        description="What is wrong, one for each person; where there is anything, nothing was changed."
    )


@field(needs=Scope.INGEST, description="Make or change people, by their external ids.")
async def upsert_people(
    info: Info,
    input: Annotated[UpsertPeopleInput, strawberry.argument(description="The people.")],  # noqa: A002 - the contract's word
) -> UpsertPeoplePayload:
    """All or nothing."""
    try:
        upserted, problems = await people.upsert_people(info.context, [person.to_core() for person in input.people])
    except Refused as refusal:
        return UpsertPeoplePayload(created=0, updated=0, user_errors=user_errors([refusal]))
    return UpsertPeoplePayload(created=upserted.created, updated=upserted.updated, user_errors=user_errors(problems))


def _given(value: Any) -> Any:
    return msgspec.UNSET if value is strawberry.UNSET else value
