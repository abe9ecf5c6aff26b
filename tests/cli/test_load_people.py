"""Files with people and events."""

import gzip
from typing import Any

import orjson
import pytest
from stored_people import stored_people

from core.viewer import Scope
from db.pool import Pool

DEFINITION = {"key": "s", "name": "S", "blocks": [], "paths": []}
NOTHING = {"email": None, "name": None, "attributes": "{}", "unsubscribed": False, "tags": []}


def started(person: str, **changed: Any) -> dict[str, Any]:
    event = {"id": person, "type": "ENTRY_STARTED", "at": "2026-01-01T00:00:00Z", "series": "s", "person": person}
    return event | changed


def ndjson(*lines: Any) -> bytes:
    return b"".join(orjson.dumps(line) + b"\n" for line in lines)


@pytest.fixture
async def here(server, workspace_id, token_for, milepost, tmp_path):
    token = await token_for(workspace_id, Scope.INGEST, Scope.READ)
    where = {"MILEPOST_URL": server, "MILEPOST_TOKEN": token}
    (tmp_path / "s.series.json").write_bytes(orjson.dumps(DEFINITION))
    assert milepost("load", "s.series.json", **where).returncode == 0
    return where


async def test_people_and_events_of_one_file_are_told_apart_by_external_ids(
    milepost, here, pool: Pool, workspace_id: int
):
    lines = [
        started("ann"),
        {"externalId": "ann", "name": "Ann", "attributes": {"type": "x", "id": 1}},
        started("ben", detail={"externalId": "cem"}),
        {"name": "Dan", "tags": ["vip"], "externalId": "dan"},
    ]

    first = milepost("load", "-", given=b"\xef\xbb\xbf" + ndjson(*lines), **here)
    again = milepost("load", "-", given=gzip.compress(ndjson(*reversed(lines))), **here)

    assert (first.returncode, again.returncode) == (0, 0)
    assert first.stdout.decode().splitlines() == [
        "people: 2 accepted, 0 duplicates, 0 rejected",
        "events: 2 accepted, 0 duplicates, 0 rejected",
    ]
    assert again.stdout.decode().splitlines() == [
        "people: 0 accepted, 2 duplicates, 0 rejected",
        "events: 0 accepted, 2 duplicates, 0 rejected",
    ]
    assert await stored_people(pool, workspace_id) == {
        "ann": NOTHING | {"name": "Ann", "attributes": '{"id": 1, "type": "x"}'},
        "ben": NOTHING,
        "dan": NOTHING | {"name": "Dan", "tags": ["vip"]},
    }


def test_rejected_people_and_events_are_listed_in_the_order_of_lines_with_their_fields(milepost, tmp_path, here):
    lines = [
        started("ann", series="other"),
        {"externalId": "ann", "email": "nobody"},
        {"externalId": "ben", "type": "ENTRY_STARTED"},
        started("ben"),
        {"externalId": "cem", "tags": "vip"},
    ]
    (tmp_path / "a.ndjson").write_bytes(ndjson(*lines) + b'{"externalId": "dan"\n')

    done = milepost("load", "a.ndjson", "--rejects", "rejects.ndjson", **here)

    rejects = [orjson.loads(line) for line in (tmp_path / "rejects.ndjson").read_bytes().splitlines()]
    summary = done.stdout.decode().splitlines()
    assert done.returncode == 1
    assert summary[:2] == [
        "people: 0 accepted, 0 duplicates, 4 rejected",
        "events: 1 accepted, 0 duplicates, 1 rejected",
    ]
    assert summary[2] == f"  a.ndjson:1 ann NOT_FOUND: {rejects[0]['message']}"
    assert [line.split()[0] for line in summary[2:]] == [f"a.ndjson:{row['line']}" for row in rejects]
    assert [(row["line"], row["id"], row["message"]) for row in rejects] == [
        (1, "ann", "Series 'other' is not defined: define it first, or correct the key."),
        (2, "ann", "`email`: 'nobody' is not an e-mail address: write one such as anna@example.com."),
        (3, "ben", "`type` is not the name of a field: remove it, or correct its spelling."),
        (5, "cem", "`tags` must be a list or null, not a text."),
        (6, None, "The JSON ends too early."),
    ]


async def test_lines_are_numbered_across_requests(milepost, tmp_path, here):
    people = ndjson(*({"externalId": f"p{number}"} for number in range(25_000)))
    (tmp_path / "a.ndjson").write_bytes(b"\n".join([b"{}"] * 25_000) + b"\n" + people + b'{"externalId": ""}\n')

    done = milepost("load", "a.ndjson", "--rejects", "rejects.ndjson", **here)

    assert done.stdout.decode().splitlines()[:2] == [
        "people: 25,000 accepted, 0 duplicates, 1 rejected",
        "events: 0 accepted, 0 duplicates, 25,000 rejected",
    ]
    rejects = [orjson.loads(line)["line"] for line in (tmp_path / "rejects.ndjson").read_bytes().splitlines()]
    assert rejects == [*range(1, 25_001), 50_001]
