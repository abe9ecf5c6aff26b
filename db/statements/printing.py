"""Prints a variant of a statement for psql, with examples instead of its parameters."""

import re
from collections.abc import Mapping

from db.statements.composer import Query

_PARAMETER = re.compile(r"\$\d+(?=::(\w+(?:\[\])?))")
_EXAMPLES: Mapping[str, str] = {
    **dict.fromkeys(("bigint", "integer", "oid", "text", "jsonb"), "1"),
    "boolean": "true",
    **dict.fromkeys(("real", "float8"), "0.5"),
    "bytea": r"\x01",
    "interval": "1 hour",
    "timestamptz": "2026-03-01 12:00+00",
    "block_kind": "RULE",
    "bulk_action_kind": "TAG",
    "event_type": "OPENED",
    "job_status": "COMPLETED",
    "path_condition": "MATCHED",
    "recipient_state": "SENT",
    "series_status": "LIVE",
    "visit_state": "WAITING",
}


def with_examples(query: Query) -> str:
    """The statement with an example literal instead of each parameter."""
    return _PARAMETER.sub(lambda parameter: _example(parameter[1]), query)


def _example(type_: str) -> str:
    example = _EXAMPLES[type_.removesuffix("[]")]
    return f"""'{{"{example}"}}'""" if type_.endswith("[]") else f"'{example}'"
