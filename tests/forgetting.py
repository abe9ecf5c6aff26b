"""Statements as somebody would write them who forgets that there are several workspaces."""

from collections.abc import Collection, Iterator
from copy import deepcopy
from typing import Any

from pglast import ast, enums, parse_sql
from pglast.stream import RawStream
from workspace_bounds import KEY, all_nodes

_TRUE = ast.A_Const(isnull=False, val=ast.Boolean(boolval=True))


def without_comparisons(query: str) -> str:
    """The statement without any comparison of workspace_id."""
    tree = parse_sql(query)
    return _without(tree, range(len([*_comparisons(tree)])))


def without_one_comparison(query: str) -> Iterator[str]:
    """The statement without each comparison of workspace_id alone."""
    tree = parse_sql(query)
    yield from (_without(deepcopy(tree), [number]) for number in range(len([*_comparisons(tree)])))


def _without(tree: Any, removed: Collection[int]) -> str:
    for number, (node, slot, index) in enumerate([*_comparisons(tree)]):
        if number in removed:
            values = getattr(node, slot)
            setattr(node, slot, _TRUE if index is None else (*values[:index], _TRUE, *values[index + 1 :]))
    return RawStream()(tree)


def _comparisons(tree: Any) -> Iterator[tuple[Any, str, int | None]]:
    """Where each comparison of a workspace_id is: the node, its slot, and the index in it if it has several values."""
    for node in (node for raw in tree for node in all_nodes(raw.stmt) if isinstance(node, ast.Node)):
        for slot in node:
            value = getattr(node, slot)
            if _compares(value):
                yield node, slot, None
            elif isinstance(value, tuple):
                yield from ((node, slot, index) for index, each in enumerate(value) if _compares(each))


def _compares(value: Any) -> bool:
    return (
        isinstance(value, ast.A_Expr)
        and value.kind == enums.A_Expr_Kind.AEXPR_OP
        and value.name[0].sval == "="
        and any(_is_key(side) for side in (value.lexpr, value.rexpr))
    )


def _is_key(value: Any) -> bool:
    return isinstance(value, ast.ColumnRef) and getattr(value.fields[-1], "sval", None) == KEY
