"""The privileges on tables that a statement needs: from PostgreSQL's own parse of it."""

from collections.abc import Iterator
from typing import Any

from pglast import ast, enums, parse_sql
from workspace_bounds import all_nodes

Needed = tuple[str, str]  # a table, and a privilege on it


def needed_by(query: str) -> set[Needed]:
    """The privileges that a statement needs, also on temporary tables."""
    found: set[Needed] = set()
    for raw in parse_sql(query):
        nodes = [*all_nodes(raw.stmt)]
        named = {each.ctename for each in nodes if isinstance(each, ast.CommonTableExpr)}
        found |= {need for node in nodes for need in _needed_by_node(node) if need[0] not in named}
    return found


def _needed_by_node(node: Any) -> Iterator[Needed]:
    if isinstance(node, ast.RangeVar):
        yield node.relname, "SELECT"
    elif isinstance(node, ast.InsertStmt):
        yield node.relation.relname, "INSERT"
        conflict = node.onConflictClause
        if conflict and conflict.action == enums.OnConflictAction.ONCONFLICT_UPDATE:
            yield node.relation.relname, "UPDATE"
    elif isinstance(node, ast.UpdateStmt):
        yield node.relation.relname, "UPDATE"
    elif isinstance(node, ast.DeleteStmt):
        yield node.relation.relname, "DELETE"
    elif isinstance(node, ast.SelectStmt) and node.lockingClause:
        yield from ((each.relname, "UPDATE") for each in node.fromClause if isinstance(each, ast.RangeVar))
