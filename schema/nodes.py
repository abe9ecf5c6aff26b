"""What can be fetched again by its id alone."""

import strawberry


@strawberry.interface(description="Anything that can be fetched again by its id alone, with `node` or `nodes`.")
class Node:
    """The id is opaque and unique over all types of a workspace."""

    id: strawberry.ID = strawberry.field(description="Opaque, and unique over all types of a workspace.")
