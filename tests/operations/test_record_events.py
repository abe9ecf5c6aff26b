"""recordEvents: which events are recorded, which are rejected, and why."""

from typing import Any

import pytest
from asking import answer_to, ask, refusal_of
from histories import SERIES

from core.viewer import Scope
from db.definitions import define_series
from db.pool import Pool

RECORD = """
mutation Record($events: [EventInput!]!) {
  recordEvents(input: { events: $events }) {
    accepted
    duplicates
    rejected { index id code message }
    userErrors { code message path }
  }
}
"""
NOTHING = {"accepted": 0, "duplicates": 0, "rejected": [], "userErrors": []}


@pytest.fixture
async def workspace_with_series(pool: Pool, workspace_id: int) -> int:
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
    return workspace_id


def event(number: int, **changed: Any) -> dict[str, Any]:
    at = "2026-03-01T12:00:00Z"
    return {"id": f"e{number}", "type": "ENTRY_STARTED", "at": at, "series": "s", "person": f"p{number}"} | changed


async def record(pool: Pool, workspace_id: int, events: list[dict[str, Any]]) -> dict[str, Any]:
    return (await ask(pool, workspace_id, RECORD, events=events))["recordEvents"]


async def test_each_unusable_event_is_rejected_and_the_others_are_recorded(pool: Pool, workspace_with_series: int):
    outcome = await record(
        pool,
        workspace_with_series,
        [
            event(0),
            event(1, series="t"),
            event(2, type="OPENED"),
            event(3, type="BLOCK_REACHED", block="nowhere"),
            event(4, entry="p0"),
            event(5, person=""),
            event(6, reason="\x00"),
            event(7, detail=2**64),
            event(0),
            event(8, entry=None, detail={"any": ["thing"]}),
        ],
    )

    assert (outcome["accepted"], outcome["duplicates"], outcome["userErrors"]) == (2, 1, [])
    assert [(row["index"], row["id"], row["code"], row["message"]) for row in outcome["rejected"]] == [
        (1, "e1", "NOT_FOUND", "Series 't' is not defined: define it first, or correct the key."),
        (2, "e2", "INVALID", "OPENED requires `block`: name the block where it happened."),
        (3, "e3", "NOT_FOUND", "Series 's' has no block 'nowhere': define it first, or correct the key."),
        (4, "e4", "CONFLICT", "Entry 'p0' of series 's' belongs to another person: use another key."),
        (5, "e5", "INVALID", "`person` must not be empty."),
        (6, "e6", "INVALID", "Text must not contain the character U+0000."),
        (7, "e7", "INVALID", "`detail` has a whole number of more than 64 bits: send it as a text."),
    ]
    details = await pool.fetch("SELECT detail FROM event WHERE workspace_id = $1 ORDER BY id", workspace_with_series)
    assert [row["detail"] for row in details] == [None, {"any": ["thing"]}]


async def test_the_same_events_again_are_duplicates(pool: Pool, workspace_with_series: int):
    events = [event(number) for number in range(3)]

    assert await record(pool, workspace_with_series, events) == NOTHING | {"accepted": 3}
    assert await record(pool, workspace_with_series, [*events, event(3)]) == NOTHING | {"accepted": 1, "duplicates": 3}
    assert await record(pool, workspace_with_series, []) == NOTHING


async def test_ten_thousand_events_are_taken_and_one_more_is_refused_as_a_whole(pool: Pool, workspace_with_series: int):
    events = [event(number) for number in range(10_001)]

    assert await record(pool, workspace_with_series, events) == NOTHING | {
        "userErrors": [
            {
                "code": "LIMIT_EXCEEDED",
                "message": "`events` takes at most 10,000 elements, duplicates included: send fewer.",
                "path": ["events"],
            }
        ]
    }
    assert await pool.fetchval("SELECT count(*) FROM event WHERE workspace_id = $1", workspace_with_series) == 0
    assert await record(pool, workspace_with_series, events[1:]) == NOTHING | {"accepted": 10_000}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"at": "2026-03-01T12:00:00"}, "has no offset: end it with Z, or with an offset such as +01:00."),
        ({"at": "yesterday"}, "is not an RFC 3339 instant: send one such as 2026-11-23T09:30:00Z."),
        ({"at": "9999-12-31T00:00:00Z"}, "is out of bounds: it must lie between 0001-01-02 and 9999-12-30 in UTC."),
        ({"type": "STARTED"}, "Value 'STARTED' does not exist in 'EventType' enum."),
        ({"unknown": 1}, "unknown field 'unknown'"),
    ],
)
async def test_what_the_schema_does_not_allow_is_an_error_of_the_request(
    pool: Pool, workspace_with_series: int, changed: dict[str, Any], message: str
):
    data, errors = await answer_to(pool, workspace_with_series, RECORD, {"events": [event(0), event(1) | changed]})

    assert data is None
    assert [message in error["message"] for error in errors] == [True]
    assert await pool.fetchval("SELECT count(*) FROM event WHERE workspace_id = $1", workspace_with_series) == 0


async def test_a_token_without_the_scope_is_refused(pool: Pool, workspace_with_series: int):
    scopes = frozenset(Scope) - {Scope.INGEST, Scope.ADMIN}

    refusal = await refusal_of(pool, workspace_with_series, RECORD, {"events": [event(0)]}, scopes)

    assert refusal == ["Mutation.recordEvents needs a token with the scope INGEST."]
    assert await pool.fetchval("SELECT count(*) FROM event WHERE workspace_id = $1", workspace_with_series) == 0


async def test_what_is_read_after_it_in_the_same_request_shows_it(pool: Pool, workspace_with_series: int):
    query = """
    mutation ($events: [EventInput!]!, $blocks: [BlockInput!]!) {
      before: defineSeries(input: { key: "s", name: "S", blocks: $blocks, paths: [] }) { ...Started }
      recordEvents(input: { events: $events }) { accepted }
      after: defineSeries(input: { key: "s", name: "S", blocks: $blocks, paths: [] }) { ...Started }
    }
    fragment Started on DefineSeriesPayload { series { stats { started { count } } } }
    """
    answer = await ask(pool, workspace_with_series, query, events=[event(0)], blocks=[])

    assert answer["before"]["series"]["stats"]["started"]["count"] == 0
    assert answer["after"]["series"]["stats"]["started"]["count"] == 1
