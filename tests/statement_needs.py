"""The privileges on tables that a statement needs: from PostgreSQL's own parse of it."""

from collections.abc import Iterator

from parse_trees import Node, all_nodes, nodes_in, parsed

Needed = tuple[str, str]  # a table, and a privilege on it


def needed_by(query: str) -> set[Needed]:
    """The privileges that a statement needs, also on temporary tables."""
    found: set[Needed] = set()
    for statement in parsed(query):
        nodes = [*all_nodes(statement)]
        named = {body["ctename"] for type_, body in nodes if type_ == "CommonTableExpr"}
        found |= {need for node in nodes for need in _needed_by_node(node) if need[0] not in named}
    return found


def _needed_by_node(node: Node) -> Iterator[Needed]:
    type_, body = node
    if type_ == "RangeVar":
        yield body["relname"], "SELECT"
    elif type_ == "InsertStmt":
        yield body["relation"]["relname"], "INSERT"
        if body.get("onConflictClause", {}).get("action") == "ONCONFLICT_UPDATE":
            yield body["relation"]["relname"], "UPDATE"
    elif type_ == "UpdateStmt":
        yield body["relation"]["relname"], "UPDATE"
    elif type_ == "DeleteStmt":
        yield body["relation"]["relname"], "DELETE"
    elif type_ == "SelectStmt" and "lockingClause" in body:
        tables = [table for kind, table in nodes_in(body, "fromClause") if kind == "RangeVar"]
        yield from ((table["relname"], "UPDATE") for table in tables)
