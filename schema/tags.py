"""Tags."""

import strawberry

from core.ids import global_id
from db.tags import StoredTag
from schema.nodes import Node


@strawberry.type(description="A word that people are marked with.")
class Tag(Node):
    """Shared by all people of the workspace who have it."""

    name: str = strawberry.field(description="The word itself, unique in the workspace.")
    people: int = strawberry.field(description="How many people have it.")

    @classmethod
    def of(cls, stored: StoredTag) -> "Tag":
        """The tag as clients see it."""
        return cls(id=strawberry.ID(global_id("Tag", stored.id)), name=stored.name, people=stored.people)
