"""Random valid operations on a schema: nested pages and lists, aliases, fragments and variables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)
from hypothesis import strategies as st

MOST_FIELDS = 4
MOST_DEPTH = 6


@dataclass
class Operation:
    """An operation whose pages have sizes by variables. `objects` are the types that implement an interface."""

    draw: Any
    objects: Sequence[GraphQLObjectType]
    arguments: Mapping[str, str]
    text: str = ""
    aliases: int = 0
    sizes: dict[str, int] = field(default_factory=dict[str, int])
    fragments: list[str] = field(default_factory=list[str])

    def written(self) -> str:
        declared = ", ".join(f"${name}: Int" for name in self.sizes)
        return f"query{f' ({declared})' if declared else ''} {self.text} {' '.join(self.fragments)}"

    def with_literals(self) -> str:
        """The same operation without variables."""
        text = f"{self.text} {' '.join(self.fragments)}"
        for name, size in reversed(self.sizes.items()):
            text = text.replace(f"${name}", str(size))
        return text

    def selection(self, type_: GraphQLNamedType, depth: int) -> str:
        if isinstance(type_, GraphQLInterfaceType):
            chosen = self.draw(st.lists(st.sampled_from(self.objects), max_size=3, unique_by=lambda each: each.name))
            return (
                f"{{ __typename {' '.join(f'... on {each.name} {self.selection(each, depth)}' for each in chosen)} }}"
            )
        assert isinstance(type_, GraphQLObjectType)
        names = sorted(name for name, each in type_.fields.items() if depth or is_leaf_type(get_named_type(each.type)))
        chosen = self.draw(st.lists(st.sampled_from(names), max_size=MOST_FIELDS)) if names else []
        text = f"{{ __typename {' '.join(self._field(type_, name, depth) for name in chosen)} }}"
        if self.draw(st.integers(0, 4)):
            return text
        self.fragments.append(f"fragment F{len(self.fragments)} on {type_.name} {text}")
        return f"{{ ...F{len(self.fragments) - 1} }}"

    def _field(self, parent: GraphQLObjectType, name: str, depth: int) -> str:
        found = parent.fields[name]
        given = self.arguments.get(f"{parent.name}.{name}", "")
        assert given or not any(map(is_required_argument, found.args.values())), f"say how to ask {parent.name}.{name}"
        if "first" in found.args and self.draw(st.booleans()):
            size = f"size{len(self.sizes)}"
            self.sizes[size] = self.draw(st.integers(0, 5))
            given = f"{given} first: ${size}"
        self.aliases += 1
        alias = f"a{self.aliases}"  # so that no two fields must be merged
        type_ = get_named_type(found.type)
        inner = "" if is_leaf_type(type_) else self.selection(type_, depth - 1)
        return f"{alias}: {name}{f'({given})' if given else ''} {inner}"


def operations(
    query: GraphQLObjectType, objects: Sequence[GraphQLObjectType], arguments: Mapping[str, str]
) -> st.SearchStrategy[Operation]:
    """Operations on the queries of a schema. `arguments` has what fields take that cannot be asked without."""

    @st.composite
    def drawn(draw: st.DrawFn) -> Operation:
        operation = Operation(draw, objects, arguments)
        operation.text = operation.selection(query, MOST_DEPTH)
        return operation

    return drawn()
