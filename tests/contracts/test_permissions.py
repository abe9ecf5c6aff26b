"""Every reachable field, selected by tokens with every set of scopes."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import combinations
from typing import Any, cast

import pytest
from acting import TAG
from asking import answer_to
from conftest import RecordedPool
from exporting import Exporter
from graphql import GraphQLInterfaceType, GraphQLObjectType, is_non_null_type
from histories import BEGIN
from questions import Question, Questions, need_of

from core.events import EventInput, EventType
from core.ids import global_id, number_of
from core.scoped_ids import scoped_id
from core.settings import Settings
from core.viewer import Scope
from db.pool import Pool
from db.tokens import NewToken, add_token
from schema.executable import GRAPHQL
from schema.operations import MOST_REQUEST_ERRORS
from schema.permissions import needed_by

pytestmark = [pytest.mark.usefixtures("any_cost"), pytest.mark.executed_once]

ROOTS = ("Query", "Mutation", "Subscription")
QUERY, MUTATION, SUBSCRIPTION = (cast(GraphQLObjectType, GRAPHQL.type_map[name]) for name in ROOTS)
NODES = sorted(type_.name for type_ in GRAPHQL.get_possible_types(cast(GraphQLInterfaceType, GRAPHQL.type_map["Node"])))
ALL = frozenset(Scope)
SETS = [frozenset(some) for size in range(len(Scope) + 1) for some in combinations(Scope, size)]
# No scope, each alone, all but each, and all.
FEW_SETS = [scopes for scopes in SETS if len(scopes) <= 1 or len(scopes) >= len(Scope) - 1]
SOME_SETS = pytest.mark.parametrize(
    "sets", [pytest.param(FEW_SETS, id="few sets"), pytest.param(SETS, id="all sets", marks=pytest.mark.long)]
)

# Required arguments of fields. Names in angle brackets stand for ids.
ARGUMENTS = {
    "Query.node": 'id: "<node>"',
    "Query.nodes": 'ids: ["<node>"]',
    "Query.series": 'key: "s"',
    "Query.person": 'externalId: "ann"',
    "Query.bulkAction": 'id: "<BulkAction>"',
    "Query.export": 'id: "<Export>"',
    "Query.messagePreview": 'input: {person: "<Person>", subject: "S", body: "B"}',
    "Series.block": 'key: "mail"',
    "SeriesStats.timeTo": "kind: FINISHED",
    "SeriesStats.breakdown": "by: {tag: true}",
    "Mutation.defineSeries": """input: {
        key: "s", name: "S", blocks: [{key: "rule", name: "R", kind: RULE}, {key: "mail", name: "M", kind: EMAIL}],
        paths: [{from: "rule", to: "mail", condition: MATCHED}]
    }""",
    "Mutation.upsertPeople": 'input: {people: [{externalId: "ann", email: "ann@example.org", tags: ["vip"]}]}',
    "Mutation.recordEvents": """input: {events: [
        {id: "e1", type: ENTRY_STARTED, at: "2026-03-01T12:00:00Z", series: "s", person: "ann"},
        {id: "e9", type: ENTRY_STARTED, at: "2026-03-01T12:00:00Z", series: "t", person: "ann"}
    ]}""",
    "Mutation.tagPeople": 'input: {people: {}, tag: "a", idempotencyKey: "tag"}',
    "Mutation.untagPeople": 'input: {people: {}, tag: "vip", dryRun: true}',
    "Mutation.messagePeople": 'input: {people: {}, subject: "S", body: "B", idempotencyKey: "message"}',
    "Mutation.cancelBulkAction": 'id: "<BulkAction>"',
    "Mutation.undoBulkAction": 'id: "<BulkAction>"',
    "Mutation.requestExport": 'input: {series: "<Series>", idempotencyKey: "export"}',
    "Mutation.cancelExport": 'id: "<Export>"',
    "Mutation.createToken": 'input: {name: "new", scopes: [READ]}',
    "Mutation.revokeToken": 'id: "<Token>"',
    "Mutation.updateWorkspace": 'input: {name: "W"}',
}
QUESTIONS = Questions(GRAPHQL, ARGUMENTS)
# What a mutation may answer to a token that has its scope alone: what it has written or done, and what was wrong.
ANSWERED = {
    "DefineSeriesPayload": "series userErrors",
    "Series": "id key name status goal createdAt blocks block paths",
    "Block": "id key name kind isEntry removedAt x y series paths",
    "Path": "id from to condition variant",
    "UpsertPeoplePayload": "created updated userErrors",
    "RecordEventsPayload": "accepted duplicates rejected userErrors",
    "RejectedEvent": "index id code message",
    "BulkActionPayload": "bulkAction wouldSelect skips userErrors",
    "BulkAction": "id kind status selected processed succeeded skipped failed error createdAt completedAt skips",
    "BulkActionSkip": "reason count",
    "ExportPayload": "export estimate userErrors",
    "ExportEstimate": "file rows",
    "Export": "id status progress range clock format asOf files downloadUrl expiresAt error createdAt completedAt",
    "ExportRange": "from to",
    "ExportedFile": "name file rows bytes sha256",
    "CreateTokenPayload": "token secret userErrors",
    "RevokeTokenPayload": "token userErrors",
    "Token": "id name scopes createdAt expiresAt lastUsedAt revokedAt",
    "UpdateWorkspacePayload": "workspace userErrors",
    "Workspace": "id name timeZone",
    "UserError": "code message path",
}


@dataclass(frozen=True)
class Place:
    """A workspace that has something of every type."""

    workspace_id: int
    ids: dict[str, str]

    def filled(self, document: str) -> str:
        for name, given in self.ids.items():
            document = document.replace(f"<{name}>", given)
        return document


@pytest.fixture
async def place(settings: Settings, pool: Pool, workspace_id: int) -> Place:
    exporter = Exporter(settings, pool, workspace_id)
    await exporter.define(
        EventInput(id="e1", type=EventType.ENTRY_STARTED, at=BEGIN, series="s", person="ann"),
        EventInput(id="e2", type=EventType.BLOCK_REACHED, at=BEGIN, series="s", person="ann", block="mail"),
        EventInput(id="e3", type=EventType.RECEIVED, at=BEGIN, series="s", person="ann", block="mail"),
    )
    for name in ("defineSeries", "upsertPeople"):
        mutation = f"mutation {{ answer: {name}({ARGUMENTS[f'Mutation.{name}']}) {{ userErrors {{ message }} }} }}"
        assert await exporter.ask(mutation) == {"userErrors": []}
    tagged = await exporter.ask(TAG, input={"people": {}, "tag": "a", "idempotencyKey": "tag"})
    exported = await exporter.export(idempotencyKey="export")
    row = await pool.fetchrow(
        "SELECT entry_id, block_id, person.id AS person, tag.id AS tag "
        "FROM visit JOIN person USING (workspace_id) JOIN tag USING (workspace_id) WHERE workspace_id = $1",
        workspace_id,
    )
    assert row is not None
    await pool.execute(  # no action on tags can fail for a person
        "INSERT INTO recipient (workspace_id, bulk_action_id, person_id, state, reason) "
        "VALUES ($1, $2, $3, 'FAILED', 'x')",
        workspace_id,
        number_of(tagged["bulkAction"]["id"], "BulkAction"),
        row["person"],
    )
    token_id, _ = await add_token(pool, workspace_id, NewToken("old", [Scope.READ]))
    numbers = {
        "Block": [row["block_id"]],
        "Entry": [row["entry_id"]],
        "Person": [row["person"]],
        "PersonVisit": [row["entry_id"], row["block_id"]],
        "Tag": [row["tag"]],
        "Token": [token_id],
        "AuditEvent": [await pool.fetchval("SELECT min(id) FROM audit_event WHERE workspace_id = $1", workspace_id)],
    }
    ids = {name: global_id(name, *given) for name, given in numbers.items()}
    series_id = number_of(exporter.series, "Series")
    ids["SeriesStats"] = global_id("SeriesStats", series_id)
    ids["BlockStats"] = global_id("BlockStats", row["block_id"])
    rule_id = await pool.fetchval("SELECT id FROM block WHERE workspace_id = $1 AND key = 'rule'", workspace_id)
    ids["Path"] = scoped_id("Path", rule_id, row["block_id"], scope="", detail="MATCHED")
    ids["PathStats"] = scoped_id("PathStats", rule_id, row["block_id"], scope="", detail="MATCHED")
    ids["Outcome"] = scoped_id("Outcome", series_id, scope="", detail="STARTED")
    made = {"Series": exporter.series, "BulkAction": tagged["bulkAction"]["id"], "Export": exported["id"]}
    return Place(workspace_id, ids | made)


def queries() -> Iterator[tuple[str, Question]]:
    for name in QUERY.fields:
        for only in NODES if name in ("node", "nodes") else [None]:
            for question in QUESTIONS.of(QUERY, name, only):
                question.document = question.document.replace("<node>", f"<{only}>")
                yield name, question


def sentences(lacking: dict[str, str]) -> list[str]:
    return [f"{name} needs a token with the scope {need}." for name, need in lacking.items()]


def settled(data: Any) -> Any:
    """The data without what differs from one request or token to another."""
    if isinstance(data, dict):
        return {key: settled(value) for key, value in data.items() if not _differs(key)}
    return [settled(item) for item in data] if isinstance(data, list) else data


def _differs(field: str) -> bool:
    return field in ("computedAt", "scopes") or field.lower().endswith("selection")


def nulled(data: Any, errors: list[dict[str, Any]]) -> Any:
    """The data with null at the places that the errors are about. None if such a place cannot be null."""
    if any(error["path"] == ["nodes"] for error in errors):
        return None
    data = deepcopy(data)
    for error in errors:
        *path, last = error["path"]
        parent = data
        for key in path:
            parent = parent[key]
        assert parent[last] is not None  # another token would get what is refused here
        parent[last] = None
    return data


def test_the_documents_select_every_field():
    every = {
        f"{type_.name}.{name}"
        for type_ in GRAPHQL.type_map.values()
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__")
        for name in type_.fields
    }
    asked = [question for _, question in queries()]
    asked += [question for name in MUTATION.fields for question in QUESTIONS.of(MUTATION, name)]

    apart = {
        "Query.viewer",  # which needs no scope
        *(f"Subscription.{name}" for name in SUBSCRIPTION.fields),  # what is behind them is behind queries, too
    }
    assert every - set().union(*(question.selected for question in asked)) == apart


def test_every_root_field_but_viewer_needs_a_scope():
    needless = [
        name for root in (QUERY, MUTATION, SUBSCRIPTION) for name, field in root.fields.items() if not needed_by(field)
    ]

    assert needless == ["viewer"]


def test_descriptions_say_what_is_needed():
    fields = [
        field
        for type_ in GRAPHQL.type_map.values()
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__")
        for field in type_.fields.values()
    ]

    assert [need_of(field) for field in fields] == [needed_by(field) for field in fields]
    assert {type_.name: need for type_ in GRAPHQL.type_map.values() if (need := need_of(type_))} == {
        "AuditEvent": "ADMIN",
        "Token": "ADMIN",
    }


def test_without_read_a_mutation_answers_what_it_did_and_no_more():
    answered = set[str]()
    for name, field in MUTATION.fields.items():
        for question in QUESTIONS.of(MUTATION, name):
            if {*question.needs.values()} == {needed_by(field)}:
                answered |= question.selected - {f"Mutation.{name}"}

    assert answered == {f"{type_}.{name}" for type_, names in ANSWERED.items() for name in names.split()}


@SOME_SETS
async def test_queries_give_each_set_of_scopes_what_it_may_read(
    recorded_pool: RecordedPool, place: Place, sets: list[frozenset[Scope]]
):
    for name, question in queries():
        document = place.filled(question.document)
        everything, errors = await answer_to(recorded_pool.pool, place.workspace_id, document, scopes=ALL)
        assert errors == []
        assert everything[name] is not None

        for scopes in sets:
            del recorded_pool.statements[:]
            data, errors = await answer_to(recorded_pool.pool, place.workspace_id, document, scopes=scopes)
            lacking = question.lacks(scopes)
            assert {error["extensions"]["code"] for error in errors} == ({"FORBIDDEN"} if lacking else set())
            if f"Query.{name}" in lacking:
                assert data == (None if is_non_null_type(QUERY.fields[name].type) else {name: None})
                assert [error["message"] for error in errors] == sentences(lacking)[:1]
                assert [error["path"] for error in errors] == [[name]]
                assert recorded_pool.statements == []
            else:
                assert {error["message"] for error in errors} == {*sentences(lacking)}
                assert settled(data) == settled(nulled(everything, errors))


@SOME_SETS
@pytest.mark.parametrize("name", MUTATION.fields)
async def test_mutations_are_refused_as_a_whole_or_answer_everything(
    recorded_pool: RecordedPool, place: Place, name: str, sets: list[frozenset[Scope]]
):
    for question in QUESTIONS.of(MUTATION, name):
        document = place.filled(question.document)
        for scopes in sets:
            del recorded_pool.statements[:]
            data, errors = await answer_to(recorded_pool.pool, place.workspace_id, document, scopes=scopes)
            if lacking := question.lacks(scopes):
                assert data is None
                messages = [error["message"] for error in errors]
                assert messages[:1] == sentences(lacking)[:1]
                assert len({*messages} & {*sentences(lacking)}) == min(len(lacking), MOST_REQUEST_ERRORS)
                assert {error["extensions"]["code"] for error in errors} == {"FORBIDDEN"}
                assert recorded_pool.statements == []
            else:
                assert errors == []
                assert data[name] is not None
