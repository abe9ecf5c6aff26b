"""What Citus refuses, or gets wrong, of statements that PostgreSQL accepts: seen in PostgreSQL's own parse of them.

Citus 14 evaluates stable functions of an UPDATE before it sends the statement to the node of the rows. Subqueries in
FROM and in WHERE are sent as they are, so a value can be computed there.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from pglast import ast, enums, parse_plpgsql, parse_sql

from db.pool import Pool

VOLATILE_IN_UPDATE = "a volatile function in UPDATE or DELETE: use statement_timestamp() or a variable"
STABLE_OF_COLUMN = "a stable function of a column in UPDATE or DELETE: compute it in a subquery of FROM"
STABLE_IN_CASE = (
    "a function that is not immutable in CASE or COALESCE of UPDATE or DELETE: use LEAST, or a subquery of FROM"
)
STABLE_IN_RETURNING = "a function that is not immutable in RETURNING"
STABLE_IN_CONFLICT = "a function that is not immutable in ON CONFLICT DO UPDATE"
SIMPLE_CASE = "CASE x WHEN in UPDATE or DELETE: write CASE WHEN x ="
FIELD = "a field of a composite column is set: set the whole column"
ROW = "a whole row as an argument: pass its columns"
CORRELATED = "a subquery on a table for each row of a temporary table: join, or use = ANY(ARRAY(...))"
FETCHED = "a temporary table is changed from a table, which Citus fetches as a whole: join them in a CTE"
OUTER = "a LEFT JOIN of rows of the batch with a table, which Citus fetches as a whole: use NOT IN, and = ANY(...)"
NUMBERED = (
    "rows with an identity column are made of a query that Citus sends to a node, where the role may not number them: "
    "move the subquery on a table into a CTE"
)
BODY = "a function in SQL with a RETURN body reads a table: use plpgsql"

Volatility = Mapping[str, str]  # i, s or v, by the name of the function

_VOLATILITIES = "SELECT proname, max(provolatile::text) FROM pg_proc GROUP BY proname"  # i < s < v


async def volatilities(pool: Pool) -> Volatility:
    """The volatility of each function. Of several with one name, that of the most volatile."""
    return {row[0]: row[1] for row in await pool.fetch(_VOLATILITIES)}


@dataclass(frozen=True, slots=True)
class Rules:
    """Finds the patterns in statements on these tables. All other tables are temporary."""

    tables: AbstractSet[str]
    numbered: AbstractSet[str]  # tables with an identity column
    volatility: Volatility

    def broken_by(self, query: str) -> list[str]:
        """The patterns in a query, or in several."""
        return [found for raw in parse_sql(query) for found in self._broken_by_statement([*all_nodes(raw.stmt)])]

    def broken_by_plpgsql(self, definition: str) -> list[str]:
        """The patterns in the queries of a function, given the statement that creates it."""
        return [found for query in _queries(parse_plpgsql(definition)) for found in self.broken_by(query)]

    def reads_tables(self, query: str) -> bool:
        """Whether a query names one of the tables."""
        return any(self._reads_table(raw.stmt) for raw in parse_sql(query))

    def _reads_table(self, node: Any) -> bool:
        return any(map(self._is_table, all_nodes(node)))

    def _broken_by_statement(self, nodes: list[Any]) -> Iterator[str]:
        if any(map(self._is_left_join_with_table, self._planned_in_steps(nodes))):
            yield OUTER
        rows = {_alias(node) for node in nodes if self._is_table(node)}
        calls = [node for node in nodes if isinstance(node, ast.FuncCall)]
        if any(_is_row(argument, rows) for call in calls for argument in call.args or ()):
            yield ROW
        for node in nodes:
            yield from self._broken_by(node)

    def _planned_in_steps(self, nodes: Iterable[Any]) -> Iterable[Any]:
        """What Citus does not send to the node of the workspace as a whole: queries of temporary tables, and inserted
        rows."""
        relations = {node.relname for node in nodes if isinstance(node, ast.RangeVar)}
        if relations - self.tables - {node.ctename for node in nodes if isinstance(node, ast.CommonTableExpr)}:
            return nodes
        return [each for node in nodes if isinstance(node, ast.InsertStmt) for each in all_nodes(node.selectStmt)]

    def _is_left_join_with_table(self, node: Any) -> bool:
        """Whether the node is a LEFT JOIN of a table to something else."""
        if not isinstance(node, ast.JoinExpr) or node.jointype != enums.JoinType.JOIN_LEFT:
            return False
        return not self._reads_table(node.larg) and any(map(self._is_table, _relations([node.rarg])))

    def _broken_by(self, node: Any) -> Iterator[str]:
        if isinstance(node, ast.UpdateStmt | ast.DeleteStmt) and self._is_table(node.relation):
            yield from self._of_change(node)
        if isinstance(node, ast.InsertStmt) and self._is_table(node.relation):
            yield from self._of_insert(node)
        if isinstance(node, ast.SelectStmt | ast.UpdateStmt | ast.DeleteStmt):
            yield from self._of_level(node)

    def _of_change(self, node: Any) -> Iterator[str]:
        targets = getattr(node, "targetList", None) or ()
        changed = [*_expressions(targets), *_expressions(node.whereClause)]
        if any(self._is(each, "v") or isinstance(each, ast.SetToDefault) for each in changed):
            yield VOLATILE_IN_UPDATE
        if any(self._is(each, "s") and _has_column(each) for each in changed):
            yield STABLE_OF_COLUMN
        for lazy in (each for each in changed if isinstance(each, ast.CaseExpr | ast.CoalesceExpr)):
            if any(self._is(each, "sv") for each in all_nodes(lazy)):
                yield STABLE_IN_CASE
            if isinstance(lazy, ast.CaseExpr) and lazy.arg is not None:
                yield SIMPLE_CASE
        if any(target.indirection for target in targets):
            yield FIELD
        yield from self._of_returning(node)

    def _of_insert(self, node: Any) -> Iterator[str]:
        conflict = node.onConflictClause
        changed = [*_expressions((conflict.targetList, conflict.whereClause))] if conflict else []
        if any(self._is(each, "sv") or isinstance(each, ast.SetToDefault) for each in changed):
            yield STABLE_IN_CONFLICT
        if node.relation.relname in self.numbered and self._is_sent_to_node(node.selectStmt):
            yield NUMBERED
        yield from self._of_returning(node)

    def _is_sent_to_node(self, select: Any) -> bool:
        if select is None or any(map(self._is_table, _relations(select.fromClause or ()))):
            return False
        conditions = _expressions(select.whereClause)
        return any(isinstance(each, ast.SubLink) and self._reads_table(each.subselect) for each in conditions)

    def _of_returning(self, node: Any) -> Iterator[str]:
        returned = node.returningClause
        if returned and any(self._is(each, "sv") for each in _expressions(returned.exprs)):
            yield STABLE_IN_RETURNING

    def _of_level(self, node: Any) -> Iterator[str]:
        """Of a SELECT, UPDATE or DELETE without those in it."""
        sources = [*(getattr(node, "fromClause", None) or ()), *(getattr(node, "usingClause", None) or ())]
        if not isinstance(node, ast.SelectStmt):
            if not self._is_table(node.relation) and any(map(self._is_table, _relations(sources))):
                yield FETCHED
            sources.append(node.relation)
        temporary = {_alias(each) for each in _relations(sources) if not self._is_table(each)}
        outside = [value for slot in node if slot not in _SOURCES and (value := getattr(node, slot))]
        for each in _expressions(outside):
            if isinstance(each, ast.SubLink) and self._reads_for_each(each.subselect, temporary):
                yield CORRELATED

    def _reads_for_each(self, subquery: Any, outer: AbstractSet[str]) -> bool:
        nodes = [*all_nodes(subquery)]
        own = {_alias(each) for each in nodes if isinstance(each, ast.RangeVar)}
        return any(map(self._is_table, nodes)) and any(_qualifier(each) in outer - own for each in nodes)

    def _is_table(self, node: Any) -> bool:
        return isinstance(node, ast.RangeVar) and node.relname in self.tables

    def _is(self, node: Any, volatilities: str) -> bool:
        if isinstance(node, ast.SQLValueFunction):  # CURRENT_TIMESTAMP and its like
            return "s" in volatilities
        return isinstance(node, ast.FuncCall) and self.volatility.get(node.funcname[-1].sval, "v") in volatilities


_SOURCES = {"fromClause", "usingClause", "relation", "withClause", "larg", "rarg"}


def _expressions(node: Any) -> Iterator[Any]:
    """A node and all below it, without the inside of subqueries."""
    if isinstance(node, ast.SelectStmt):
        return
    yield node
    children: Iterator[Any] = iter(())
    if isinstance(node, ast.Node):
        children = (value for slot in node if (value := getattr(node, slot)) is not None)
    elif isinstance(node, list | tuple):
        children = iter(node)
    for child in children:
        yield from _expressions(child)


def _has_column(node: Any) -> bool:
    return any(isinstance(each, ast.ColumnRef) for each in _expressions(node))


def _is_row(argument: Any, rows: AbstractSet[str]) -> bool:
    return (
        isinstance(argument, ast.ColumnRef)
        and len(argument.fields) == 1
        and (isinstance(argument.fields[0], ast.String) and argument.fields[0].sval in rows)
    )


def _qualifier(node: Any) -> str | None:
    if isinstance(node, ast.ColumnRef) and len(node.fields) > 1 and isinstance(node.fields[0], ast.String):
        return node.fields[0].sval
    return None


def _relations(sources: Iterable[Any]) -> Iterator[Any]:
    for source in sources:
        if isinstance(source, ast.RangeVar):
            yield source
        elif isinstance(source, ast.JoinExpr):
            yield from _relations((source.larg, source.rarg))


def _queries(tree: Any) -> Iterator[str]:
    """The statements in the parse of a function in plpgsql. Its expressions are left out."""
    if isinstance(tree, dict):
        query = tree.get("PLpgSQL_expr", {}).get("query", "")
        if query.lstrip().upper().startswith(("SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH ")):
            yield query
    for child in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _queries(child)


def _alias(relation: Any) -> str:
    return relation.alias.aliasname if relation.alias else relation.relname


def all_nodes(node: Any) -> Iterator[Any]:
    """A node of a parse tree and all below it."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += _children(node)


def _children(node: Any) -> Iterable[Any]:
    if isinstance(node, ast.Node):
        return [value for slot in node if (value := getattr(node, slot)) is not None]
    return node if isinstance(node, tuple) else ()
