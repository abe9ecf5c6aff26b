"""Objects that can be fetched by their id."""

import strawberry


@strawberry.interface(description="An object that can be fetched by its id, with `node` or `nodes`.")
class Node:
    id: strawberry.ID = strawberry.field(description="The opaque id, unique among all types of a workspace.")
