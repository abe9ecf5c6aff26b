"""The link to an export: everyone who has it can download the archive, whole or in ranges, until it expires."""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx
import pytest
from exporting import CANCEL, Exporter, answered, path_of, unpacked

from core.events import EventInput, EventType
from core.export_links import export_link
from core.ids import number_of
from db.exports import exports_to_remove, read_export
from jobs.exports import remove_expired_exports

START = EventInput(id="e", type=EventType.ENTRY_STARTED, at=datetime(2026, 1, 1, tzinfo=UTC), series="s", person="ann")


@pytest.fixture
async def exporter(settings, pool, workspace_id) -> Exporter:
    exporter = Exporter(settings, pool, workspace_id)
    await exporter.define(START)
    return exporter


@pytest.fixture
async def link(exporter, server) -> str:
    return server + path_of(await exporter.export())


def test_the_link_returns_the_archive_without_a_token(link):
    answer = httpx.get(link)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["accept-ranges"] == "bytes"
    assert re.fullmatch(
        r"attachment; filename=\"S_\d{4}-\d\d-\d\d\.zip\"; filename\*=UTF-8''S_\d{4}-\d\d-\d\d\.zip",
        answer.headers["content-disposition"],
    )
    assert len(answer.content) == int(answer.headers["content-length"])
    assert "manifest.json" in unpacked(answer.content)


def test_a_head_request_returns_the_size(link):
    answer = httpx.head(link)

    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) == len(httpx.get(link).content)


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-9", slice(0, 10)),
        ("bytes=100-", slice(100, None)),
        ("bytes=-20", slice(-20, None)),
        ("bytes=10-99999999", slice(10, None)),
    ],
)
def test_a_range_is_returned(link, asked, part):
    whole = httpx.get(link)

    answer = httpx.get(link, headers={"Range": asked, "If-Range": whole.headers["etag"]})

    expected = whole.content[part]
    begin = range(len(whole.content))[part].start
    assert (answer.status_code, answer.content) == (206, expected)
    assert answer.headers["content-range"] == f"bytes {begin}-{begin + len(expected) - 1}/{len(whole.content)}"


@pytest.mark.parametrize("headers", [{"Range": "bytes=0-1,5-6"}, {"Range": "lines=1-2"}, {"Range": "bytes=9-3"}])
def test_the_whole_archive_is_returned_if_the_request_has_not_exactly_one_valid_range(link, headers):
    assert httpx.get(link, headers=headers).status_code == 200


def test_the_whole_archive_is_returned_if_the_archive_has_changed(link):
    assert httpx.get(link, headers={"Range": "bytes=5-", "If-Range": '"other"'}).status_code == 200


def test_a_range_beyond_the_end_is_refused_with_the_size(link):
    size = len(httpx.get(link).content)

    answer = httpx.get(link, headers={"Range": f"bytes={size}-"})

    assert (answer.status_code, answer.headers["content-range"]) == (416, f"bytes */{size}")
    assert answer.json()["error"] == {
        "code": "INVALID",
        "message": f"The archive has only {size:,} bytes: request a range within them.",
    }


def test_a_changed_link_is_not_found(link):
    base, _, signed = link.rpartition("/")
    changed = [
        signed[:place] + ("A" if letter != "A" else "B") + signed[place + 1 :] for place, letter in enumerate(signed)
    ]

    for other in [*changed, signed[:-1], signed + "A", "." + signed, "x", "x.y"]:
        assert httpx.get(f"{base}/{other}").status_code == 404, other


async def test_an_expired_link_gets_410_and_its_archive_is_removed(exporter, server, pool, settings):
    export = await exporter.export()
    await pool.execute(
        "UPDATE export SET expires_at = now() - interval '1 hour' WHERE workspace_id = $1", exporter.workspace_id
    )
    old = await exporter.watch(export["id"])
    stored = await read_export(pool, exporter.workspace_id, number_of(export["id"], "Export"))
    link = urlsplit(export_link(exporter.workspace_id, stored)).path

    before = answered(server + link)
    await remove_expired_exports(pool, settings)
    after = answered(server + link)

    assert (old["status"], old["downloadUrl"]) == ("EXPIRED", None)
    for answer in (before, after):
        assert answer.status_code == 410
        assert answer.json()["error"] == {
            "code": "EXPIRED",
            "message": "This link has expired: request the export again.",
        }
    assert exporter.workspace_id not in {workspace_id for workspace_id, _ in await exports_to_remove(pool)}


async def test_a_link_to_a_canceled_export_gets_410(exporter, server):
    export = await exporter.export()
    canceled = await exporter.ask(CANCEL, id=export["id"])

    answer = answered(server + path_of(export))

    assert (canceled["export"]["status"], canceled["export"]["downloadUrl"]) == ("CANCELED", None)
    assert (answer.status_code, answer.json()["error"]["code"]) == (410, "CANCELED")
