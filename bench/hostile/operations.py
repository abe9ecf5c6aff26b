"""Operations within the limits of a document that would cost much, and values of every odd kind."""

from typing import Any

from bench.hostile.attacks import INVALID, LIMIT_EXCEEDED, VALIDATION_FAILED, Attack, graphql

PEOPLE = "query ($filter: PeopleFilter) { people(first: 1, filter: $filter) { totalCount } }"
UPSERT = (
    "mutation ($people: [PersonInput!]!) { upsertPeople(input: {people: $people}) { created userErrors { code } } }"
)
NODES = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
KEY = "query ($key: String) { series(key: $key) { key } }"
INTROSPECTION = "__schema { types { name fields { name type { name kind ofType { name kind } } } } }"


def _visits(levels: int) -> str:
    inner = "id"
    for _ in range(levels):
        inner = f"entry {{ visits {{ {inner} }} }}"
    return f'{{ series(key: "s") {{ block(key: "b") {{ visits(first: 200) {{ nodes {{ {inner} }} }} }} }} }}'


def _pages(aliases: int) -> str:
    inner = "people(first: 200) { nodes { entries(first: 200) { nodes { visits { id } } } } }"
    return "{ " + " ".join(f"a{number}: {inner}" for number in range(aliases)) + " }"


def _aliases(count: int, field: str, declared: str, kind: str = "query") -> str:
    return f"{kind} ({declared}) {{ " + " ".join(f"a{number}: {field}" for number in range(count)) + " }"


def _conditions(count: int, keys: int) -> list[dict[str, Any]]:
    value = {f"key{number}": number for number in range(keys)}
    return [{"name": "a", "operator": "EQ", "value": value}] * count


def _nested(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


OPERATIONS: dict[str, Attack] = {
    "visits of entries of visits": graphql(_visits(5), LIMIT_EXCEEDED),
    "pages of pages of pages": graphql(_pages(90), LIMIT_EXCEEDED),
    "the schema 95 times": graphql(
        "{ " + " ".join(f"s{number}: {INTROSPECTION}" for number in range(95)) + " }", LIMIT_EXCEEDED
    ),
    "a condition with 40,000 keys": graphql(PEOPLE, LIMIT_EXCEEDED, {"filter": {"attributes": _conditions(1, 40_000)}}),
    "14 conditions with 12,000 keys": graphql(
        PEOPLE, LIMIT_EXCEEDED, {"filter": {"attributes": _conditions(14, 12_000)}}
    ),
    "51 conditions": graphql(PEOPLE, LIMIT_EXCEEDED, {"filter": {"attributes": _conditions(51, 1)}}),
    "500,000 equal ids": graphql(PEOPLE, LIMIT_EXCEEDED, {"filter": {"ids": ["UGVyc29uOjE"] * 500_000}}, status=413),
    "10,001 equal ids": graphql(PEOPLE, LIMIT_EXCEEDED, {"filter": {"ids": ["UGVyc29uOjE"] * 10_001}}),
    "one list of 3,200 ids under 94 aliases": graphql(
        _aliases(94, "people(filter: $filter, first: 1) { __typename }", "$filter: PeopleFilter"),
        LIMIT_EXCEEDED,
        {"filter": {"ids": ["UGVyc29uOjE"] * 3_200}},
    ),
    "2,600 people upserted 85 times": graphql(
        _aliases(85, "upsertPeople(input: $input) { __typename }", "$input: UpsertPeopleInput!", "mutation"),
        LIMIT_EXCEEDED,
        {"input": {"people": [{"externalId": "p"}] * 2_600}},
    ),
    "201 nodes": graphql(NODES, LIMIT_EXCEEDED, {"ids": ["UGVyc29uOjE"] * 201}),
    "100,000 enum values": graphql(
        "query ($status: [SeriesStatus!]) { allSeries(status: $status) { totalCount } }",
        LIMIT_EXCEEDED,
        {"status": ["LIVE"] * 100_000},
    ),
    "a search for 1 MB of text": graphql(PEOPLE, INVALID, {"filter": {"search": "a%_" * 333_333}}),
    "a field name of 240,000 characters": graphql("{ " + "x" * 240_000 + " }", VALIDATION_FAILED),
    "a variable name of 15 MB": graphql(KEY, INVALID, {"k" * (15 << 20): "s"}),
    "a field name of 15 MB in a variable": graphql(PEOPLE, INVALID, {"filter": {"x" * (15 << 20): 1}}),
    "a key of 15 MB": graphql(KEY, INVALID, {"key": "k" * (15 << 20)}),
    "an id of 15 MB": graphql("query ($id: ID!) { node(id: $id) { id } }", INVALID, {"id": "x" * (15 << 20)}),
    "a number of 4,000 digits for a string": graphql(KEY, INVALID, {"key": 10**3999}),
    "a number beyond 64 bits for a page size": graphql(
        "query ($first: Int) { people(first: $first) { totalCount } }", INVALID, {"first": 10**30}
    ),
    "a NUL in a key": graphql(KEY, INVALID, {"key": "a\0b"}, statements=2),
    "right-to-left marks and joined emoji": graphql(KEY, None, {"key": "\u202e\u200d👩‍👩‍👧‍👦\ufeff"}, statements=2),
    "a thousand combining accents": graphql(KEY, INVALID, {"key": "a" + "\u0301" * 1_000}),
    "letters that grow in lower case": graphql(PEOPLE, None, {"filter": {"search": "İ" * 200}}, statements=3),
    "names of attributes of every object": graphql(
        UPSERT,
        None,
        {"people": [{"externalId": "p", "attributes": {name: name}} for name in ("__proto__",)]},
        statements=12,
    ),
    "attributes nested 5,000 deep": graphql(
        UPSERT, None, {"people": [{"externalId": "p", "attributes": {"a": _nested(900)}}]}, statements=2
    ),
    "10,001 people": graphql(UPSERT, None, {"people": [{"externalId": str(n)} for n in range(10_001)]}, statements=2),
    "attributes of 99,000 characters": graphql(
        UPSERT, None, {"people": [{"externalId": "long", "attributes": {"a": "x" * 99_000}}]}, statements=12
    ),
    "these attributes under 500 names": graphql(
        '{ person(externalId: "long") { ' + " ".join(f"a{n}: attributes" for n in range(500)) + " } }",
        LIMIT_EXCEEDED,
        statements=2,
    ),
    "a name of 200,000 characters in each of 10,000 errors": graphql(
        UPSERT.replace("code", f"{'x' * 200_000}: code"),
        LIMIT_EXCEEDED,
        {"people": [{"externalId": ""}] * 10_000},
        most_bytes=201_000,  # the path of the error has the name once
    ),
    "a list where one id is wanted": graphql("query ($id: ID!) { node(id: $id) { id } }", INVALID, {"id": [[1]]}),
    "a type of the schema by 400 aliases": graphql(
        "{ " + " ".join(f't{n}: __type(name: "Query") {{ fields {{ name }} }}' for n in range(400)) + " }",
        None,
        most_bytes=300_000,
    ),
    "a cursor of 100,000 characters": graphql(
        "query ($after: String) { people(after: $after) { totalCount } }", INVALID, {"after": "A" * 100_000}
    ),
    "a template that loops a million times": graphql(
        'mutation ($body: String!) { messagePeople(input: {people: {}, subject: "s", body: $body, dryRun: true})'
        " { userErrors { code } } }",
        None,
        {"body": "{% for i in (1..1000000) %}" * 10 + "x" + "{% endfor %}" * 10},
        statements=6,
    ),
}
