"""Random documents: every root field of the schema, also one that is new, with everything that it gives."""

from collections.abc import Iterable, Sequence

from everything import Everything
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
)
from hypothesis import strategies as st

VALUES = {
    "String": '"s"',
    "Int": "1",
    "Float": "1.5",
    "Boolean": "true",
    "JSON": "{}",
    "DateTime": '"2026-03-01T12:00:00Z"',
    "TimeZone": '"UTC"',
}
MOST_FIELDS = 3


class Documents:
    """Everything is named "s"; `ids` are the selectable ids."""

    def __init__(self, schema: GraphQLSchema, ids: Sequence[str]) -> None:
        self._ids = st.sampled_from(ids)
        self._query, self._mutation = (type_ for type_ in (schema.query_type, schema.mutation_type) if type_)
        required = {
            f"{type_.name}.{name}": ", ".join(self._simplest(of, arg) for of, arg in field.args.items() if _must(arg))
            for type_ in schema.type_map.values()
            if isinstance(type_, GraphQLObjectType)
            for name, field in type_.fields.items()
            if any(map(is_required_argument, field.args.values()))
        }
        self._everything = Everything(required)

    def any(self) -> st.SearchStrategy[str]:
        """A query of a few fields, which are carried out at the same time, or a mutation."""
        queries = st.lists(self._field(self._query), min_size=1, max_size=MOST_FIELDS)
        mutations = st.lists(self._field(self._mutation), min_size=1, max_size=1)
        return queries.map(lambda fields: _document("query", fields)) | mutations.map(
            lambda fields: _document("mutation", fields)
        )

    def _field(self, type_: GraphQLObjectType) -> st.SearchStrategy[str]:
        @st.composite
        def drawn(draw: st.DrawFn) -> str:
            name = draw(st.sampled_from(sorted(type_.fields)))
            field = type_.fields[name]
            given = [
                f"{of}: {draw(self._value(of, argument.type))}"
                for of, argument in field.args.items()
                if _must(argument) or draw(st.booleans())
            ]
            called = f"{name}({', '.join(given)})" if given else name
            return called if is_leaf_type(get_named_type(field.type)) else f"{called} {self._everything.of(field)}"

        return drawn()

    def _simplest(self, name: str, argument: GraphQLArgument | GraphQLInputField) -> str:
        of = get_named_type(argument.type)
        if isinstance(of, GraphQLInputObjectType):  # of which one field must be given
            first, field = next(iter(of.fields.items()))
            return f"{name}: {{{self._simplest(first, field)}}}"
        value = VALUES.get(of.name, '"x"')
        return f"{name}: {value}"

    def _value(self, name: str, type_: object) -> st.SearchStrategy[str]:
        match type_:
            case GraphQLNonNull(of_type=inner):
                return self._value(name, inner)
            case GraphQLList(of_type=inner):
                return st.lists(self._value(name, inner), min_size=1, max_size=3).map(_listed)
            case GraphQLEnumType():
                return st.sampled_from(sorted(type_.values))
            case GraphQLInputObjectType():
                return self._object(type_)
            case _:
                kind = get_named_type(type_).name  # pyright: ignore
                return self._ids.map(lambda id_: f'"{id_}"') if kind == "ID" else st.just(VALUES[kind])

    def _object(self, type_: GraphQLInputObjectType) -> st.SearchStrategy[str]:
        if type_.is_one_of:
            return st.sampled_from([*type_.fields]).flatmap(
                lambda name: self._value(name, type_.fields[name].type).map(lambda value: f"{{{name}: {value}}}")
            )
        fields = {name: field for name, field in type_.fields.items() if _must(field)}
        return st.tuples(*(self._value(name, field.type) for name, field in fields.items())).map(
            lambda values: _braced(f"{of}: {value}" for of, value in zip(fields, values, strict=True))
        )


def _must(given: GraphQLArgument | GraphQLInputField) -> bool:
    return is_required_argument(given) if isinstance(given, GraphQLArgument) else is_required_input_field(given)


def _listed(values: Sequence[str]) -> str:
    return f"[{', '.join(values)}]"


def _braced(fields: Iterable[str]) -> str:
    return f"{{{', '.join(fields)}}}"


def _document(kind: str, fields: Sequence[str]) -> str:
    named = " ".join(f"field{number}: {field}" for number, field in enumerate(fields))
    return f"{kind} {{ {named} }}"
