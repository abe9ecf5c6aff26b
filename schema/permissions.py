"""Permissions: the scope that a token needs for a field, declared with the field.

`schema/execution/guard.py` enforces it.
"""

from collections.abc import Callable, Mapping
from typing import Any

import strawberry
from graphql import GraphQLField
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.field import StrawberryField

from core.viewer import Scope

_NEEDS = "needs"


def field(
    *, needs: Scope, description: str, metadata: Mapping[str, Any] | None = None
) -> Callable[[Callable[..., Any]], Any]:
    """A field that needs a scope. The scope is appended to the description."""
    return strawberry.field(
        description=f"{description} Needs the scope {needs}.", metadata={_NEEDS: needs, **(metadata or {})}
    )


def needed_by(definition: GraphQLField) -> Scope | None:
    """The scope that a field needs; None if every token may select it."""
    declared = definition.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    return declared.metadata.get(_NEEDS) if isinstance(declared, StrawberryField) else None
