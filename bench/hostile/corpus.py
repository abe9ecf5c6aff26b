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


def _document(hostile: Hostile) -> Attack:
    text = hostile.text(hostile.size)
    has_several = hostile.answer is None and "query Q1" in text
    return graphql(text, INVALID if has_several else _code_of(hostile.answer), most_bytes=20_000)


CORPUS: Mapping[str, Attack] = {
    **{f"document: {name}": _document(hostile) for name, hostile in HOSTILE.items()},
    **{f"operation: {name}": attack for name, attack in OPERATIONS.items()},
    **{f"body: {name}": attack for name, attack in BODIES.items()},
    **{f"events: {name}": attack for name, attack in UPLOADS.items()},
    **{f"connection: {name}": attack for name, attack in CONNECTIONS.items()},
}
