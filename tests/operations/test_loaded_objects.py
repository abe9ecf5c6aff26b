"""The objects that an operation loads: never more than its cost or a limit."""

from typing import Any, cast

import pytest
from all_operations import ARGUMENTS
from asking import answer_to
from graphql import GraphQLInterfaceType, GraphQLObjectType
from histories import BEGIN, SERIES
from hypothesis import HealthCheck, given
from random_selections import Operation, operations
from recording import record_events
from sampling import examples

from core import objects
from core.events import EventInput, EventType
from core.ids import global_id
from core.people import PersonChange
from db.definitions import define_series
from db.person_changes import upsert_people
from db.pool import Pool
from db.snapshots import Snapshot
from schema.documents import document_of
from schema.executable import GRAPHQL
from schema.limits import MOST_COST

NODES = [*GRAPHQL.get_possible_types(cast(GraphQLInterfaceType, GRAPHQL.type_map["Node"]))]
QUERY = cast(GraphQLObjectType, GRAPHQL.query_type)
LONG = "{ people { nodes { entries(first: 5) { nodes { visits { block { key } } } } } }"


@pytest.mark.usefixtures("filled")
async def test_lists_that_are_longer_than_assumed_end_the_operation(
    pool: Pool, workspace_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(objects, "MOST_OBJECTS", 20)

    data, errors = await answer_to(pool, workspace_id, f"{LONG} }}")
    changed, others = await answer_to(
        pool, workspace_id, 'mutation { upsertPeople(input: { people: [{ externalId: "d" }] }) { created } }'
    )

    message = (
        "The operation loads more than 20 objects, because lists are longer than its cost assumes. Request smaller "
        "pages or fewer nested lists, or split the operation."
    )
    [error] = errors
    assert data is None
    assert (error["message"], error["extensions"]) == (message, {"code": "LIMIT_EXCEEDED"})
    assert error["path"][:2] == ["people", "nodes"]
    assert (changed, others) == ({"upsertPeople": {"created": 1}}, [])


@pytest.mark.parametrize(
    "text",
    [
        "{ people { nodes { name } } }",
        '{ a: person(externalId: "0") { id } b: person(externalId: "1") { id } c: person(externalId: "2") { id } }',
    ],
)
async def test_people_whose_attributes_are_too_long_together_end_the_operation(
    pool: Pool, workspace_id: int, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    people = [PersonChange(str(number), attributes=f'{{"a": "{"x" * 40}"}}') for number in range(3)]
    async with pool.of(workspace_id).acquire() as connection, connection.transaction():
        await upsert_people(connection, workspace_id, people)

    found, no_errors = await answer_to(pool, workspace_id, text)
    for module in ("core.objects", "db.people"):
        monkeypatch.setattr(f"{module}.MOST_ATTRIBUTE_CHARACTERS", 146)  # one less than they have
    data, [error] = await answer_to(pool, workspace_id, text)

    assert (bool(found), no_errors) == (True, [])
    assert (data, error["extensions"]) == (None, {"code": "LIMIT_EXCEEDED"})
    assert error["message"] == (
        "The attributes of these people have more than 146 characters together: request fewer people at a time."
    )


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("most", "text"),
    [
        (10, "{ people { nodes { entries { nodes { visits { state } } } } } }"),
        (5, "{ people { nodes { tags { name } } } }"),
        (5, '{ series(key: "s") { block(key: "mail") { visits { nodes { engagement { kind } } } } } }'),
    ],
)
async def test_no_statement_reads_more_rows_than_a_request_may_load(
    pool: Pool, workspace_id: int, monkeypatch: pytest.MonkeyPatch, most: int, text: str
) -> None:
    monkeypatch.setattr(objects, "MOST_OBJECTS", most)
    rows: list[int] = []
    in_turn: Any = Snapshot._in_turn

    async def noting(snapshot: Snapshot, *args: Any) -> Any:
        found = await in_turn(snapshot, *args)
        rows.append(len(found))
        return found

    monkeypatch.setattr(Snapshot, "_in_turn", noting)
    _, errors = await answer_to(pool, workspace_id, text)

    assert [error["extensions"] for error in errors] == [{"code": "LIMIT_EXCEEDED"}]
    assert max(rows) == most + 1


async def fill(pool: Pool, workspace_id: int) -> dict[str, str]:
    """A series with three people, two entries of each, and their ids."""
    async with pool.acquire() as connection:
        series = (await define_series(connection, workspace_id, SERIES)).id
        await record_events(
            connection,
            workspace_id,
            [
                EventInput(id=f"{p}{e}{b}{t}", type=t, at=BEGIN, series="s", person=p, entry=f"{p}{e}", block=b)
                for p in "abc"
                for e in "12"
                for b, t in [
                    (None, EventType.ENTRY_STARTED),
                    *[(b, EventType.BLOCK_REACHED) for b in ("rule", "wait", "mail")],
                    ("mail", EventType.RECEIVED),
                    ("mail", EventType.OPENED),
                ]
            ],
        )
        await upsert_people(connection, workspace_id, [PersonChange(p, tags=("x", "y")) for p in "abc"])
    person = await pool.fetchval("SELECT min(id) FROM person WHERE workspace_id = $1", workspace_id)
    return {"series": global_id("Series", series), "person": global_id("Person", person)}


def objects_in(data: Any) -> int:
    if isinstance(data, dict):
        return 1 + sum(map(objects_in, cast("dict[str, Any]", data).values()))
    return sum(map(objects_in, cast("list[Any]", data))) if isinstance(data, list) else 0


GIVEN = ARGUMENTS | {
    "Query.node": 'id: "SERIES"',
    "Query.nodes": 'ids: ["SERIES", "PERSON"]',
    "Query.series": 'key: "s"',
    "Query.person": 'externalId: "a"',
    "Query.people": "",
    "Query.bulkAction": f'id: "{global_id("BulkAction", 1)}"',
    "Query.export": f'id: "{global_id("Export", 1)}"',
    "Series.block": 'key: "mail"',
    "SeriesStats.timeTo": "kind: FINISHED",
    "SeriesStats.breakdown": "by: {tag: true}",
}


def points(text: str, variables: dict[str, Any]) -> int:
    document = document_of(text)
    assert document.errors == []
    return document.cost_of(document.operations[0]).points(variables)


@given(operation=operations(QUERY, NODES, GIVEN))
@examples(50, suppress_health_check=list(HealthCheck))
async def test_an_operation_costs_at_least_the_objects_of_its_response(
    pool: Pool, workspace_id: int, filled: dict[str, str], operation: Operation
) -> None:
    def named(text: str) -> str:
        return text.replace("SERIES", filled["series"]).replace("PERSON", filled["person"])

    text = named(operation.written())
    data, errors = await answer_to(pool, workspace_id, text, {**operation.sizes})

    cost = points(text, operation.sizes)
    assert cost == points(named(operation.with_literals()), {})
    assert cost > MOST_COST if data is None else cost >= objects_in(data), errors


@pytest.fixture
async def filled(pool: Pool, workspace_id: int) -> dict[str, str]:
    return await fill(pool, workspace_id)
