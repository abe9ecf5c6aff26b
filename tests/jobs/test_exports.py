"""Exports under cancellation, killed workers and storage failures; in a bucket; and their mails."""

import asyncio
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from buckets import Bucket, objects_in
from conftest import serving
from exporting import CANCEL, Exporter, bulky, downloaded, of_csv, unpacked
from pools import pool_for

from core.events import EventInput, EventType
from db.tokens import ensure_workspace
from jobs.exports import remove_expired_exports

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
PEOPLE = 5_000
LARGE = 5_000  # clicks; their archive has several parts in the storage


def starts(count: int) -> list[EventInput]:
    return [
        EventInput(
            id=f"e{number}",
            type=EventType.ENTRY_STARTED,
            at=BEGIN + timedelta(seconds=number),
            series="s",
            person=f"person-{number}",
        )
        for number in range(count)
    ]


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture(params=["folder", "bucket"])
def kept_in(request, site, tmp_path, bucket: Bucket) -> Path:
    """The folder in which the objects of the storage can be seen."""
    folder, url = (bucket.data / "exports", bucket.url) if request.param == "bucket" else (tmp_path, str(tmp_path))
    site.settings = site.settings.model_copy(update={"storage_url": url})
    return folder


async def killed_while_storing(site, exporter: Exporter, folder: Path) -> Any:
    """An export whose worker was killed after it had stored part of the archive."""
    asked = (await exporter.request(files=["CLICK"]))["export"]
    before = objects_in(folder)
    worker = site.start_program()
    while objects_in(folder) == before:
        assert worker.poll() is None
        await asyncio.sleep(0.005)
    worker.kill()
    worker.wait()
    assert await site.fetch("SELECT status::text FROM export") == [("IN_PROGRESS",)]
    return asked


async def test_the_export_of_a_killed_worker_is_built_by_another_worker(site, kept_in, bucket):
    async with pool_for(site.settings) as pool:
        exporter = Exporter(site.settings, pool, await ensure_workspace(pool, "shop"))
        await exporter.define(*bulky(LARGE))
        asked = await killed_while_storing(site, exporter, kept_in)

        site.start_program()
        seconds = await site.until("SELECT attempt FROM export", expected=2)
        await site.until("SELECT status::text FROM export", expected="COMPLETED")

        export = await exporter.watch(asked["id"])
        with serving(site.settings) as server:
            files = unpacked(downloaded(server, export))
    assert seconds < 15
    assert [row["url"] for row in of_csv(files[export["files"][0]["name"]])] == [
        click.url for click in bulky(LARGE)[1:]
    ]
    assert {name.rpartition("/")[0] for name in objects_in(kept_in)} == {f"{_kept(kept_in)}1/1/2"}
    assert bucket.unfinished == []


async def test_parts_stored_by_a_killed_worker_are_removed_after_a_cancellation(site, kept_in, bucket):
    async with pool_for(site.settings) as pool:
        exporter = Exporter(site.settings, pool, await ensure_workspace(pool, "shop"))
        await exporter.define(*bulky(LARGE))
        asked = await killed_while_storing(site, exporter, kept_in)
        await exporter.ask(CANCEL, id=asked["id"])
        await pool.execute("UPDATE export SET completed_at = now() - interval '2 minutes'")

        await remove_expired_exports(pool, site.settings)

    assert objects_in(kept_in) == []
    assert bucket.unfinished == []


def _kept(folder: Path) -> str:
    """The prefix of the names in the storage."""
    return "kept/" if folder.name == "exports" else ""


async def test_an_export_that_is_canceled_while_it_runs_leaves_no_files(settings, pool, workspace_id, tmp_path):
    exporter = Exporter(settings.model_copy(update={"storage_url": str(tmp_path)}), pool, workspace_id)
    await exporter.define(*starts(PEOPLE))
    asked = (await exporter.request())["export"]
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("LOCK TABLE person")  # blocks the export
        working = asyncio.create_task(exporter.work())
        while (await exporter.watch(asked["id"]))["status"] == "PENDING":  # noqa: ASYNC110 - it is in the database
            await asyncio.sleep(0.05)

        await exporter.ask(CANCEL, id=asked["id"])
        await working

    assert (await exporter.watch(asked["id"]))["status"] == "CANCELED"
    assert files_in(tmp_path) == []


async def test_progress_is_the_share_of_rows_packed(settings, pool, workspace_id):
    exporter = Exporter(settings, pool, workspace_id)
    opens = [
        EventInput(id=f"o{n}", type=EventType.OPENED, at=BEGIN, series="s", person="person-0", block="mail")
        for n in "ab"
    ]
    await exporter.define(*starts(6), *opens)
    asked = (await exporter.request(files=["OPEN", "SERIES_ENTRY"]))["export"]
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("LOCK TABLE person")  # blocks the second file
        working = asyncio.create_task(exporter.work())
        while (await exporter.watch(asked["id"]))["progress"] == 0:  # noqa: ASYNC110 - it is in the database
            await asyncio.sleep(0.05)
        half_way = await exporter.watch(asked["id"])
    await working

    assert (half_way["status"], half_way["progress"]) == ("IN_PROGRESS", 0.25)
    assert (await exporter.watch(asked["id"]))["progress"] == 1


async def test_an_export_fails_if_the_storage_keeps_failing(settings, pool, workspace_id):
    nowhere = "s3://bucket?endpoint=http://127.0.0.1:9&allow_http=true&access_key_id=a&secret_access_key=b"
    exporter = Exporter(settings.model_copy(update={"storage_url": nowhere}), pool, workspace_id)
    await exporter.define(*starts(1))
    asked = (await exporter.request())["export"]
    await pool.execute("UPDATE job SET failures = 99 WHERE workspace_id = $1", workspace_id)

    await exporter.work()

    export = await exporter.watch(asked["id"])
    assert (export["status"], export["downloadUrl"]) == ("FAILED", None)
    assert export["error"] == "The storage of files cannot be used now. Try again later."


async def test_exports_can_be_stored_in_a_bucket(bucket, settings, pool, workspace_id):
    kept = settings.model_copy(update={"storage_url": bucket.url})
    exporter = Exporter(kept, pool, workspace_id)
    await exporter.define(*starts(PEOPLE))

    export = await exporter.export()

    assert (export["status"], export["error"]) == ("COMPLETED", None)
    with serving(kept) as server:
        files = unpacked(downloaded(server, export))
    assert files[export["files"][0]["name"]].count(b"\n") == PEOPLE + 1


async def test_the_mail_names_series_range_files_rows_and_expiry(settings, pool, workspace_id, tmp_path):
    outbox: Path = tmp_path / "outbox"
    exporter = Exporter(settings.model_copy(update={"mail_outbox": outbox}), pool, workspace_id)
    await exporter.define(*starts(2))

    export = await exporter.export(
        email="ann@example.com", timeZone="Europe/Amsterdam", range={"from": "2026-01-01T00:00:00Z"}
    )
    assert files_in(outbox) == []
    await exporter.work()

    [file] = files_in(outbox)
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    text = mail.get_body(("plain",)).get_content()
    assert (mail["to"], mail["subject"]) == ("ann@example.com", 'Export of "S"')
    assert export["downloadUrl"] in text
    assert "Range: from 2026-01-01 01:00:00 Europe/Amsterdam on" in text
    for line in ("series_entry_", ".csv: 2 rows", "The link works until "):
        assert line in text
