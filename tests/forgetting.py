"""Statements as somebody would write them who forgets that there are several workspaces."""

from collections.abc import Iterator
from typing import Any

from pglast import ast, enums, parse_sql
from pglast.stream import RawStream
from workspace_bounds import KEY

_TRUE = ast.A_Const(isnull=False, val=ast.Boolean(boolval=True))
_Place = tuple[Any, str, int | None]  # a node, its slot, and the index in it if it has several values


def without_comparisons(query: str) -> str:
    """The statement without any comparison of workspace_id."""
    tree = parse_sql(query)
    for place in [*_comparisons(tree)]:
        _remove(place)
    return RawStream()(tree)


def without_one_comparison(query: str) -> Iterator[str]:
    """The statement without each comparison of workspace_id alone."""
    tree = parse_sql(query)
    for node, slot, index in [*_comparisons(tree)]:
        before = getattr(node, slot)
        _remove((node, slot, index))
        yield RawStream()(tree)
        setattr(node, slot, before)


def _remove(place: _Place) -> None:
    node, slot, index = place
    values = getattr(node, slot)
    setattr(node, slot, _TRUE if index is None else (*values[:index], _TRUE, *values[index + 1 :]))


def _comparisons(tree: Any) -> Iterator[_Place]:
    """Where each comparison of a workspace_id is."""
    for node in (node for raw in tree for node in _all_nodes(raw.stmt) if isinstance(node, ast.Node)):
        for slot in node:
            value = getattr(node, slot)
            if _compares(value):
                yield node, slot, None
            elif isinstance(value, tuple):
                yield from ((node, slot, index) for index, each in enumerate(value) if _compares(each))


def _all_nodes(node: Any) -> Iterator[Any]:
    """A node of a parse tree and all below it."""
    yield node
    if isinstance(node, ast.Node):
        for slot in node:
            yield from _all_nodes(getattr(node, slot))
    elif isinstance(node, tuple):
        for each in node:
            yield from _all_nodes(each)


def _compares(value: Any) -> bool:
    return (
        isinstance(value, ast.A_Expr)
        and value.kind == enums.A_Expr_Kind.AEXPR_OP
        and value.name[0].sval == "="
        and any(_is_key(side) for side in (value.lexpr, value.rexpr))
    )


def _is_key(value: Any) -> bool:
    return isinstance(value, ast.ColumnRef) and getattr(value.fields[-1], "sval", None) == KEY
