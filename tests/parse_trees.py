"""PostgreSQL's own parse of statements, as JSON, which pglast returns several times faster than objects.

A node is the name of its type, such as SelectStmt, and its fields.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from pglast.parser import parse_sql_json

Node = tuple[str, Mapping[str, Any]]

# A field that can hold nodes of several types names the type. These are the others whose type matters.
_TYPES = {"larg": "SelectStmt", "rarg": "SelectStmt", "relation": "RangeVar", "rel": "RangeVar"}


def parsed(query: str) -> list[Node]:
    """The statements of a query."""
    return [_named(each["stmt"]) for each in orjson.loads(parse_sql_json(query))["stmts"]]


def node_in(body: Mapping[str, Any], field: str) -> Node | None:
    """The node in a field that names its type, or None."""
    return _named(body[field]) if field in body else None


def nodes_in(body: Mapping[str, Any], field: str) -> list[Node]:
    """The nodes of a list, which is empty if the field is missing."""
    return [_named(each) for each in body.get(field, ())]


def children(node: Node) -> list[Node]:
    """The nodes in the fields of a node."""
    found: list[Node] = []
    for field, value in node[1].items():
        if isinstance(value, dict):
            found.append(_named(value) if _names_type(value) else (_TYPES.get(field, field), value))
        elif isinstance(value, list):
            found += [_named(each) for each in value if each]
    return found


def all_nodes(node: Node) -> Iterator[Node]:
    """A node and all below it."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += children(node)


def _named(value: Mapping[str, Any]) -> Node:
    [node] = value.items()
    return node


def _names_type(value: Mapping[str, Any]) -> bool:
    return len(value) == 1 and next(iter(value))[0].isupper()
