"""POST /people over HTTP: which lines are accepted or rejected, and what is stored after a failure."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Iterable
from typing import Any
from uuid import uuid4

import orjson
import pytest
from conftest import RecordedPool, TokenFor
from stored_people import stored_people
from uploading import NOTHING, Uploader, client_with

from core.people import parse_person
from core.placed import Placed
from core.viewer import Scope
from db.person_changes import record_people
from db.pool import Pool
from db.tokens import ensure_workspace
from web.batches import BATCH
from web.line_kinds import PEOPLE
from web.ndjson import MOST_LINE_BYTES

GROUPED = PEOPLE.group * BATCH  # lines
ANN = {"externalId": "ann", "email": "ann@example.com", "name": "Ann", "attributes": {"plan": "pro"}, "tags": ["vip"]}


def ndjson(*people: Any) -> bytes:
    return b"".join(orjson.dumps(person) + b"\n" for person in people)


def numbered(numbers: Iterable[int], **fields: Any) -> bytes:
    return ndjson(*({"externalId": f"p{number}", **fields} for number in numbers))


class Sender(Uploader):
    """One workspace, and a client that may change its people."""

    path = "/people"

    async def stored(self) -> dict[str, Any]:
        return await stored_people(self.pool, self.workspace_id)


@pytest.fixture
async def sender(server: str, pool: Pool, workspace_id: int, token_for: TokenFor) -> AsyncIterator[Sender]:
    async with client_with(server, await token_for(workspace_id, Scope.INGEST)) as client:
        yield Sender(client, pool, workspace_id)


async def test_given_fields_change_others_stay_null_removes_and_what_changes_nothing_is_a_duplicate(sender: Sender):
    first = await sender.send(ndjson(ANN, {"externalId": "ben", "unsubscribed": True}))
    again = await sender.send(ndjson({"externalId": "ben"}, ANN))
    changed = await sender.send(ndjson({"externalId": "ann", "name": None, "tags": ["a", " vip "]}))
    emptied = await sender.send(ndjson(dict.fromkeys(ANN, None) | {"externalId": "ann"}))

    assert (first, again) == (NOTHING | {"accepted": 2}, NOTHING | {"duplicates": 2})
    assert (changed, emptied) == (NOTHING | {"accepted": 1}, NOTHING | {"accepted": 1})
    nothing = {"email": None, "name": None, "attributes": "{}", "unsubscribed": False, "tags": []}
    assert await sender.stored() == {"ann": nothing, "ben": nothing | {"unsubscribed": True}}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"attributes": {"n": 1}}, {"attributes": {"n": 1.0}}),
        ({"email": "a@example.com"}, {"email": "A@example.com"}),
        ({"tags": ["a", "b"]}, {"tags": ["a"]}),
        ({"unsubscribed": True}, {"unsubscribed": None}),
    ],
)
async def test_every_change_counts_as_one_however_small(sender: Sender, before: Any, after: Any):
    await sender.send(ndjson({"externalId": "ann", **before}))
    stored = await sender.stored()

    assert await sender.send(ndjson({"externalId": "ann", **after})) == NOTHING | {"accepted": 1}
    assert await sender.stored() != stored


async def test_a_body_that_changes_nothing_does_not_write_the_rows_of_people(sender: Sender):
    await sender.send(numbered(range(100), name="N", tags=["t"]))
    versions = "SELECT xmin, ctid FROM person WHERE workspace_id = $1 ORDER BY id"
    before = await sender.pool.fetch(versions, sender.workspace_id)

    assert await sender.send(numbered(range(100), name="N", tags=["t"])) == NOTHING | {"duplicates": 100}
    assert await sender.pool.fetch(versions, sender.workspace_id) == before


@pytest.mark.parametrize("packed", [False, True])
async def test_byte_order_marks_blank_lines_and_a_last_line_without_line_break_are_accepted(
    sender: Sender, *, packed: bool
):
    body = b"\xef\xbb\xbf" + numbered([1])[:-1] + b"\r\n\r\n \n" + numbered([2])[:-1]

    sent = gzip.compress(body) if packed else body
    assert await sender.send(sent, **({"Content-Encoding": "gzip"} if packed else {})) == NOTHING | {"accepted": 2}


async def test_a_line_of_an_event_is_rejected_with_the_endpoint_of_events(sender: Sender):
    event = {"id": "e", "type": "ENTRY_STARTED", "at": "2026-03-01T12:00:00Z", "series": "s", "person": "ann"}

    outcome = await sender.send(ndjson(event, {"id": "ann", "name": "Ann"}))

    assert [row["message"] for row in outcome["rejected"]] == [
        "The line is an event: send it to POST /events.",
        "`id` is not the name of a field: remove it, or correct its spelling.",
    ]


async def test_each_invalid_line_is_rejected_with_its_number_external_id_code_and_field(sender: Sender):
    lines = [
        ndjson(ANN),
        b"wrong\n",
        b"[]\n",
        b'{"name": "No id"}\n',
        b'{"externalId": ""}\n',
        b'{"externalId": 5}\n',
        b'{"externalId": "e7", "email": "nobody"}\n',
        b'{"externalId": "e8", "email": 5}\n',
        b'{"externalId": "e9", "name": ""}\n',
        b'{"externalId": "e10", "name": "a\\u0000b"}\n',
        b'{"externalId": "e11", "attributes": [1]}\n',
        b'{"externalId": "e12", "attributes": {"a": 1e999}}\n',
        b'{"externalId": "e13", "attributes": {"a": %s}}\n' % (b"[" * 101 + b"]" * 101),
        ndjson({"externalId": "e14", "attributes": {"a": "x" * 100_000}}),
        b'{"externalId": "e15", "tags": ["good", "  "]}\n',
        ndjson({"externalId": "e16", "tags": ["t"] * 101}),
        b'{"externalId": "e17", "tags": "vip"}\n',
        b'{"externalId": "e18", "unsubscribed": "yes"}\n',
        b'{"externalId": "e19", "plan": "pro"}\n',
        b'{"externalId": "e20", "name": "\xff"}\n',
        ndjson({"externalId": "e21", "name": "x" * MOST_LINE_BYTES}),
        ndjson({"externalId": "ben"}),
    ]

    outcome = await sender.send(b"".join(lines))

    too_long = f"The line has {len(lines[20]) - 1:,} bytes, and at most 1,048,576 are allowed: send shorter values."
    unknown = "is not the name of a field: remove it, or correct its spelling."
    assert [(row["line"], row["id"], row["code"], row["message"]) for row in outcome["rejected"]] == [
        (2, None, "INVALID", "The JSON is malformed at byte 0: invalid character."),
        (3, None, "INVALID", "The JSON must be an object, not a list."),
        (4, None, "INVALID", "`externalId` is required."),
        (5, "", "INVALID", "`externalId` must have 1 to 500 characters."),
        (6, None, "INVALID", "`externalId` must be a text, not a whole number."),
        (7, "e7", "INVALID", "`email`: 'nobody' is not an e-mail address: write one such as anna@example.com."),
        (8, "e8", "INVALID", "`email` must be a text or null, not a whole number."),
        (9, "e9", "INVALID", "`name` must have 1 to 500 characters."),
        (10, "e10", "INVALID", "`name`: Text must not contain the character U+0000."),
        (11, "e11", "INVALID", "`attributes` must be a JSON object."),
        (12, "e12", "INVALID", "`attributes`: Numbers must be finite."),
        (13, "e13", "LIMIT_EXCEEDED", "`attributes`: JSON must not be nested more than 100 levels deep."),
        (14, "e14", "LIMIT_EXCEEDED", "`attributes` must have at most 100,000 characters of JSON."),
        (15, "e15", "INVALID", "Each of `tags` must have 1 to 200 characters."),
        (16, "e16", "LIMIT_EXCEEDED", "`tags` takes at most 100 elements, duplicates included: send fewer."),
        (17, "e17", "INVALID", "`tags` must be a list or null, not a text."),
        (18, "e18", "INVALID", "`unsubscribed` must be true or false or null, not a text."),
        (19, "e19", "INVALID", f"`plan` {unknown}"),
        (20, "e20", "INVALID", "The JSON is not encoded in UTF-8."),
        (21, None, "LIMIT_EXCEEDED", too_long),
    ]
    assert (outcome["accepted"], outcome["rejectedCount"]) == (2, 20)
    assert (await sender.stored()).keys() == {"ann", "ben"}


async def test_of_several_lines_about_one_person_the_last_one_counts_across_batches_and_groups(sender: Sender):
    count = 2 * GROUPED + 3 * BATCH + 500
    body = ndjson(*({"externalId": f"p{n % 7}", "name": f"line {n}"} for n in range(count)))

    outcome = await sender.send(body)

    assert outcome == NOTHING | {"accepted": count}
    names = {person: fields["name"] for person, fields in (await sender.stored()).items()}
    assert names == {f"p{n % 7}": f"line {n}" for n in range(count - 7, count)}


async def test_a_cut_gzip_body_reports_what_was_accepted_and_sending_again_stores_the_rest(sender: Sender):
    body = numbered(range(4 * BATCH), name="N")

    answer = await sender.client.post("/people", content=gzip.compress(body)[:-9], headers={"Content-Encoding": "gzip"})
    kept = len(await sender.stored())

    progress = {"accepted": kept, "duplicates": 0, "rejectedCount": 0, "throughLine": kept}
    message = "The gzip stream is incomplete: send all of it."
    assert (answer.status_code, answer.json()) == (400, {"error": {"code": "INVALID", "message": message}} | progress)
    assert kept in range(3 * BATCH, 4 * BATCH + 1, BATCH)
    again = {"accepted": 4 * BATCH - kept, "duplicates": kept}
    assert await sender.send(body) == NOTHING | again


async def test_people_whom_several_clients_send_at_the_same_time_are_created_once(sender: Sender):
    one, other = numbered(range(3_000), tags=["a", "b"]), numbered(range(2_999, 1_500, -1), tags=["b", "a"])

    outcomes = await asyncio.gather(*(sender.send(body) for body in (one, other, one, other)))

    assert sum(outcome["accepted"] for outcome in outcomes) == len(await sender.stored()) == 3_000
    assert [outcome["rejected"] for outcome in outcomes] == [[]] * 4
    tags = await sender.pool.fetch("SELECT name, people FROM tag WHERE workspace_id = $1", sender.workspace_id)
    assert {row["name"]: row["people"] for row in tags} == {"a": 3_000, "b": 3_000}


async def test_the_same_external_id_in_two_workspaces_is_two_people_also_under_load(
    sender: Sender, pool: Pool, token_for: TokenFor
):
    other = await ensure_workspace(pool, f"other {uuid4()}")
    authorization = f"Bearer {await token_for(other, Scope.INGEST)}"
    ours = [numbered(range(start, 4_000, 2), name="ours", tags=["t"]) for start in (0, 1)]
    theirs = [numbered(range(start, 4_000, 2), name="theirs", unsubscribed=True) for start in (0, 1)]

    await asyncio.gather(
        *(sender.send(body) for body in ours),
        *(sender.send(body, Authorization=authorization) for body in theirs),
        *(sender.send(body) for body in ours),
    )

    common = {"email": None, "attributes": "{}"}
    our_person = common | {"name": "ours", "unsubscribed": False, "tags": ["t"]}
    their_person = common | {"name": "theirs", "unsubscribed": True, "tags": []}
    assert await sender.stored() == {f"p{n}": our_person for n in range(4_000)}
    assert await stored_people(pool, other) == {f"p{n}": their_person for n in range(4_000)}


async def test_the_number_of_statements_does_not_depend_on_the_number_of_lines(
    recorded_pool: RecordedPool, workspace_id: int
):
    async def statements(count: int) -> list[str]:
        recorded_pool.statements.clear()
        lines = [parse_person(line) for line in numbered((n % 500 for n in range(count)), tags=["t"]).splitlines()]
        async with recorded_pool.pool.of(workspace_id).acquire() as connection, connection.transaction():
            await record_people(connection, workspace_id, [Placed(line, n) for n, line in enumerate(lines)])
        return [*recorded_pool.statements]

    assert await statements(1) == await statements(1_000)


async def test_a_token_without_the_scope_is_refused(sender: Sender, token_for: TokenFor):
    others = set(Scope) - {Scope.INGEST, Scope.ADMIN}
    authorization = f"Bearer {await token_for(sender.workspace_id, *others)}"

    answer = await sender.client.post("/people", content=ndjson(ANN), headers={"Authorization": authorization})

    error = {"code": "FORBIDDEN", "message": "POST /people needs a token with the scope INGEST."}
    assert (answer.status_code, answer.json()["error"]) == (403, error)
    assert await sender.stored() == {}
