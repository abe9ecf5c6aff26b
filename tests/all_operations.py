"""Operations that together select every field in every scope and order, and run every mutation.

Names in angle brackets stand for ids and names: see planned.words_of.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from everything import Everything
from graphql import GraphQLObjectType, build_schema

from simulation.onboarding import definition

SCHEMA = build_schema((Path(__file__).parents[1] / "schema.graphql").read_text("utf-8"))
QUERY, MUTATION = (cast(GraphQLObjectType, SCHEMA.type_map[name]).fields for name in ("Query", "Mutation"))

# Required arguments of fields, and inputs of mutations.
ARGUMENTS = {
    "Query.node": 'id: "<Series>"',
    "Query.people": "first: 2",
    "Query.nodes": 'ids: ["<Series>", "<Block>", "<Entry>", "<Tag>"]',
    "Query.series": 'key: "onboarding"',
    "Query.person": 'externalId: "<name>"',
    "Query.bulkAction": 'id: "<bulkAction>"',
    "Query.export": 'id: "<export>"',
    "Query.messagePreview": 'input: {person: "<Person>", subject: "Hello", body: "Hello"}',
    "Series.block": 'key: "welcome"',
    "SeriesStats.timeTo": "kind: FINISHED",
    "SeriesStats.breakdown": "by: {tag: true}",
}
ALL = Everything(ARGUMENTS)
NEW_EVENT = {
    "id": "new",
    "type": "ENTRY_STARTED",
    "at": "2026-03-01T12:00:00Z",
    "series": "onboarding",
    "person": "new",
}
NEW_PERSON = {"externalId": "<name>", "email": "new@example.org", "tags": ["new"]}
RARE = {"tags": ["rare"]}
MESSAGE = {"people": RARE, "subject": "Hello", "body": "Hello"}
MUTATIONS: list[tuple[str, dict[str, Any]]] = [
    ("defineSeries", definition()),
    ("upsertPeople", {"people": [NEW_PERSON]}),
    ("recordEvents", {"events": [NEW_EVENT]}),
    ("tagPeople", {"tag": "tagged", "people": RARE, "dryRun": True}),
    ("messagePeople", {**MESSAGE, "dryRun": True}),
    ("requestExport", {"series": "<Series>", "range": {"to": "2000-01-01T00:00:00Z"}}),
    ("updateWorkspace", {"timeZone": "Europe/Amsterdam"}),
    ("createToken", {"name": "first", "scopes": ["READ"], "expiresAt": "2100-01-01T00:00:00Z"}),
    ("createToken", {"name": "second", "scopes": ["READ", "ACT"], "rotates": "<token>", "overlapMinutes": 5}),
    # twice each: the key identifies the repetition
    *2
    * [
        ("tagPeople", {"tag": "tagged", "people": RARE, "idempotencyKey": "tag"}),
        ("messagePeople", {**MESSAGE, "idempotencyKey": "message"}),
        ("untagPeople", {"tag": "common", "people": {"ids": ["<Person>"]}, "idempotencyKey": "untag"}),
        ("requestExport", {"series": "<Series>", "email": "me@example.org", "idempotencyKey": "export"}),
    ],
]
UNDOING = {
    "undoBulkAction": "tagPeople",
    "cancelBulkAction": "messagePeople",
    "cancelExport": "requestExport",
    "revokeToken": "createToken",
}


FIELDS = {
    "outcomes": "stats(scope: SCOPE) { outcomes { kind count } }",
    "trend": "stats(scope: SCOPE) { outcomes { trend(interval: WEEK) { start count } } }",
    "blocks": "blocks { stats(scope: SCOPE) { reached matched states { count } engagement { total unique } } }",
    "paths": "paths { stats(scope: SCOPE) { taken share } }",
    "leaks": "stats(scope: SCOPE) { leaks { count share } }",
    "people": "stats(scope: SCOPE) { outcomes { people { edges { at node { name tags { name } } entry { key } } } } }",
    "entries": "entries(scope: SCOPE) { nodes { key visits { state leftAlong { condition } engagement { kind } } } }",
    "visits": 'block(key: "first-project") { visits(scope: SCOPE) { totalCount nodes { state } } }',
}
# Numbers that nothing keeps.
COUNTED_FIELDS = {
    "those who matched and left": (
        'block(key: "first-project") { visits(scope: SCOPE, matched: true, state: MOVED_ON) { totalCount } }'
    ),
    "those who finished by name": (
        "stats(scope: SCOPE) { finished { people(orderBy: {field: NAME}) { nodes { name } } } }"
    ),
    "medians of paths": "paths { stats(scope: SCOPE) { taken share medianSeconds } }",
    "those who left along a path": (
        'block(key: "first-project") { visits(scope: SCOPE, leftAlong: NOT_MATCHED) { totalCount nodes { state } } }'
    ),
    "routes": "stats(scope: SCOPE) { flow { routes { count goalShare } otherRoutes } }",
    "breakdowns": "stats(scope: SCOPE) { "
    + " ".join(
        f"by{place}: breakdown(by: {{{by}}}) {{ rows {{ value outcomes {{ count people {{ totalCount }} }} }} }}"
        for place, by in enumerate(
            ('attribute: "plan"', "tag: true", 'variantOf: "<Split>"', "company: true", "started: MONTH")
        )
    )
    + " }",
}
LATELY = '{from: "2026-06-30T00:00:00Z"}'
# Whatever the size of the workspace, the statements of these scopes read few rows.
BOUNDED = {
    "everybody": "{}",
    "all entries": "{unit: ENTRIES}",
    "an instant": '{asOf: "2026-05-01T12:14:00Z"}',
    "one person": '{people: {ids: ["<Person>"]}}',
    "the people of a rare tag": '{people: {tags: ["rare"]}}',
    "the people of a rare tag, or one person": '{people: {any: [{tags: ["rare"]}, {ids: ["<Person>"]}]}}',
}
# Those of these read, by index, the rows that they count, or that they look through for those they want.
COUNTED = {
    "a range": '{range: {from: "2026-05-01T00:00:00Z", to: "2026-05-02T00:00:00Z"}}',
    "a cohort": '{range: {from: "2026-05-01T00:00:00Z", to: "2026-05-02T00:00:00Z"}, clock: ENTRY_COHORT}',
    "people by name": '{people: {search: "<name>"}}',
    "people by attribute": '{people: {attributes: [{name: "plan", operator: EQ, value: "rare"}]}}',
    "people by outcome": '{people: {outcome: {series: "<Series>", kind: FINISHED, at: LATELY}}}',
    "people in progress": '{people: {outcome: {series: "<Series>", kind: IN_PROGRESS, at: LATELY}}}',
    "people by visit": '{people: {visit: {block: "<Block>", reachedAt: LATELY}}}',
    "people by engagement": '{people: {visit: {block: "<Block>", engaged: CLICKED}, tags: ["rare"]}}',
    "people by outcome in a cohort": (
        '{people: {outcome: {series: "<Series>", kind: FINISHED, range: LATELY, clock: ENTRY_COHORT}}}'
    ),
    "people by outcome, but for some": (
        '{people: {outcome: {series: "<Series>", kind: FINISHED, at: LATELY}, not: {any: [{tags: ["rare"]}]}}}'
    ),
    "people but for some": '{people: {tags: ["rare"], withoutTags: ["common"], except: ["<Person>"]}}',
}
CHOICES = ("", ", state: MOVED_ON", ", state: [DISENGAGED, EXITED]", ", state: PENDING", ", matched: false")
PEOPLE = {
    "a page of people": "",
    "a page of people by name": "(orderBy: {field: NAME})",
    "the last people by external id": "(last: 25, orderBy: {field: EXTERNAL_ID, direction: DESC})",
    "people found by name": '(filter: {search: "<name>"})',
    "people found by tag": '(filter: {tags: ["rare"]})',
    "people found by attribute": '(filter: {attributes: [{name: "plan", operator: EQ, value: "rare"}]})',
}


def everything() -> Iterator[tuple[str, str]]:
    """Every field of every type."""
    for name, field in QUERY.items():
        arguments = ARGUMENTS.get(f"Query.{name}")
        yield f"all of {name}", f"{{ {name}{f'({arguments})' if arguments else ''} {ALL.of(field)} }}"


def questions() -> Iterator[tuple[str, str]]:
    """Questions about the series, its lists and its people."""
    for scope, given in {**BOUNDED, **COUNTED}.items():
        for field, asked in {**FIELDS, **COUNTED_FIELDS}.items():
            selection = asked.replace("SCOPE", given).replace("LATELY", LATELY)
            yield f"{field} of {scope}", f'{{ series(key: "onboarding") {{ {selection} }} }}'
    for name, visits in lists():
        yield name, f'{{ series(key: "onboarding") {{ block(key: "first-project") {{ {visits} }} }} }}'
    for name, people in PEOPLE.items():
        yield name, f"{{ people{people} {{ totalCount nodes {{ name entries {{ totalCount nodes {{ key }} }} }} }} }}"


def lists() -> Iterator[tuple[str, str]]:
    """Lists of visits in every order, from both ends, and of those that are at risk."""
    yield "visits at risk", "atRisk(withinHours: 48) { totalCount nodes { state } }"
    for field in ("REACHED_AT", "LEFT_AT", "WAITS_UNTIL"):
        for direction in ("ASC", "DESC"):
            for end in ("first", "last"):
                for choice in CHOICES:
                    order = f"orderBy: {{field: {field}, direction: {direction}}}"
                    visits = f"visits({end}: 25, {order}{choice}) {{ nodes {{ state }} }}"
                    yield f"{end} visits by {field} {direction}{choice}", visits
