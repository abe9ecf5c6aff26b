"""Which tables a statement touches without being held to one workspace: from PostgreSQL's own parse of it."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from pglast import ast, enums, parse_sql

from db.pool import Pool

KEY = "workspace_id"
FIRST = 1  # the parameter that is the workspace

# What the API and the worker do across workspaces, by functions that run as the owner. The tables are those that a
# function reads of all workspaces; `workspace` itself has no column workspace_id.
CROSSING: Mapping[str, AbstractSet[str]] = {
    "authentications": {"token", "version_stamp"},  # finds out which workspace it is
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

_TABLES = """
SELECT relname
FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'workspace_id' AND attnotnull
WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
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
    for raw in parse_sql(query):
        names = {each.ctename for each in all_nodes(raw.stmt) if isinstance(each, ast.CommonTableExpr)}
        assert not names & tables, "a CTE hides a table"
        found += _unbound(raw.stmt, tables, given)
    return found


def _unbound(node: Any, tables: AbstractSet[str], outer: AbstractSet[str]) -> Iterator[str]:
    """Of a node and all below it. `outer` are the names of the levels around it that are held already."""
    if isinstance(node, ast.InsertStmt) and node.relation.relname in tables:
        yield from _unbound_insert(node, tables, outer)
    if isinstance(node, ast.SelectStmt | ast.UpdateStmt | ast.DeleteStmt):
        level = _Level(node, tables)
        outer = level.bound(outer)
        yield from (alias for alias in level.relations if alias not in outer)
    for child in _children(node):
        yield from _unbound(child, tables, outer)


class _Level:
    """A SELECT, UPDATE or DELETE without those in it: its tables by alias, and what holds of all its rows."""

    def __init__(self, node: Any, tables: AbstractSet[str]) -> None:
        sources = [*(getattr(node, "fromClause", None) or ()), *(getattr(node, "usingClause", None) or ())]
        if not isinstance(node, ast.SelectStmt):
            sources.append(node.relation)
        self.relations = {_alias(each): each.relname for source in sources for each in _relations(source)}
        self.relations = {alias: name for alias, name in self.relations.items() if name in tables}
        self._clauses = [*_conjuncts(node.whereClause)]
        for source in sources:
            self._clauses += _of_joins(source)

    def bound(self, outer: AbstractSet[str]) -> AbstractSet[str]:
        """The aliases that are held, besides those of the levels around it."""
        bound = set(outer) - self.relations.keys()
        while more := {alias for clause in self._clauses for alias in self._bound_by(clause, bound)} - bound:
            bound |= more
        return bound

    def _bound_by(self, clause: Any, bound: AbstractSet[str]) -> Iterator[str]:
        if (
            not isinstance(clause, ast.A_Expr)
            or clause.kind != enums.A_Expr_Kind.AEXPR_OP
            or clause.name[0].sval != "="
        ):
            return
        for side, other in ((clause.lexpr, clause.rexpr), (clause.rexpr, clause.lexpr)):
            alias = _owner(side, self.relations)
            if alias is not None and is_workspace(other, bound, self.relations):
                yield alias


def is_workspace(value: Any, bound: AbstractSet[str], relations: Iterable[str]) -> bool:
    """Whether a value is the first parameter, or the workspace of what is held to it."""
    while isinstance(value, ast.TypeCast):
        value = value.arg
    if isinstance(value, ast.ParamRef):
        return value.number == FIRST
    return _owner(value, relations) in bound


def _owner(value: Any, relations: Iterable[str]) -> str | None:
    """The alias whose workspace_id a value is. Unqualified it is that of the only table that has one: else PostgreSQL
    would not know.
    """
    if not isinstance(value, ast.ColumnRef) or not isinstance(value.fields[-1], ast.String):
        return None
    *qualifier, column = (each.sval for each in value.fields)
    if column != KEY:
        return None
    return qualifier[0] if qualifier else next(iter(relations), None)


def _unbound_insert(node: Any, tables: AbstractSet[str], outer: AbstractSet[str]) -> Iterator[str]:
    columns = [each.name for each in node.cols or ()]
    conflict = node.onConflictClause
    inferred = [each.name for each in conflict.infer.indexElems] if conflict and conflict.infer else [KEY]
    values = _values(node.selectStmt, columns.index(KEY), tables, outer) if KEY in columns else [False]
    if KEY not in inferred or not all(values):
        yield node.relation.relname


def _values(node: Any, place: int, tables: AbstractSet[str], outer: AbstractSet[str]) -> Iterator[bool]:
    """Whether what a query gives at a place is the workspace, in each of its parts."""
    if node.op != enums.SetOperation.SETOP_NONE:
        yield from (*_values(node.larg, place, tables, outer), *_values(node.rarg, place, tables, outer))
        return
    level = _Level(node, tables)
    bound = level.bound(outer)
    rows = node.valuesLists or [[target.val for target in node.targetList]]
    yield from (is_workspace(row[place], bound, level.relations) for row in rows)


def _relations(source: Any) -> Iterator[Any]:
    if isinstance(source, ast.RangeVar):
        yield source
    elif isinstance(source, ast.JoinExpr):
        yield from (*_relations(source.larg), *_relations(source.rarg))


def _of_joins(source: Any) -> Iterator[Any]:
    """What ON says of rows that are dropped where it does not hold: in an outer join those of one side alone."""
    if not isinstance(source, ast.JoinExpr):
        return
    yield from (*_of_joins(source.larg), *_of_joins(source.rarg))
    dropped = {
        enums.JoinType.JOIN_INNER: (source.larg, source.rarg),
        enums.JoinType.JOIN_LEFT: (source.rarg,),
        enums.JoinType.JOIN_RIGHT: (source.larg,),
    }.get(source.jointype, ())
    aliases = {_alias(each) for side in dropped for each in _relations(side)}
    for clause in _conjuncts(source.quals):
        owners = [_owner(getattr(clause, side, None), ()) for side in ("lexpr", "rexpr")]
        if aliases.intersection(owners):
            yield clause


def _conjuncts(clause: Any) -> Iterator[Any]:
    if isinstance(clause, ast.BoolExpr) and clause.boolop == enums.BoolExprType.AND_EXPR:
        for each in clause.args:
            yield from _conjuncts(each)
    elif clause is not None:
        yield clause


def _alias(relation: Any) -> str:
    return relation.alias.aliasname if relation.alias else relation.relname


def all_nodes(node: Any) -> Iterator[Any]:
    """A node of a parse tree and all below it."""
    yield node
    for child in _children(node):
        yield from all_nodes(child)


def _children(node: Any) -> Iterator[Any]:
    if isinstance(node, ast.Node):
        yield from (value for slot in node if (value := getattr(node, slot)) is not None)
    elif isinstance(node, tuple):
        yield from node
