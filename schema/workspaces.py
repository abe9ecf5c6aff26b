"""The workspace of a token, and the mutation that changes it."""

from typing import Annotated

import strawberry

from core.errors import Refused
from core.ids import global_id
from core.viewer import Scope
from db.workspaces import StoredWorkspace
from resolvers import workspaces
from schema.info import Info
from schema.payloads import UserError, user_errors
from schema.permissions import field
from schema.scalars import TimeZone


@strawberry.type(description="A separate set of series, people and tokens. A token belongs to one workspace.")
class Workspace:
    id: strawberry.ID = strawberry.field(description="The opaque id.")
    name: str = strawberry.field(description="The name of the workspace. Other workspaces can have the same.")
    time_zone: TimeZone = strawberry.field(
        description="The time zone of the workspace, in which trends begin and end their buckets by default."
    )

    @classmethod
    def of(cls, stored: StoredWorkspace) -> "Workspace":
        id_ = strawberry.ID(global_id("Workspace", stored.id))
        return cls(id=id_, name=stored.name, time_zone=TimeZone(stored.time_zone))


@strawberry.input(description="What to change of the workspace. A field that is left out or null keeps its value.")
class UpdateWorkspaceInput:
    name: str | None = strawberry.field(
        default=None,
        description="The name; 1 to 500 characters. Commands of the operator go on using the name that the workspace "
        "was created with.",
    )
    time_zone: TimeZone | None = strawberry.field(
        default=None, description="The time zone, by default that of the buckets of trends."
    )


@strawberry.type(description="The workspace, or the errors if nothing was changed.")
class UpdateWorkspacePayload:
    workspace: Workspace | None = strawberry.field(default=None, description="The workspace; null if there are errors.")
    user_errors: list[UserError] = strawberry.field(
        default_factory=list[UserError], description="Errors in the input; usually empty."
    )


@field(
    needs=Scope.ADMIN,
    description="Change the name or the time zone of the workspace of the token. Repeating a change has no effect.",
)
async def update_workspace(
    info: Info,
    input: Annotated[UpdateWorkspaceInput, strawberry.argument(description="What to change.")],  # noqa: A002 - the contract's word
) -> UpdateWorkspacePayload:
    try:
        stored = await workspaces.update_workspace(info.context, name=input.name, time_zone=input.time_zone)
    except Refused as refusal:
        return UpdateWorkspacePayload(user_errors=user_errors([refusal]))
    return UpdateWorkspacePayload(workspace=Workspace.of(stored))
