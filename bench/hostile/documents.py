"""Documents that cost much to parse, validate or execute, each with the answer it gets."""

from collections.abc import Callable
from dataclasses import dataclass

TOO_LARGE = "A document may have at most 250,000 characters and 10,000 tokens"
TOO_COMPLEX = "The document takes too long to validate."
TOO_MANY_OPERATIONS = "A document may have at most 50 operations"
TOO_DEEP = "An operation may nest selections at most 15 levels deep"
TOO_MANY_FIELDS = "An operation may select at most 10,000 fields"
TOO_MANY_ALIASES = "An operation may have at most 500 aliases"


@dataclass(frozen=True)
class Hostile:
    """`text` makes the document of a size; `answer` begins the first error at the given size.

    None if the document is valid. Its execution may still be refused for its cost.
    """

    size: int
    text: Callable[[int], str]
    answer: str | None


def times(size: int, text: str) -> str:
    """The text again and again, with the number of each in place of #."""
    return " ".join(text.replace("#", str(number)) for number in range(size))


def braced(text: str) -> str:
    return f"{{ {text} }}"


def doubling(size: int) -> str:
    spreads = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(size))
    return f"{{ ...F0 }} {spreads} fragment F{size} on Query {{ __typename }}"


def chain(size: int) -> str:
    spreads = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(size))
    return f"{{ ...F0 }} {spreads} fragment F{size} on Query {{ __typename }}"


def cycle(size: int) -> str:
    spreads = " ".join(f"fragment F{n} on Query {{ ...F{(n + 1) % size} }}" for n in range(size))
    return f"{{ ...F0 }} {spreads}"


def nested_in_fragments(size: int) -> str:
    inner = " ".join(
        f'fragment F{n} on Series {{ block(key: "b") {{ series {{ ...F{n + 1} }} }} }}' for n in range(size)
    )
    return f'{{ series(key: "s") {{ ...F0 }} }} {inner} fragment F{size} on Series {{ key }}'


def shared_by_operations(size: int) -> str:
    fields, fragments = times(size * 2, "a#: __typename"), times(size, "fragment B# on Query { __typename }")
    return f"{times(size, 'query Q# { ...Big ...B# }')} fragment Big on Query {{ {fields} }} {fragments}"


def variables_shared_by_operations(size: int) -> str:
    fragment = f"fragment Big on Query {{ {times(size * 4, 'a#: node(id: $id) { id }')} }}"
    others = times(size, "fragment B# on Query { __typename }")
    return f"{times(size, 'query Q#($id: ID!) { ...Big ...B# }')} {fragment} {others}"


SERIES = '{ series(key: "s") { %s } }'
PEOPLE = "mutation { upsertPeople(input: { people: [%s] }) { created } }"

