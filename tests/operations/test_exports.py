"""Exports from the request to the files: what is in them, and what is refused."""

import hashlib
import json
from datetime import UTC, datetime

import pytest
from exporting import Exporter, downloaded, exported, unpacked

from core.events import EventInput, EventType
from core.export_files import ExportFile

AT = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)


def event(number: int, type_: EventType, minute: int, person: str = "ann", **more) -> EventInput:
    at = AT.replace(minute=minute)
    return EventInput(id=f"e{number}", type=type_, at=at, series="s", person=person, **more)


HISTORY = [
    event(1, EventType.ENTRY_STARTED, 30, company="=acme"),
    event(2, EventType.BLOCK_REACHED, 30, block="mail"),
    event(3, EventType.RECEIVED, 31, block="mail", receipt="r1"),
    event(4, EventType.OPENED, 32, block="mail", receipt="r1"),
    event(5, EventType.CLICKED, 33, block="mail", receipt="r1", url="http://example.com/a,b"),
    event(6, EventType.ENTRY_FINISHED, 34, block="mail"),
    event(7, EventType.GOAL_HIT, 35),
    event(8, EventType.ENTRY_STARTED, 40, person="ben"),
]


@pytest.fixture
async def exporter(settings, pool, workspace_id) -> Exporter:
    exporter = Exporter(settings, pool, workspace_id)
    await exporter.define(*HISTORY)
    return exporter


async def test_an_export_holds_a_file_for_all_that_has_rows_and_a_manifest(exporter, server):
    asked = (await exporter.request(asOf="2026-03-29T12:00:00Z"))["export"]
    assert (asked["status"], asked["progress"], asked["downloadUrl"]) == ("PENDING", 0, None)

    await exporter.work()
    export = await exporter.watch(asked["id"])

    assert (export["status"], export["progress"], export["error"]) == ("COMPLETED", 1, None)
    files = unpacked(downloaded(server, export))
    assert {file["file"]: file["rows"] for file in export["files"]} == {
        "SERIES_ENTRY": 2,
        "CHECKPOINT": 1,
        "RECEIPT": 3,
        "SERIES_COMPLETION": 1,
        "GOAL_SUCCESS": 1,
        "OPEN": 1,
        "CLICK": 1,
    }
    assert [*files] == [*(file["name"] for file in export["files"]), "manifest.json"]
    assert export["files"][0]["name"] == "series_entry_20260329-120000.csv"
    for file in export["files"]:
        content = files[file["name"]]
        assert (file["bytes"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    manifest = json.loads(files["manifest.json"])
    assert manifest["files"] == export["files"]
    assert manifest["series"]["key"] == "s"


async def test_cells_are_escaped_and_instants_are_local(exporter, server):
    export = await exporter.export(asOf="2026-03-29T12:00:00Z", timeZone="Europe/Amsterdam")

    rows = exported(export, unpacked(downloaded(server, export))).files
    ann, ben = rows[ExportFile.SERIES_ENTRY]
    assert (ann["company_id"], ben["company_id"]) == ("'=acme", "-1")
    assert ann["started_at"] == "2026-03-29T00:30:00.000000+01:00"
    assert rows[ExportFile.CLICK] == [
        {
            "receipt_id": "r1",
            "clicked_at": "2026-03-29T00:33:00.000000+01:00",
            "link_type": "",
            "url": "http://example.com/a,b",
        }
    ]
