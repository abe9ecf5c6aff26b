"""Which tables a statement touches without being held to one workspace: from PostgreSQL's own parse of it."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from parse_trees import Node, all_nodes, children, node_in, nodes_in, parsed

from db.pool import Pool

KEY = "workspace_id"
FIRST = 1  # the parameter that is the workspace
EQUALS = [{"String": {"sval": "="}}]

# What the API and the worker do across workspaces, by functions that run as the owner. The tables are those that a
# function reads of all workspaces; `workspace` itself has no column workspace_id.
CROSSING: Mapping[str, AbstractSet[str]] = {
    "authentications": set(),  # finds out which workspace it is; in plpgsql, which is not parsed
    "column_copies_due": {
        "series",
        "figure_count",
        "column_copy",
        "changed_person",
    },  # finds out which series need a columnar copy
    "ensure_workspace": set(),  # creates the workspace of the bootstrap token
    "queue_state": {"job"},  # for the operator
    "record_token_uses": {"token"},  # of the requests of all workspaces together
    "workspaces_with_old_audit_events": {"audit_event"},  # finds out which workspaces they are
    "remove_old_audit_events": set(),  # of one workspace; the role itself may delete nothing from the audit log
    "exports_to_remove": {"export"},  # upkeep
    "old_bulk_actions": {"bulk_action"},  # upkeep
    "sampled_series": {"series"},  # finds out which series to verify
    "workspaces_with_due_jobs": {"job"},  # finds out which workspaces they are
    "workspaces_with_expired_jobs": {"job"},  # finds out which workspaces they are
    "workspaces_with_old_jobs": {"job"},  # finds out which workspaces they are
}

# In pg_class, without the shards of a Citus cluster, whose names end in a number.
OUR_TABLES = "relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND relname !~ '_[0-9]+$'"
_TABLES = f"""
SELECT relname
FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'workspace_id' AND attnotnull
WHERE {OUR_TABLES}
"""


async def tables_of_workspaces(pool: Pool) -> set[str]:
    """The tables whose rows belong to workspaces."""
    return {row["relname"] for row in await pool.fetch(_TABLES)}


def unbound(query: str, tables: AbstractSet[str], given: AbstractSet[str] = frozenset()) -> list[str]:
    """The references to these tables whose rows the statement does not hold to its first parameter, nor to a workspace
    of `given`, which names what stands around it.

    A table is held where an AND of its own level says so: in WHERE, or in the ON of a join that drops its other rows.
    """
    found: list[str] = []
    for node in parsed(query):
        names = {body["ctename"] for type_, body in all_nodes(node) if type_ == "CommonTableExpr"}
        assert not names & tables, "a CTE hides a table"
        _find_unbound(node, tables, given, found)
    return found


def _find_unbound(node: Node, tables: AbstractSet[str], outer: AbstractSet[str], found: list[str]) -> None:
    """Of a node and all below it. `outer` are the names of the levels around it that are held already."""
    type_, body = node
    if type_ == "InsertStmt" and body["relation"]["relname"] in tables:
        found += _unbound_insert(body, tables, outer)
    if type_ in ("SelectStmt", "UpdateStmt", "DeleteStmt"):
        level = _Level(node, tables)
        outer = level.bound(outer)
        found += [alias for alias in level.relations if alias not in outer]
    for child in children(node):
        _find_unbound(child, tables, outer, found)


class _Level:
    """A SELECT, UPDATE or DELETE without those in it: its tables by alias, and what holds of all its rows."""

    def __init__(self, node: Node, tables: AbstractSet[str]) -> None:
        type_, body = node
        sources = [*nodes_in(body, "fromClause"), *nodes_in(body, "usingClause")]
        if type_ != "SelectStmt":
            sources.append(("RangeVar", body["relation"]))
        self.relations = {_alias(each): each["relname"] for source in sources for each in _relations(source)}
        self.relations = {alias: name for alias, name in self.relations.items() if name in tables}
        self._clauses = [*_conjuncts(node_in(body, "whereClause"))]
        for source in sources:
            self._clauses += _of_joins(source)

    def bound(self, outer: AbstractSet[str]) -> AbstractSet[str]:
        """The aliases that are held, besides those of the levels around it."""
        bound = set(outer) - self.relations.keys()
        while more := {alias for clause in self._clauses for alias in self._bound_by(clause, bound)} - bound:
            bound |= more
        return bound

    def _bound_by(self, clause: Node, bound: AbstractSet[str]) -> Iterator[str]:
        type_, body = clause
        if type_ != "A_Expr" or body["kind"] != "AEXPR_OP" or body["name"] != EQUALS:
            return
        left, right = node_in(body, "lexpr"), node_in(body, "rexpr")
        for side, other in ((left, right), (right, left)):
            alias = _owner(side, self.relations)
            if alias is not None and is_workspace(other, bound, self.relations):
                yield alias


def is_workspace(value: Node | None, bound: AbstractSet[str], relations: Iterable[str]) -> bool:
    """Whether a value is the first parameter, or the workspace of what is held to it."""
    while value is not None and value[0] == "TypeCast":
        value = node_in(value[1], "arg")
    if value is not None and value[0] == "ParamRef":
        return value[1].get("number") == FIRST
    return _owner(value, relations) in bound


def _owner(value: Node | None, relations: Iterable[str]) -> str | None:
    """The alias whose workspace_id a value is. Unqualified it is that of the only table that has one: else PostgreSQL
    would not know.
    """
    if value is None or value[0] != "ColumnRef":
        return None
    *qualifier, column = (body.get("sval") for _, body in nodes_in(value[1], "fields"))
    if column != KEY:
        return None
    return qualifier[0] if qualifier else next(iter(relations), None)


def _unbound_insert(body: Mapping[str, Any], tables: AbstractSet[str], outer: AbstractSet[str]) -> Iterator[str]:
    columns = [column["name"] for _, column in nodes_in(body, "cols")]
    conflict = body.get("onConflictClause", {})
    elements = nodes_in(conflict["infer"], "indexElems") if "infer" in conflict else [("", {"name": KEY})]
    inferred = [element.get("name") for _, element in elements]
    values = [False]
    if KEY in columns:
        values = [*_values(body["selectStmt"]["SelectStmt"], columns.index(KEY), tables, outer)]
    if KEY not in inferred or not all(values):
        yield body["relation"]["relname"]


def _values(body: Mapping[str, Any], place: int, tables: AbstractSet[str], outer: AbstractSet[str]) -> Iterator[bool]:
    """Whether what a query gives at a place is the workspace, in each of its parts."""
    if body["op"] != "SETOP_NONE":
        yield from (*_values(body["larg"], place, tables, outer), *_values(body["rarg"], place, tables, outer))
        return
    level = _Level(("SelectStmt", body), tables)
    bound = level.bound(outer)
    rows = [nodes_in(row, "items") for _, row in nodes_in(body, "valuesLists")]
    rows = rows or [[node_in(target, "val") for _, target in nodes_in(body, "targetList")]]
    yield from (is_workspace(row[place], bound, level.relations) for row in rows)


def _relations(source: Node) -> Iterator[Mapping[str, Any]]:
    type_, body = source
    if type_ == "RangeVar":
        yield body
    elif type_ == "JoinExpr":
        yield from (relation for side in _sides(body) for relation in _relations(side))


def _sides(join: Mapping[str, Any]) -> tuple[Node, Node]:
    [left], [right] = join["larg"].items(), join["rarg"].items()
    return left, right


def _of_joins(source: Node) -> Iterator[Node]:
    """What ON says of rows that are dropped where it does not hold: in an outer join those of one side alone."""
    type_, body = source
    if type_ != "JoinExpr":
        return
    left, right = _sides(body)
    yield from (*_of_joins(left), *_of_joins(right))
    dropped = {"JOIN_INNER": (left, right), "JOIN_LEFT": (right,), "JOIN_RIGHT": (left,)}.get(body["jointype"], ())
    aliases = {_alias(each) for side in dropped for each in _relations(side)}
    for clause in _conjuncts(node_in(body, "quals")):
        owners = [_owner(node_in(clause[1], side), ()) for side in ("lexpr", "rexpr")]
        if aliases.intersection(owners):
            yield clause


def _conjuncts(clause: Node | None) -> Iterator[Node]:
    if clause is not None and clause[0] == "BoolExpr" and clause[1]["boolop"] == "AND_EXPR":
        for each in nodes_in(clause[1], "args"):
            yield from _conjuncts(each)
    elif clause is not None:
        yield clause


def _alias(relation: Mapping[str, Any]) -> str:
    return relation["alias"]["aliasname"] if "alias" in relation else relation["relname"]