HOSTILE = {
    "fragments that each spread the next one twice": Hostile(22, doubling, TOO_MANY_FIELDS),
    "a chain of fragments": Hostile(190, chain, None),
    "a longer chain of fragments": Hostile(400, chain, TOO_COMPLEX),
    "a cycle of fragments": Hostile(100, cycle, "Cannot spread fragment 'F0' within itself via"),
    "a longer cycle of fragments": Hostile(400, cycle, TOO_COMPLEX),
    "one fragment spread again and again": Hostile(
        2_000, lambda n: f"{{ {'...F ' * n}}} fragment F on Query {{ __typename }}", None
    ),
    "one field again and again": Hostile(1_000, lambda n: f"{{ {'__typename ' * n}}}", TOO_COMPLEX),
    "one object again and again": Hostile(
        200, lambda n: braced(times(n, 'series(key: "s") { key name block(key: "b") { key } }')), TOO_COMPLEX
    ),
    "one name for different fields": Hostile(300, lambda n: SERIES % times(n, "x: key x: name"), TOO_COMPLEX),
    "many fragments in one place": Hostile(
        300,
        lambda n: f"{{ {times(n, '...F#')} }} {times(n, 'fragment F# on Query { viewer { scopes } }')}",
        TOO_COMPLEX,
    ),
    "many fragments with other arguments": Hostile(
        250,
        lambda n: braced(times(n, "...F#")) + times(n, 'fragment F# on Query { s: series(key: "#") { key } }'),
        TOO_COMPLEX,
    ),
    "operations that share a fragment": Hostile(150, shared_by_operations, TOO_MANY_OPERATIONS),
    "as many operations as are allowed that share a fragment": Hostile(50, shared_by_operations, None),
    "operations that share variables": Hostile(50, variables_shared_by_operations, None),
    "braces": Hostile(2_000, lambda n: "{ a " * n, TOO_LARGE),
    "inline fragments": Hostile(190, lambda n: "{ ... " * n + "{ __typename }" + "}" * n, None),
    "lists in lists": Hostile(2_000, lambda n: f"{{ node(id: {'[' * n}{']' * n}) {{ id }} }}", TOO_LARGE),
    "objects in objects": Hostile(2_000, lambda n: f"{{ node(id: {'{a: ' * n}1{'}' * n}) {{ id }} }}", TOO_LARGE),
    "a variable of lists of lists": Hostile(
        150,
        lambda n: f"query ($v: {'[' * n}ID{']' * n}) {{ {times(n, 'a#: node(id: $v) { id }')} }}",
        "Variable '$v' of type",
    ),
    "tokens": Hostile(10_000, lambda n: f"{{ {times(n, 'a#')} }}", TOO_LARGE),
    "comments": Hostile(20_000, lambda n: "#\n" * n + "{ __typename }", TOO_LARGE),
    "spaces": Hostile(300_000, lambda n: "{ __typename }" + " " * n, TOO_LARGE),
    "a long text": Hostile(300_000, lambda n: SERIES.replace('"s"', '"' + "s" * n + '"') % "key", TOO_LARGE),
    "a long name": Hostile(200_000, lambda n: f"{{ {'x' * n} }}", "Cannot query field 'xxxxxxxx"),
    "many names that are nearly right": Hostile(
        2_000, lambda n: f"{{ {times(n, 'viewerr#')} }}", "Cannot query field 'viewerr0'"
    ),
    "many unknown types": Hostile(
        600, lambda n: f"{{ {times(n, '... on PersonConnectio# { a# }')} }}", "Unknown type 'PersonConnectio0'"
    ),
    "one argument again and again": Hostile(
        2_000, lambda n: "{ series(" + 'key: "s" ' * n + ") { key } }", "There can be only one argument named 'key'."
    ),
    "one directive again and again": Hostile(
        1_000, lambda n: f"{{ __typename {'@skip(if: true) ' * n}}}", "The directive '@skip' can only be used once"
    ),
    "one input field again and again": Hostile(
        500, lambda n: PEOPLE % braced('externalId: "a" ' * n), "There can be only one input field named 'externalId'."
    ),
    "values of the wrong type": Hostile(
        1_000, lambda n: PEOPLE % times(n, "{ externalId: 1 }"), "String cannot represent a non string value: 1"
    ),
    "variables that are never used": Hostile(
        1_000, lambda n: f"query ({times(n, '$v#: Nothing')}) {{ __typename }}", "Variable '$v0' is never used."
    ),
    "fields below one another": Hostile(
        20, lambda n: SERIES % ('block(key: "b") { series { ' * n + "key" + " } }" * n), TOO_DEEP
    ),
    "fields below one another in fragments": Hostile(20, nested_in_fragments, TOO_DEEP),
    "aliases": Hostile(501, lambda n: f"{{ {times(n, 'a#: __typename')} }}", TOO_MANY_ALIASES),
    "aliases in introspection": Hostile(
        300, lambda n: f"{{ __schema {{ types {{ {times(n, 'a#: fields { name }')} }} }} }}", None
    ),
    "the schema again and again": Hostile(
        50,
        lambda n: (
            f"{{ {times(n, 's#: __schema { types { name fields { name args { name } type { name kind } } } }')} }}"
        ),
        None,
    ),
    "introspection in circles": Hostile(
        5,
        lambda n: f"{{ __schema {{ types {{ {'fields { type { ' * n}name{' } }' * n} }} }} }}",
        "Maximum introspection depth exceeded",
    ),
}
