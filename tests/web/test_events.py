"""POST /events over HTTP: which events are accepted or rejected, and which are recorded after a failure."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Iterable
from typing import Any
from urllib.parse import urlsplit

import orjson
import pytest
from conftest import BOOTSTRAP_TOKEN, TokenFor
from histories import SERIES
from uploading import NOTHING, Uploader, client_with

from core.viewer import Scope
from db.definitions import define_series
from db.pool import Pool
from db.tokens import ensure_workspace
from web.batches import BATCH, LONGEST_TOLD, Batch
from web.line_kinds import EVENTS
from web.ndjson import MOST_LINE_BYTES
from web.rejections import MOST_LISTED, MOST_LISTED_BYTES
from web.uploads import MOST_BLANK_LINES

GROUPED = EVENTS.group * BATCH  # lines
NOTHING_SO_FAR = {"accepted": 0, "duplicates": 0, "rejectedCount": 0, "throughLine": 0}


def started(number: int, **changed: Any) -> bytes:
    person = f"p{number}"
    event = {"id": f"e{number}", "type": "ENTRY_STARTED", "at": "2026-03-01T12:00:00Z", "series": "s", "person": person}
    return orjson.dumps(event | changed) + b"\n"


def starts(numbers: Iterable[int]) -> bytes:
    return b"".join(map(started, numbers))


class Sender(Uploader):
    """One workspace with the series s, and a client that may record events in it."""

    path = "/events"

    async def refused(self, body: Any, **headers: str) -> tuple[int, dict[str, str]]:
        status, error, so_far = await self.stopped(body, **headers)
        assert so_far == NOTHING_SO_FAR
        return status, error

    async def stopped(self, body: Any, **headers: str) -> tuple[int, dict[str, str], dict[str, int]]:
        """The status, the error, and the counts so far."""
        answer = await self.client.post(self.path, content=body, headers=headers)
        so_far = answer.json()
        return answer.status_code, so_far.pop("error"), so_far

    async def stored(self) -> int:
        return await self.pool.fetchval("SELECT count(*) FROM event WHERE workspace_id = $1", self.workspace_id)


@pytest.fixture
async def sender(server: str, pool: Pool, workspace_id: int, token_for: TokenFor) -> AsyncIterator[Sender]:
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
    async with client_with(server, await token_for(workspace_id, Scope.INGEST)) as client:
        yield Sender(client, pool, workspace_id)


async def test_events_are_recorded_once_however_often_they_are_sent(sender: Sender):
    first = await sender.send(starts([1, 2, 2, 3]))
    again = await sender.send(starts([3, 1, 4]))

    assert first == NOTHING | {"accepted": 3, "duplicates": 1}
    assert again == NOTHING | {"accepted": 1, "duplicates": 2}
    assert await sender.stored() == 4


@pytest.mark.parametrize("body", [b"", b"\n", b"\n \n\t\r\n", gzip.compress(b"", mtime=0)])
async def test_a_body_without_events_records_nothing(sender: Sender, body: bytes):
    encoding = {"Content-Encoding": "gzip"} if body.startswith(b"\x1f") else {}

    assert await sender.send(body, **encoding) == NOTHING


async def test_an_empty_body_may_have_the_content_encoding_gzip(sender: Sender):
    assert await sender.send(b"", **{"Content-Encoding": "gzip"}) == NOTHING


async def test_blank_lines_carriage_returns_and_a_last_line_without_line_break_are_accepted(sender: Sender):
    body = b"\n" + started(1)[:-1] + b"\r\n\r\n" + started(2) + b"wrong\r\n\n" + started(3)[:-1]

    assert await sender.send(body) == {
        "accepted": 3,
        "duplicates": 0,
        "rejectedCount": 1,
        "unlistedCount": 0,
        "rejected": [
            {"line": 5, "id": None, "code": "INVALID", "message": "The JSON is malformed at byte 0: invalid character."}
        ],
    }


@pytest.mark.parametrize("encoding", ["gzip", "GZIP", "x-gzip", "X-GZip", "identity, gzip"])
async def test_a_body_may_be_gzipped_in_one_member_or_several(sender: Sender, encoding: str):
    members = gzip.compress(starts([1, 2])[:-20]) + gzip.compress(starts([1, 2])[-20:]) + gzip.compress(starts([3]))

    assert await sender.send(members, **{"Content-Encoding": encoding}) == NOTHING | {"accepted": 3}


async def test_each_invalid_line_is_rejected_with_its_number_id_code_and_reason(sender: Sender):
    lines = [
        started(1),
        started(2, at="2026-03-01T12:00:00"),
        started(3, series="t"),
        started(4, type="BLOCK_REACHED", block="nowhere"),
        started(5, person="p1", entry="e"),
        started(6, entry="e"),
        started(7, person="a\x00b"),
        started(8, detail={"long": "x" * MOST_LINE_BYTES}),
        started(9).replace(b"p9", b"\xff"),
        started(10).replace(b"p10", b"\\ud800 alone"),
        started(11).replace(b'"p11"', b'"p11","detail":' + b"[" * 101 + b"]" * 101),
        started(12).replace(b'"p12"', b'"p12","detail":' + b"[" * 100_000),
        started(13).replace(b'"p13"', b'"p13","detail":123456789012345678901234567890'),
        b'{"id":"e14"}\n',
        started(15),
    ]

    outcome = await sender.send(b"".join(lines))

    too_long = f"The line has {len(lines[7]) - 1:,} bytes, and at most 1,048,576 are allowed: send shorter values."
    assert [(row["line"], row["id"], row["code"], row["message"]) for row in outcome["rejected"]] == [
        (
            2,
            "e2",
            "INVALID",
            "`at`: '2026-03-01T12:00:00' has no offset: end it with Z, or with an offset such as +01:00.",
        ),
        (3, "e3", "NOT_FOUND", "Series 't' is not defined: define it first, or correct the key."),
        (4, "e4", "NOT_FOUND", "Series 's' has no block 'nowhere': define it first, or correct the key."),
        (6, "e6", "CONFLICT", "Entry 'e' of series 's' belongs to another person: use another key."),
        (7, "e7", "INVALID", "Text must not contain the character U+0000."),
        (8, None, "LIMIT_EXCEEDED", too_long),
        (9, "e9", "INVALID", "The JSON is not encoded in UTF-8."),
        (10, None, "INVALID", "The JSON is malformed at byte 92: unexpected end of escaped utf-16 surrogate pair."),
        (11, "e11", "LIMIT_EXCEEDED", "`detail`: JSON must not be nested more than 100 levels deep."),
        (12, None, "INVALID", "The JSON is nested too deeply."),
        (13, "e13", "INVALID", "`detail` has a whole number of more than 64 bits: send it as a text."),
        (14, "e14", "INVALID", "`type` is required."),
    ]
    assert (outcome["accepted"], outcome["duplicates"], outcome["rejectedCount"]) == (3, 0, 12)


async def test_several_groups_are_recorded_with_rejections_in_the_order_of_lines(sender: Sender):
    def lines() -> Iterable[bytes]:
        for number in range(1, 2 * GROUPED + 3_000 + 1):
            if number % 5 == 0:
                yield b"wrong\n"
            elif number % 7 == 0:
                yield started(number, series="t")
            else:
                yield started(number % 15_000)

    outcome = await sender.send(b"".join(lines()))

    numbers = range(1, 2 * GROUPED + 3_000 + 1)
    rejected = [number for number in numbers if number % 5 == 0 or number % 7 == 0]
    ids = {number % 15_000 for number in numbers if number % 5 and number % 7}
    assert [row["line"] for row in outcome["rejected"]] == rejected
    assert outcome["rejectedCount"] == len(rejected)
    assert outcome["accepted"] == len(ids) == await sender.stored()
    assert outcome["duplicates"] == len(numbers) - len(rejected) - len(ids)


async def test_events_that_several_clients_send_at_the_same_time_are_recorded_once(sender: Sender):
    one, other = starts(range(GROUPED + 10)), starts(range(GROUPED, 2 * GROUPED))

    outcomes = await asyncio.gather(*(sender.send(body) for body in (one, other, one, other)))

    assert sum(outcome["accepted"] for outcome in outcomes) == await sender.stored() == 2 * GROUPED
    assert sum(outcome["duplicates"] for outcome in outcomes) == 2 * GROUPED + 20
    assert [outcome["rejected"] for outcome in outcomes] == [[]] * 4


async def test_up_to_fifty_thousand_rejections_are_listed(sender: Sender):
    outcome = await sender.send(b"".join(started(number, type="?") for number in range(50_000)))

    assert (outcome["accepted"], outcome["rejectedCount"]) == (0, 50_000)
    assert [(row["line"], row["id"]) for row in outcome["rejected"]] == [(n + 1, f"e{n}") for n in range(50_000)]


async def test_more_rejections_are_only_counted(sender: Sender):
    outcome = await sender.send(b"x\n" * (MOST_LISTED + 1_500) + started(1))

    assert (outcome["accepted"], outcome["rejectedCount"], outcome["unlistedCount"]) == (1, MOST_LISTED + 1_500, 1_500)
    assert [row["line"] for row in outcome["rejected"]] == list(range(1, MOST_LISTED + 1))


async def test_a_line_of_a_person_is_rejected_with_the_endpoint_of_people(sender: Sender):
    person, unclear = b'{"externalId": "ann", "name": "Ann"}\n', b'{"externalId": "ann", "type": "GOAL_HIT"}\n'

    outcome = await sender.send(person + unclear)

    assert [row["message"] for row in outcome["rejected"]] == [
        "The line is a person: send it to POST /people.",
        "`externalId` is not the name of a field: remove it, or correct its spelling.",
    ]


async def test_long_rejections_are_cut_and_the_list_has_a_maximum_size(sender: Sender):
    outcome = await sender.send((orjson.dumps({"?" * 600: "", "id": "i" * 600}) + b"\n") * 30_000)

    assert outcome["rejected"][0] == {
        "line": 1,
        "id": "i" * LONGEST_TOLD + "…",
        "code": "INVALID",
        "message": f"`{'?' * 100}…` is not the name of a field: remove it, or correct its spelling.",
    }
    assert MOST_LISTED_BYTES - 2_000 < len(orjson.dumps(outcome["rejected"])) < MOST_LISTED_BYTES + 2_000
    assert outcome["rejectedCount"] == 30_000 == len(outcome["rejected"]) + outcome["unlistedCount"]


async def test_an_error_states_the_counts_of_the_lines_before_it(sender: Sender):
    body = b"".join((b"wrong\n", b"\n", started(number), started(1))[number % 4] for number in range(4 * BATCH))

    status, error, so_far = await sender.stopped(gzip.compress(body)[:-1], **{"Content-Encoding": "gzip"})

    assert (status, error["message"]) == (400, "The gzip stream is incomplete: send all of it.")
    # Blank lines are in no batch, so the third ends with the last line.
    assert so_far == {"accepted": BATCH + 1, "duplicates": BATCH - 1, "rejectedCount": BATCH, "throughLine": 4 * BATCH}
    assert await sender.stored() == BATCH + 1


async def test_a_body_with_over_a_hundred_thousand_more_blank_lines_than_others_is_refused(sender: Sender):
    blank = b"\n" * MOST_BLANK_LINES

    assert (await sender.send(started(1) + blank + b"\n"))["accepted"] == 1
    assert await sender.refused(started(2) + blank + b"\n\n" + started(3)) == (
        413,
        {
            "code": "LIMIT_EXCEEDED",
            "message": "The body has 100,002 blank lines and 1 other: remove them.",
        },
    )


async def test_a_gzip_bomb_is_refused(sender: Sender):
    bomb = gzip.compress(b"\n" * 100_000_000, mtime=0)

    refusal = await sender.stopped(bomb, **{"Content-Encoding": "gzip"})

    message = "The body has 100,001 blank lines and 0 others: remove them."
    assert refusal == (413, {"code": "LIMIT_EXCEEDED", "message": message}, NOTHING_SO_FAR)


@pytest.mark.parametrize("packed", [False, True])
async def test_other_tasks_get_a_turn_after_each_batch_of_a_body_of_many_lines(
    sender: Sender, monkeypatch: pytest.MonkeyPatch, *, packed: bool
):
    body = b"x\n" * 200_000
    take, since_turn, most = Batch.take, 0, 0
    turns: list[asyncio.Task[None]] = []
    is_over = False

    def counted(batch: Batch, place: int, line: bytes) -> None:
        nonlocal since_turn, most
        if not turns:  # in the loop of the server, which has a thread of its own
            turns.append(asyncio.get_running_loop().create_task(take_turns()))
        since_turn += 1
        most = max(most, since_turn)
        take(batch, place, line)

    async def take_turns() -> None:
        nonlocal since_turn
        while not is_over:
            await asyncio.sleep(0)
            since_turn = 0

    monkeypatch.setattr(Batch, "take", counted)
    headers = {"Content-Encoding": "gzip"} if packed else {}
    outcome = await sender.send(gzip.compress(body) if packed else body, **headers)
    is_over = True

    assert outcome["rejectedCount"] == 200_000
    assert most <= 2 * BATCH  # the counting task itself starts a turn late; without yielding, it is 60 batches


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, gzip", "gzip;q=1", "x" * 150])
async def test_an_unknown_content_encoding_is_refused(sender: Sender, encoding: str):
    answer = await sender.client.post("/events", content=starts([1]), headers={"Content-Encoding": encoding})

    assert (answer.status_code, answer.headers["Accept-Encoding"]) == (415, "gzip")
    assert answer.json()["error"] == {
        "code": "INVALID",
        "message": f"The Content-Encoding '{encoding}' is not supported: use gzip once, or none.",
    }


@pytest.mark.parametrize("first", [b"\0", b"\0\0", b"\0{"])
async def test_a_line_that_begins_with_a_zero_is_malformed_and_not_called_utf_16(sender: Sender, first: bytes):
    outcome = await sender.send(first + starts([1]) + starts([2]))

    assert (outcome["accepted"], [row["code"] for row in outcome["rejected"]]) == (1, ["INVALID"])
    assert "malformed" in outcome["rejected"][0]["message"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (starts([1]), "The body is not valid gzip: Error -3 while decompressing data: incorrect header check."),
        (gzip.compress(starts([1]), mtime=0)[:-9], "The gzip stream is incomplete: send all of it."),
    ],
)
async def test_malformed_gzip_is_refused(sender: Sender, body: bytes, message: str):
    refusal = await sender.refused(body, **{"Content-Encoding": "gzip"})

    assert refusal == (400, {"code": "INVALID", "message": message})
    assert await sender.stored() == 0


@pytest.mark.parametrize("pieces", [1, 2, 100])
async def test_gzip_without_its_header_is_refused(sender: Sender, pieces: int):
    packed = gzip.compress(starts([1]))
    size = -(-len(packed) // pieces)

    async def body() -> AsyncIterator[bytes]:
        for begin in range(0, len(packed), size):
            yield packed[begin : begin + size]

    assert await sender.refused(body()) == (
        400,
        {
            "code": "INVALID",
            "message": "The body is compressed with gzip: send the header `Content-Encoding: gzip`.",
        },
    )


async def test_groups_recorded_before_malformed_gzip_stay_and_sending_again_records_the_rest(sender: Sender):
    body = starts(range(GROUPED + 500))

    status, _, so_far = await sender.stopped(gzip.compress(body)[:-9], **{"Content-Encoding": "gzip"})

    assert (status, await sender.stored()) == (400, GROUPED)
    assert so_far == NOTHING_SO_FAR | {"accepted": GROUPED, "throughLine": GROUPED}
    assert await sender.send(body) == NOTHING | {"accepted": 500, "duplicates": GROUPED}


async def test_groups_recorded_before_a_disconnect_stay_and_sending_again_records_the_rest(sender: Sender):
    address = urlsplit(str(sender.client.base_url))
    body = starts(range(GROUPED + 500))
    head = (
        f"POST /events HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Length: {len(body) + 1}\r\n"
        f"Authorization: {sender.client.headers['authorization']}\r\n\r\n"
    )

    _, writer = await asyncio.open_connection(address.hostname, address.port)
    writer.write(head.encode() + body)
    await writer.drain()
    while await sender.stored() < GROUPED:  # noqa: ASYNC110 - the server has no event to wait for
        await asyncio.sleep(0.05)
    writer.close()
    await writer.wait_closed()

    assert await sender.send(body) == NOTHING | {"accepted": 500, "duplicates": GROUPED}


async def test_a_token_without_the_scope_is_refused(sender: Sender, token_for: TokenFor):
    others = set(Scope) - {Scope.INGEST, Scope.ADMIN}
    authorization = f"Bearer {await token_for(sender.workspace_id, *others)}"

    refusal = await sender.refused(starts([1]), Authorization=authorization)

    assert refusal == (403, {"code": "FORBIDDEN", "message": "POST /events needs a token with the scope INGEST."})
    assert await sender.stored() == 0


@pytest.mark.parametrize("authorization", ["", "Bearer mp_unknown", f"Basic {BOOTSTRAP_TOKEN}"])
async def test_without_a_valid_token_nothing_is_recorded(sender: Sender, authorization: str):
    status, error = await sender.refused(starts([1]), Authorization=authorization)

    assert (status, error["code"], await sender.stored()) == (401, "UNAUTHENTICATED", 0)


async def test_a_series_of_another_workspace_is_not_defined(sender: Sender, pool: Pool, token_for: TokenFor):
    other = await ensure_workspace(pool, f"other than {sender.workspace_id}")
    outcome = await sender.send(starts([1]), Authorization=f"Bearer {await token_for(other, Scope.INGEST)}")

    assert [row["message"] for row in outcome["rejected"]] == [
        "Series 's' is not defined: define it first, or correct the key."
    ]
    assert await sender.stored() == 0
