"""Exports under cancellation, killed workers and storage that fails; in an S3-compatible store; and their mails."""

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import httpx
import pytest
from conftest import serving
from exporting import CANCEL, Exporter, downloaded, unpacked

from core.events import EventInput, EventType
from db.pool import create_pool
from db.tokens import ensure_workspace
from jobs.storage import open_storage

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
PEOPLE = 5_000


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


async def test_a_worker_that_is_killed_has_its_export_made_by_another(site, tmp_path):
    site.settings = site.settings.model_copy(update={"storage_url": str(tmp_path / "exports")})
    async with await create_pool(site.settings) as pool:
        exporter = Exporter(site.settings, pool, await ensure_workspace(pool, "shop"))
        await exporter.define(*starts(PEOPLE))
        asked = (await exporter.request())["export"]
        killed = site.start_program()
        await site.until("SELECT status::text FROM export", expected="IN_PROGRESS")
        killed.kill()

        site.start_program()
        await site.until("SELECT status::text FROM export", expected="COMPLETED")

        export = await exporter.watch(asked["id"])
        stored = files_in(tmp_path / "exports")
        files = unpacked(stored[0].read_bytes())
        assert len(stored) == 1
        assert files[export["files"][0]["name"]].count(b"\n") == PEOPLE + 1


async def test_an_export_that_is_canceled_while_it_is_made_leaves_nothing(settings, pool, workspace_id, tmp_path):
    exporter = Exporter(settings.model_copy(update={"storage_url": str(tmp_path)}), pool, workspace_id)
    await exporter.define(*starts(PEOPLE))
    asked = (await exporter.request())["export"]
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("LOCK TABLE person")  # for which the export waits
        working = asyncio.create_task(exporter.work())
        while (await exporter.watch(asked["id"]))["status"] == "PENDING":  # noqa: ASYNC110 - it is in the database
            await asyncio.sleep(0.05)

        await exporter.ask(CANCEL, id=asked["id"])
        await working

    assert (await exporter.watch(asked["id"]))["status"] == "CANCELED"
    assert files_in(tmp_path) == []


async def test_an_upload_that_is_given_up_is_never_to_be_seen(settings, tmp_path):
    storage = open_storage(settings.model_copy(update={"storage_url": str(tmp_path)}))

    async def interrupted() -> None:
        async with storage.upload("1/1/1.zip") as upload:
            await upload.write(b"x" * 40_000_000)
            raise KeyError

    with pytest.raises(KeyError):
        await interrupted()

    with pytest.raises(FileNotFoundError):
        await anext(aiter(storage.read("1/1/1.zip", 0, 1)))


async def test_a_storage_that_fails_again_and_again_ends_the_export_as_failed(settings, pool, workspace_id):
    nowhere = "s3://bucket?endpoint=http://127.0.0.1:9&allow_http=true&access_key_id=a&secret_access_key=b"
    exporter = Exporter(settings.model_copy(update={"storage_url": nowhere}), pool, workspace_id)
    await exporter.define(*starts(1))
    asked = (await exporter.request())["export"]
    await pool.execute("UPDATE job SET failures = 99 WHERE workspace_id = $1", workspace_id)

    await exporter.work()

    export = await exporter.watch(asked["id"])
    assert (export["status"], export["downloadUrl"]) == ("FAILED", None)
    assert export["error"] == "The storage that archives are kept in does not answer as it should."


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a bucket of a real S3-compatible server."""
    data = tmp_path_factory.mktemp("s3")
    (data / "exports").mkdir()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "nanio", "serve", "--data-dir", data, "--host", "127.0.0.1", "--port", str(port)]
    keys = {"NANIO_ACCESS_KEY": "milepost", "NANIO_SECRET_KEY": "milepost-secret"}
    server = subprocess.Popen(command, env=keys, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    endpoint = f"http://127.0.0.1:{port}"
    _await_answer(endpoint)
    yield (
        f"s3://exports/kept?endpoint={endpoint}&allow_http=true&region=us-east-1"
        "&access_key_id=milepost&secret_access_key=milepost-secret"
    )
    server.kill()
    server.wait()


def _await_answer(endpoint: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            httpx.get(endpoint)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return


async def test_exports_can_be_kept_in_a_bucket(bucket, settings, pool, workspace_id):
    kept = settings.model_copy(update={"storage_url": bucket})
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
