"""`milepost export`: requests an export, waits for it, downloads it and verifies it."""

import zipfile
from datetime import UTC, datetime

import pytest
from cutting_proxy import cutting
from exporting import LIST, Exporter, bulky, downloaded

from core.events import EventInput, EventType
from core.export_files import ExportFile
from core.viewer import Scope

SERIES_ENTRY = "series_entry_20260201-000000.csv"


def started(person: str, day: int) -> EventInput:
    at = datetime(2026, 1, day, tzinfo=UTC)
    return EventInput(id=person, type=EventType.ENTRY_STARTED, at=at, series="s", person=person)


@pytest.fixture
def exporter(settings, pool, workspace_id) -> Exporter:
    return Exporter(settings, pool, workspace_id)


@pytest.fixture
async def here(server, exporter, workspace_id, token_for):
    await exporter.define(started("ann", 1), started("ben", 10))
    token = await token_for(workspace_id, Scope.READ, Scope.EXPORT)
    return {"MILEPOST_URL": server, "MILEPOST_TOKEN": token}


@pytest.fixture
def working(starting, settings):
    """Runs a worker."""
    urls = {"MILEPOST_DATABASE_URL": settings.database_url, "MILEPOST_REDIS_URL": settings.redis_url}
    with starting("worker", **urls, MILEPOST_STORAGE_URL=settings.storage_url) as worker:
        worker.await_output(r"worker\.started")
        yield


@pytest.mark.usefixtures("working")
def test_it_writes_the_archive_and_prints_its_files(milepost, tmp_path, here):
    done = milepost("export", "s", "--as-of", "2026-02-01", "--file", "series_entry", "--out", "s.zip", **here)

    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode().splitlines()
    assert lines[0] == f"{SERIES_ENTRY}: 2 rows"
    assert lines[1] == f"s.zip: {(tmp_path / 's.zip').stat().st_size:,} bytes, all checksums match"
    with zipfile.ZipFile(tmp_path / "s.zip") as archive:
        assert archive.read(SERIES_ENTRY).count(b"\n") == 3
    assert not (tmp_path / "s.zip.part").exists()


@pytest.mark.usefixtures("working")
def test_with_bom_csv_files_begin_with_a_byte_order_mark(milepost, tmp_path, here):
    done = milepost("export", "s", "--as-of", "2026-02-01", "--bom", "--out", "s.zip", **here)

    assert (done.returncode, done.stderr) == (0, b"")
    with zipfile.ZipFile(tmp_path / "s.zip") as archive:
        assert archive.read(SERIES_ENTRY).startswith(b"\xef\xbb\xbfseries_entry_record_id,")


@pytest.mark.usefixtures("working")
async def test_it_resumes_the_download_where_the_connection_was_cut(milepost, tmp_path, here, exporter):
    await exporter.define(*bulky(200))
    server = here["MILEPOST_URL"]

    with cutting(server, 600_000, 100_000) as proxy:
        done = milepost("export", "s", "--out", "s.zip", **here | {"MILEPOST_URL": proxy.url})

    assert (done.returncode, done.stderr) == (0, b"")
    first, second, third = proxy.asked
    assert first == 0 < second <= 600_000 < third <= 700_000
    [listed] = (await exporter.ask(LIST, id=exporter.series))["exports"]["edges"]
    assert (tmp_path / "s.zip").read_bytes() == downloaded(server, await exporter.watch(listed["node"]["id"]))


@pytest.mark.usefixtures("working")
def test_an_empty_range_writes_no_archive(milepost, tmp_path, here):
    done = milepost("export", "s", "--from", "2026-01-02", "--to", "2026-01-09", "--out", "s.zip", **here)

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == (b"The series has no data in that range or as of that instant: no archive was written.\n")
    assert not (tmp_path / "s.zip").exists()


IS_LEAP = "is a leap second, which has no instant of its own here: send the second before it."


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("other",), "There is no series with the key 'other'. The query { allSeries { nodes { key } } } lists all."),
        (
            ("s", "--from", "soon"),
            "--from: 'soon' is neither a date nor an instant, such as 2026-11-01 or 2026-11-01T09:30:00Z.",
        ),
        (
            ("s", "--file", "series_entry", "--file", "opens"),
            f"--file: There is no file 'opens'. The files are: {', '.join(ExportFile).lower()}.",
        ),
        (
            ("s", "--from", "2016-12-31T23:59:60Z"),
            f"--from: '2016-12-31T23:59:60Z' {IS_LEAP}",
        ),
        (
            ("s", "--format", "parquet", "--bom"),
            "--bom: Only CSV files can begin with a byte order mark. Leave --bom or --format parquet out.",
        ),
        (("s", "--out", "nowhere/s.zip"), "--out: The folder nowhere does not exist. Create it, or choose another."),
        (("s", "--out", "/dev/null"), "--out: /dev/null is a device, pipe or socket. Give the path of a file."),
        (
            ("s", "--time-zone", "Nowhere"),
            "--time-zone: 'Nowhere' is not a time zone. Give an IANA name such as Europe/Amsterdam.",
        ),
        (
            ("s", "--from", "2026-02-01", "--to", "2026-01-01"),
            "The export was refused: range.from: `from` must not be after `to`.",
        ),
    ],
)
def test_a_wrong_request_is_reported(milepost, here, arguments, sentence):
    done = milepost("export", "--out", "s.zip", *arguments, **here)

    assert (done.returncode, done.stdout, done.stderr.decode()) == (1, b"", f"milepost: {sentence}\n")
