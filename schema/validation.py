"""Validation: the rules of graphql-core, and the limits of a document."""

from collections.abc import Iterator, Sequence
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    OperationDefinitionNode,
    ValidationContext,
    specified_rules,
    validate,
)
from graphql.validation import ASTValidationRule, OverlappingFieldsCanBeMergedRule, ValidationRule
from graphql.validation.validate import ValidationAbortedError
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule

from core.disclosure import EVERYTHING, Disclosure
from core.errors import Invalid, LimitExceeded, Refused
from schema.executable import GRAPHQL
from schema.limits import (
    MOST_ALIASES,
    MOST_COMPARISON_UNITS,
    MOST_DEPTH,
    MOST_FIELDS,
    MOST_NESTING,
    MOST_OPERATIONS,
    MOST_REQUEST_ERRORS,
)
from schema.measures import Measure, measured_operations

_NO_OPERATION = "The document has no operation: send a query or a mutation."
_TOO_MANY_OPERATIONS = f"A document may have at most {MOST_OPERATIONS} operations: send only the one to execute."
_TOO_COMPLEX = (
    "The document takes too long to validate. Select fewer fields of the same name in one place, spread fewer "
    f"fragments in one place, and nest fragments at most {MOST_NESTING} levels deep."
)
_TOO_DEEP = f"An operation may nest selections at most {MOST_DEPTH} levels deep: request the inner objects separately."
_TOO_MANY_FIELDS = (
    f"An operation may select at most {MOST_FIELDS:,} fields, where those of a fragment count at every spread. Select "
    "fewer, or split it into several requests."
)
_TOO_MANY_ALIASES = (
    f"An operation may have at most {MOST_ALIASES} aliases, where those in a fragment count at every spread. Use "
    "fewer, or split it into several requests."
)

_INTROSPECTION = frozenset({"__schema", "__type"})
_INTROSPECTION_IS_OFF = (
    "This server does not let queries read its schema: leave out `__schema` and `__type`. The file schema.graphql "
    "describes it."
)


class _FieldsCanBeMerged(OverlappingFieldsCanBeMergedRule):
    """The rule of graphql-core with a smaller budget."""

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self.rule_context.remaining_complexity_budget = MOST_COMPARISON_UNITS


class _NoIntrospection(ValidationRule):
    """Refuses `__schema` and `__type`. `__typename` stays, since clients add it to every selection."""

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        if node.name.value in _INTROSPECTION:
            self.report_error(GraphQLError(_INTROSPECTION_IS_OFF, node, original_error=Invalid(_INTROSPECTION_IS_OFF)))


_RULES: tuple[type[ASTValidationRule], ...] = (
    *(_FieldsCanBeMerged if rule is OverlappingFieldsCanBeMergedRule else rule for rule in specified_rules),
    MaybeNullValidationRule,
)


def errors_of(
    document: DocumentNode, operations: Sequence[OperationDefinitionNode], disclosure: Disclosure = EVERYTHING
) -> list[GraphQLError]:
    """The first validation errors of a document, or the limits that it exceeds."""
    if len(operations) > MOST_OPERATIONS:
        return [_error(LimitExceeded(_TOO_MANY_OPERATIONS), operations[MOST_OPERATIONS])]
    missing = [] if operations else [_error(Invalid(_NO_OPERATION))]
    rules = _RULES if disclosure.introspection else (*_RULES, _NoIntrospection)
    hide_suggestions = not disclosure.suggestions
    found = validate(GRAPHQL, document, rules, max_errors=MOST_REQUEST_ERRORS, hide_suggestions=hide_suggestions)
    return [*missing, *map(_explained, found)] if found else [*missing, *_excesses(document)]


def _explained(error: GraphQLError) -> GraphQLError:
    """The error; a clear one if graphql-core aborted the validation."""
    return _error(LimitExceeded(_TOO_COMPLEX)) if isinstance(error, ValidationAbortedError) else error


def _excesses(document: DocumentNode) -> Iterator[GraphQLError]:
    for operation, measure in measured_operations(document):
        for message in _exceeded(measure):
            yield _error(LimitExceeded(message), operation)


def _exceeded(measure: Measure) -> Iterator[str]:
    if measure.depth > MOST_DEPTH:
        yield _TOO_DEEP
    if measure.fields > MOST_FIELDS:
        yield _TOO_MANY_FIELDS
    if measure.aliases > MOST_ALIASES:
        yield _TOO_MANY_ALIASES


def _error(refusal: Refused, node: OperationDefinitionNode | None = None) -> GraphQLError:
    return GraphQLError(refusal.message, node, original_error=refusal)
