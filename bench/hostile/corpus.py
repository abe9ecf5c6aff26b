"""All hostile requests by their names."""

from collections.abc import Mapping

from bench.hostile.attacks import INVALID, LIMIT_EXCEEDED, PARSE_FAILED, VALIDATION_FAILED, Attack, graphql
from bench.hostile.bodies import BODIES
from bench.hostile.connections import CONNECTIONS
from bench.hostile.documents import HOSTILE, TOO_COMPLEX, Hostile
from bench.hostile.operations import OPERATIONS
from bench.hostile.uploads import UPLOADS

_CODES = {
    "A document may have": LIMIT_EXCEEDED,
    "An operation": LIMIT_EXCEEDED,
    "The operation": LIMIT_EXCEEDED,
    "The document is": LIMIT_EXCEEDED,
    "A number": LIMIT_EXCEEDED,
    TOO_COMPLEX: LIMIT_EXCEEDED,
    "Syntax Error": PARSE_FAILED,
}


def _code_of(message: str | None) -> str | None:
    if message is None:
        return None
    return next((code for begin, code in _CODES.items() if message.startswith(begin)), VALIDATION_FAILED)


# Valid documents that are refused before they run.
_REFUSED = {
    "as many operations as are allowed that share a fragment": INVALID,
    "operations that share variables": INVALID,
    "aliases in introspection": LIMIT_EXCEEDED,
    "the schema again and again": LIMIT_EXCEEDED,
}


def _document(name: str, hostile: Hostile) -> Attack:
    code = _REFUSED.get(name, _code_of(hostile.answer))
    return graphql(hostile.text(hostile.size), code, most_bytes=20_000)


CORPUS: Mapping[str, Attack] = {
    **{f"document: {name}": _document(name, hostile) for name, hostile in HOSTILE.items()},
    **{f"operation: {name}": attack for name, attack in OPERATIONS.items()},
    **{f"body: {name}": attack for name, attack in BODIES.items()},
    **{f"events: {name}": attack for name, attack in UPLOADS.items()},
    **{f"connection: {name}": attack for name, attack in CONNECTIONS.items()},
}
