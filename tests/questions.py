"""For every root field of the schema: documents that together select every field behind it, cut where scopes change."""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

_NEEDS = re.compile(r" Needs the scope (\w+)\.$")
_Tree = dict[str, Any]  # selections by their text; below each its own, empty for a leaf


def need_of(element: GraphQLField | GraphQLNamedType) -> str | None:
    """The scope that a field needs, or a type that a field of an interface returns, as its description says."""
    found = _NEEDS.search(element.description or "")
    return found[1] if found else None


@dataclass
class Question:
    """A document, and which of the fields that it selects need which scope."""

    document: str = ""
    needs: dict[str, str] = field(default_factory=dict[str, str])  # by coordinate, in the order of the document
    selected: set[str] = field(default_factory=set[str])  # the coordinates of all fields

    def lacks(self, held: frozenset[str]) -> dict[str, str]:
        """The fields that a token with these scopes may not select."""
        return {name: need for name, need in self.needs.items() if not {need, "ADMIN"} & held}


@dataclass(frozen=True)
class _Begin:
    """Where a document begins to select everything: below these selections."""

    path: tuple[str, ...]
    type: GraphQLNamedType
    needs: Mapping[str, str]
    apart: frozenset[str]  # the types of which not everything is selected


class Questions:
    """`arguments` has the required arguments of fields, by coordinate."""

    def __init__(self, schema: GraphQLSchema, arguments: Mapping[str, str]) -> None:
        self._schema = schema
        self._arguments = arguments

    def of(self, root: GraphQLObjectType, name: str, only: str | None = None) -> Iterator[Question]:
        """The documents for a root field.

        Where it gives an interface, `only` is one of the types that implement it, and the others have documents of
        their own.
        """
        coordinate, definition = f"{root.name}.{name}", root.fields[name]
        need = need_of(definition)
        path = ["query" if root is self._schema.query_type else "mutation", self._called(coordinate, definition)]
        behind = _behind(definition)
        type_ = self._schema.type_map[only] if only else behind
        path += [f"... on {only}"] if only else []
        apart = frozenset(type_.name for type_ in self._schema.get_possible_types(behind)) if only else frozenset[str]()
        needs = {coordinate: need, only: need_of(type_)} if only else {coordinate: need}
        begins = deque([_Begin(tuple(path), type_, {name: each for name, each in needs.items() if each}, apart)])
        known = set[Any]()
        while begins:
            question, cut = self._everything(begins.popleft())
            for begin in cut:
                key = (list(begin.needs)[-1], frozenset(begin.needs.values()))
                if key not in known:
                    known.add(key)
                    begins.append(begin)
            yield question

    def _everything(self, begin: _Begin) -> tuple[Question, list[_Begin]]:
        """All that can be selected with the same scopes, each type once, and where others are needed."""
        tree: _Tree = {}
        question = Question(needs=dict(begin.needs), selected={*begin.needs})
        cut: list[_Begin] = []
        waiting, seen = deque([(begin.type, tree, begin.path)]), {begin.type.name, *begin.apart}
        while waiting:
            type_, below, path = waiting.popleft()
            below["__typename"] = {}
            for name, definition in getattr(type_, "fields", {}).items():
                coordinate, called = f"{type_.name}.{name}", self._called(f"{type_.name}.{name}", definition)
                need, behind = need_of(definition), _behind(definition)
                if need and need not in begin.needs.values():
                    cut.append(_Begin((*path, called), behind, {**begin.needs, coordinate: need}, begin.apart))
                    continue
                question.selected.add(coordinate)
                question.needs |= {coordinate: need} if need else {}
                below[called] = {} if is_leaf_type(behind) else {"__typename": {}}
                if not is_leaf_type(behind) and behind.name not in seen:
                    assert not isinstance(behind, GraphQLInterfaceType), f"say which types {coordinate} may give"
                    seen.add(behind.name)
                    waiting.append((behind, below[called], (*path, called)))
        leaf = is_leaf_type(begin.type)
        question.document = _nested(begin.path, "" if leaf else _written(tree))
        return question, cut

    def _called(self, coordinate: str, definition: GraphQLField) -> str:
        given = self._arguments.get(coordinate)
        assert given or not any(map(is_required_argument, definition.args.values())), f"say how to ask {coordinate}"
        name = coordinate.partition(".")[2]
        return f"{name}({given})" if given else name


def _behind(definition: GraphQLField) -> GraphQLNamedType:
    return cast(GraphQLNamedType, get_named_type(definition.type))


def _written(tree: _Tree) -> str:
    return f"{{ {' '.join(f'{text} {_written(below)}' if below else text for text, below in tree.items())} }}"


def _nested(path: tuple[str, ...], innermost: str) -> str:
    text = innermost
    for part in reversed(path[1:]):
        text = f"{{ {part} {text} }}"
    return f"{path[0]} {text}"
