"""Exports from the request to the files: their content, and refused input."""

import hashlib
import json
from datetime import UTC, datetime

import pytest
from asking import refusal_of
from exporting import CANCEL, LIST, REQUEST, Exporter, downloaded, exported, unpacked

from core.events import EventInput, EventType
from core.export_files import COLUMNS, ExportFile
from core.viewer import Scope
from db.tokens import ensure_workspace

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


async def test_an_export_has_every_file_with_rows_and_a_manifest(exporter, server):
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


@pytest.mark.parametrize("format_", ["CSV", "PARQUET"])
async def test_a_failed_step_says_which_element_was_missing_on_which_page(
    settings, pool, workspace_id, server, format_
):
    exporter = Exporter(settings, pool, workspace_id)
    missing = {"stepId": "s1", "failedSelector": "#menu", "failureUrl": "https://a.example/x"}
    await exporter.define(
        HISTORY[0],
        event(2, EventType.STEP_FAILED, 31, block="mail", receipt="r1", detail=missing, url="https://a.example/y"),
        event(3, EventType.STEP_FAILED, 32, block="mail", receipt="r1", url="https://a.example/y"),
        event(4, EventType.HARD_BOUNCED, 33, block="mail", receipt="r1"),
    )

    export = await exporter.export(asOf="2026-03-29T12:00:00Z", format=format_)
    rows = exported(export, unpacked(downloaded(server, export))).files

    assert [[*row.values()][:4] for row in rows[ExportFile.TOUR_STEP_FAILURE]] == [
        ["r1", "s1", "#menu", "https://a.example/x"],
        ["r1", "", "", "https://a.example/y"],
    ]
    assert [_plain(row["hard_bounced_at"]) for row in rows[ExportFile.HARD_BOUNCE]] == ["2026-03-28T23:33:00+00:00"]


async def test_csv_files_begin_with_a_byte_order_mark_if_requested(exporter, server):
    asked = {"asOf": "2026-03-29T12:00:00Z", "files": ["CLICK", "OPEN"]}
    plain, marked = [
        unpacked(downloaded(server, await exporter.export(byteOrderMark=mark, **asked))) for mark in (False, True)
    ]

    csvs = [name for name in plain if name.endswith(".csv")]
    assert len(csvs) == 2
    assert [marked[name] for name in csvs] == [b"\xef\xbb\xbf" + plain[name] for name in csvs]
    assert marked["manifest.json"].startswith(b"{")


async def test_parquet_files_cannot_have_a_byte_order_mark(exporter):
    refused = await exporter.request(format="PARQUET", byteOrderMark=True)

    assert refused["userErrors"] == [
        {
            "code": "INVALID",
            "message": "Only CSV files can have a byte order mark: leave it out, or set `format: CSV`.",
            "path": ["byteOrderMark"],
        }
    ]


async def test_files_of_both_formats_have_the_same_rows(exporter, server):
    asked = {"asOf": "2026-03-29T12:00:00Z", "timeZone": "Europe/Amsterdam"}
    files = {}
    for format_ in ("CSV", "PARQUET"):
        export = await exporter.export(format=format_, **asked)
        rows = exported(export, unpacked(downloaded(server, export))).files
        files[format_] = {file: [[_plain(cell) for cell in row.values()] for row in rows[file]] for file in rows}
        assert {file: [*rows[file][0]] for file in rows} == {
            file: [column.name for column in COLUMNS[file]] for file in rows
        }

    assert files["PARQUET"] == files["CSV"]


async def test_the_largest_number_of_an_entry_is_in_files_of_both_formats(exporter, server):
    await exporter.pool.execute(
        "UPDATE entry SET number = 2147483647 WHERE workspace_id = $1 AND number = 1", exporter.workspace_id
    )

    for format_ in ("CSV", "PARQUET"):
        export = await exporter.export(format=format_)
        rows = exported(export, unpacked(downloaded(server, export))).files[ExportFile.SERIES_ENTRY]
        assert [row["entry_number"] for row in rows] == ["2147483647"] * 2


async def test_more_rows_and_bytes_of_a_file_than_an_int_holds_are_the_largest_int(exporter):
    export = await exporter.export(files=["CLICK"])
    await exporter.pool.execute(
        "UPDATE export SET files = jsonb_set(jsonb_set(files, '{0,rows}', '3000000000'), '{0,bytes}', '2147483648') "
        "WHERE workspace_id = $1",
        exporter.workspace_id,
    )

    [file] = (await exporter.watch(export["id"]))["files"]
    assert (export["files"][0]["rows"], file["rows"], file["bytes"]) == (1, 2147483647, 2147483647)


def _plain(cell: str) -> str:
    """The cell without the differences between the two formats."""
    return cell.removeprefix("'").replace(".000000", "")


async def test_the_same_request_as_of_the_same_instant_gives_the_same_bytes(exporter, server):
    asked = {"asOf": "2026-03-29T12:00:00Z", "range": {"from": "2026-03-28T00:00:00Z"}}
    for format_ in ("CSV", "PARQUET"):
        archives = [downloaded(server, await exporter.export(format=format_, **asked)) for _ in range(2)]

        assert archives[0] == archives[1]


