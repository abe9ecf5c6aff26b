"""What one request may ask for."""

from graphql import ASTValidationRule
from strawberry.extensions import AddValidationRules
from strawberry.extensions.max_aliases import create_validator as alias_limit
from strawberry.extensions.query_depth_limiter import create_validator as depth_limit

MOST_TOKENS = 5_000
MOST_ALIASES = 100
MOST_DEPTH = 15

# One rule class each for the life of the process: the cache of validations knows a document by its rules, and
# strawberry's own extensions would make new classes for every request.
_RULES: list[type[ASTValidationRule]] = [alias_limit(MOST_ALIASES), depth_limit(MOST_DEPTH, None, None)]


def limits() -> AddValidationRules:
    """The rules that every document is validated with."""
    return AddValidationRules(_RULES)
