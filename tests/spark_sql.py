"""Translates the scripts and statements of columns/sql for Spark.

Spark has no macros, variables, enums, or stars with replaced columns: they are written out. Enums are texts.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.optimizer.qualify import qualify

from core.figures import VisitState

Columns = Callable[[str], Sequence[str]]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_INFINITY = {"infinity": (1 << 63) - 1, "-infinity": 1 - (1 << 63)}  # microseconds, as DuckDB writes them
_STATES = exp.array(*(exp.Literal.string(state) for state in VisitState))


class Dialect:
    """The macros and variables that scripts and statements may use."""

    def __init__(self, columns: Columns) -> None:
        """`columns` returns those of a table or view."""
        self.variables: dict[str, Any] = {}
        self._columns = columns
        self._macros: dict[str, exp.Create] = {}

    def define(self, macro: exp.Create) -> None:
        """Makes a macro known."""
        self._macros[macro.this.this.name.lower()] = macro

    def sql(self, tree: exp.Expression, arguments: Sequence[Any] = ()) -> str:
        """A statement for Spark, with the values of its parameters written out."""
        tree = tree.copy()
        _plain_tables(tree)
        for cte in tree.find_all(exp.CTE):
            cte.set("materialized", None)
        tree = self._written_out(tree).transform(_with_arguments, arguments)
        tree = qualify(tree, schema=self._schema(tree), dialect="duckdb", quote_identifiers=False)
        for select in tree.find_all(exp.Select):
            _group_by_place(select)
            _write_out_windows(select)
        return tree.transform(_for_spark).sql("spark")

    def _schema(self, tree: exp.Expression) -> Mapping[str, Mapping[str, str]]:
        inner = {cte.alias for cte in tree.find_all(exp.CTE)}
        names = {table.name for table in tree.find_all(exp.Table)} - inner
        return {name: dict.fromkeys(self._columns(name), "unknown") for name in names}

    def _written_out(self, tree: exp.Expression) -> exp.Expression:
        return tree.transform(self._call_written_out)

    def _call_written_out(self, node: exp.Expression) -> exp.Expression:
        if not isinstance(node, exp.Anonymous):
            return node
        name = node.name.lower()
        if name == "getvariable":
            return _literal(self.variables[node.expressions[0].name])
        if name in self._macros:
            return exp.paren(self._written_out(_called(self._macros[name], node.expressions)))
        return node


def statements(script: str) -> list[exp.Expression]:
    """The statements of a script for DuckDB."""
    return [each for each in sqlglot.parse(script, read="duckdb") if each is not None]


def _called(macro: exp.Create, values: Sequence[exp.Expression]) -> exp.Expression:
    given = dict(zip((name.name for name in macro.this.expressions), values, strict=True))

    def filled(node: exp.Expression) -> exp.Expression:
        is_parameter = isinstance(node, exp.Column) and not node.table and node.name in given
        return exp.paren(given[node.name].copy()) if is_parameter else node

    return macro.expression.copy().transform(filled)


def _with_arguments(node: exp.Expression, arguments: Sequence[Any]) -> exp.Expression:
    return _literal(arguments[int(node.name) - 1]) if isinstance(node, exp.Placeholder | exp.Parameter) else node


def _literal(value: Any) -> exp.Expression:
    match value:
        case datetime():
            return _instant((value - _EPOCH) // timedelta(microseconds=1))
        case list() | tuple():
            return exp.array(*map(exp.convert, value))
        case _:
            return exp.convert(value)


def _instant(microseconds: int) -> exp.Expression:
    return _function("timestamp_micros", exp.cast(exp.Literal.number(microseconds), "bigint"))


def _plain_tables(tree: exp.Expression) -> None:
    """Names views of Spark: copy_1_entry for copy_1.entry, and entry_files for what read_parquet reads."""
    for table in tree.find_all(exp.Table):
        if isinstance(table.this, exp.ReadParquet):
            table.replace(exp.to_table(f"{table.alias}_files").as_(table.alias, table=True))
        elif table.db:
            table.replace(exp.to_table(f"{table.db}_{table.name}").as_(table.alias_or_name, table=True))


def _group_by_place(select: exp.Select) -> None:
    """Spark groups by a column rather than by the result of the same name. Places leave no doubt."""
    group = select.args.get("group")
    if group is not None and group.args.get("all"):
        places = [
            exp.Literal.number(place)
            for place, each in enumerate(select.selects, 1)
            if not any(not isinstance(found.parent, exp.Window) for found in each.find_all(exp.AggFunc))
        ]
        select.set("group", exp.Group(expressions=places))


def _write_out_windows(select: exp.Select) -> None:
    """Spark cannot extend a named window."""
    named = {window.name: window for window in select.args.get("windows") or ()}
    select.set("windows", None)
    for window in select.find_all(exp.Window):
        if window.alias in named:
            for part, value in named[window.alias].args.items():
                if part != "this" and value and not window.args.get(part):
                    window.set(part, [each.copy() for each in value] if isinstance(value, list) else value)
            window.set("alias", None)


def _for_spark(node: exp.Expression) -> exp.Expression:
    match node:
        case exp.Cast() if isinstance(node.this, exp.Literal) and node.this.name in _INFINITY:
            return _instant(_INFINITY[node.this.name])
        case exp.Cast() if node.to.this == exp.DataType.Type.USERDEFINED:
            return _translated(node.this)
        case exp.Anonymous() if node.name.lower() == "enum_code":
            return exp.paren(_function("array_position", _STATES.copy(), _translated(node.expressions[0])) - 1)
        case exp.Anonymous() if node.name.lower() == "epoch_us":
            node.set("this", "unix_micros")
        case exp.EQ() if isinstance(node.expression, exp.Any):
            return _function("array_contains", _translated(node.expression.this.unnest()), _translated(node.this))
        case exp.Union():
            node.set("by_name", False)  # qualified: both sides have the same columns in the same order
    return node


def _translated(node: exp.Expression) -> exp.Expression:
    """`transform` does not reach the parts of what it has replaced."""
    return node.transform(_for_spark)


def _function(name: str, *arguments: exp.Expression) -> exp.Expression:
    return exp.Anonymous(this=name, expressions=[*arguments])