async def test_a_requested_file_is_included_even_without_rows(exporter, server):
    export = await exporter.export(files=["REPLY", "CLICK", "REPLY"])

    files = unpacked(downloaded(server, export))
    assert [(file["file"], file["rows"]) for file in export["files"]] == [("REPLY", 0), ("CLICK", 1)]
    assert files[export["files"][0]["name"]] == b"receipt_id,replied_at\n"


async def test_an_export_of_an_empty_range_ends_as_no_data(exporter):
    export = await exporter.export(range={"from": "2027-01-01T00:00:00Z"}, email="ann@example.com")

    assert (export["status"], export["progress"], export["files"]) == ("NO_DATA", 1, [])
    assert export["downloadUrl"] is None


async def test_a_dry_run_reports_the_rows_of_each_file_and_changes_nothing(exporter, pool):
    payload = await exporter.request(dryRun=True, files=["OPEN", "RECEIPT", "REPLY"])

    assert payload["estimate"] == [
        {"file": "OPEN", "rows": 1},
        {"file": "RECEIPT", "rows": 3},
        {"file": "REPLY", "rows": 0},
    ]
    assert payload["export"] is None
    assert await pool.fetchval("SELECT count(*) FROM export WHERE workspace_id = $1", exporter.workspace_id) == 0


async def test_a_repeated_key_returns_the_first_export_and_a_different_input_is_a_conflict(exporter):
    first = await exporter.request(idempotencyKey="k", timeZone="Europe/Amsterdam")
    again = await exporter.request(idempotencyKey="k", timeZone="Europe/Amsterdam")
    other = await exporter.request(idempotencyKey="k")

    assert again["export"]["id"] == first["export"]["id"]
    assert other["userErrors"] == [
        {
            "code": "CONFLICT",
            "message": "The idempotency key was used with a different input: use a new key, or send the same input.",
            "path": ["idempotencyKey"],
        }
    ]


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ({"series": "U2VyaWVzOjk5OTk5OTk"}, "NOT_FOUND", ["series"]),
        ({"series": "QmxvY2s6MQ"}, "INVALID", ["series"]),
        ({"range": {"from": "2026-02-01T00:00:00Z", "to": "2026-01-01T00:00:00Z"}}, "INVALID", ["range", "from"]),
        ({"people": {"ids": ["UGVyc29uOjk5OTk5OTk5"]}}, "NOT_FOUND", ["people", "ids"]),
        ({"files": []}, "INVALID", ["files"]),
        ({"email": "nobody"}, "INVALID", ["email"]),
        ({"idempotencyKey": ""}, "INVALID", ["idempotencyKey"]),
        ({"timeZone": "localtime"}, "INVALID", ["timeZone"]),
    ],
)
async def test_bad_input_is_refused_with_its_path_and_changes_nothing(exporter, pool, given, code, path):
    payload = await exporter.request(**given)

    assert [(error["code"], error["path"]) for error in payload["userErrors"]] == [(code, path)]
    assert payload["export"] is None
    assert await pool.fetchval("SELECT count(*) FROM job WHERE workspace_id = $1", exporter.workspace_id) == 0


async def test_a_series_that_no_one_has_started_has_nothing_to_export(settings, pool, workspace_id):
    exporter = Exporter(settings, pool, workspace_id)
    await exporter.define()

    payload = await exporter.request()

    assert [error["code"] for error in payload["userErrors"]] == ["NO_STATS"]


async def test_a_token_without_the_scope_is_refused(exporter):
    requested = {"input": {"series": exporter.series}}
    for name, query, variables in (
        ("requestExport", REQUEST, requested),
        ("cancelExport", CANCEL, {"id": "RXhwb3J0OjE"}),
    ):
        refusal = await refusal_of(exporter.pool, exporter.workspace_id, query, variables, {Scope.READ, Scope.ACT})
        assert refusal == [
            f"{field} needs a token with the scope EXPORT." for field in (f"Mutation.{name}", "Export.downloadUrl")
        ]


async def test_an_export_of_another_workspace_does_not_exist(exporter, settings, pool):
    asked = (await exporter.request())["export"]
    stranger = Exporter(settings, pool, await ensure_workspace(pool, "stranger"))

    assert await stranger.watch(asked["id"]) is None
    assert [error["code"] for error in (await stranger.ask(CANCEL, id=asked["id"]))["userErrors"]] == ["NOT_FOUND"]
    assert (await exporter.watch(asked["id"]))["status"] == "PENDING"


async def test_a_canceled_export_is_not_built(exporter):
    asked = (await exporter.request())["export"]

    canceled = await exporter.ask(CANCEL, id=asked["id"])
    await exporter.work()
    again = await exporter.ask(CANCEL, id=asked["id"])

    assert (canceled["export"]["status"], canceled["userErrors"]) == ("CANCELED", [])
    assert (await exporter.watch(asked["id"]))["status"] == "CANCELED"
    assert [error["code"] for error in again["userErrors"]] == ["NOT_CANCELABLE"]


async def test_the_exports_of_a_series_are_listed_newest_first(exporter):
    asked = [(await exporter.request())["export"]["id"] for _ in range(3)]

    page = await exporter.ask(LIST, id=exporter.series, first=2)
    rest = await exporter.ask(LIST, id=exporter.series, first=2, after=page["exports"]["pageInfo"]["endCursor"])

    assert page["exports"]["totalCount"] == 3
    found = [edge["node"]["id"] for answer in (page, rest) for edge in answer["exports"]["edges"]]
    assert found == asked[::-1]
