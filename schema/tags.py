"""Tags."""

import strawberry

from core.ids import global_id
from db.tags import StoredTag
from schema.nodes import Node


@strawberry.type(description="A tag that people can have, shared by all people of the workspace.")
class Tag(Node):
    name: str = strawberry.field(description="The name, unique in the workspace.")
    people: int = strawberry.field(description="Number of people who have it.")

    @classmethod
    def of(cls, stored: StoredTag) -> "Tag":
        return cls(id=strawberry.ID(global_id("Tag", stored.id)), name=stored.name, people=stored.people)
