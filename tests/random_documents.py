"""Random documents, valid and invalid: names are drawn from a few, so that some are missing or used twice."""

from hypothesis import strategies as st

names = st.sampled_from(["A", "B", "C"])
fields = st.sampled_from(
    [
        "series",
        "block",
        "node",
        "viewer",
        "key",
        "name",
        "stats",
        "blocks",
        "id",
        "__typename",
        "__schema",
        "types",
        "no",
    ]
)
types = st.sampled_from(["Query", "Series", "Block", "Node", "String", "UpsertPeopleInput", "Nothing", "__Type"])
variable_types = st.sampled_from(["ID!", "ID", "String", "[ID!]!", "Int", "Series", "Nothing", "StatsScope"])
literals = st.sampled_from(
    ["1", '"s"', "null", "true", "ENUM", "[1]", "{ key: 1 }", "{ a: $A, a: [null] }", "$A", "$B"]
)


def joined(items: st.SearchStrategy[str], least: int, most: int) -> st.SearchStrategy[str]:
    return st.lists(items, min_size=least, max_size=most).map(" ".join)


def optional(items: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), items)


argument = st.builds("{}: {}".format, st.sampled_from(["key", "id", "if", "scope", "no"]), literals)
arguments = optional(joined(argument, 1, 2).map("({})".format))
directive = st.builds("@{}{}".format, st.sampled_from(["skip", "include", "no", "defer"]), arguments)
directives = joined(directive, 0, 2)
alias = optional(st.sampled_from(["key: ", "x: "]))


def _selections(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    field = st.builds("{}{}{} {} {}".format, alias, fields, arguments, directives, optional(inner))
    spread = st.builds("...{} {}".format, names, directives)
    condition = optional(types.map("on {}".format))
    inline = st.builds("... {} {} {}".format, condition, directives, inner)
    return joined(st.one_of(field, field, spread, inline), 0, 3).map("{{ {} }}".format)


selections = st.recursive(st.sampled_from(["{ __typename }", "{ key }", "{ id }", "{}"]), _selections, max_leaves=8)

variable = st.builds("${}: {}{}".format, names, variable_types, optional(literals.map("= {}".format)))
variables = optional(joined(variable, 1, 3).map("({})".format))
kind = st.sampled_from(["query", "query", "mutation", "subscription"])
operation = st.builds("{} {}{} {} {}".format, kind, optional(names), variables, directives, selections)
fragment = st.builds("fragment {} on {} {}".format, names, types, selections)
definition = st.sampled_from(["type A { a: Int }", "extend type Query { a: Int }", "schema { query: Query }"])
documents = joined(st.one_of(operation, operation, selections, fragment, fragment, definition), 0, 4)
