"""The people whom a list, a bulk action or an export of the series `s` selects."""

import csv
import io
from typing import Any

from acting import TAG, Desk
from asking import ask

from core.export_files import COLUMNS, ExportFile, ExportFormat
from core.exports import ExportScope
from core.ids import parse_id
from db.export_rows import ExportRows
from db.exports import read_export
from db.pool import Pool

REQUEST = """
mutation Request($input: RequestExportInput!) {
  answer: requestExport(input: $input) { export { id } userErrors { code } }
}
"""


async def selected(pool: Pool, workspace_id: int, selections: list[str]) -> list[set[str]]:
    """The people whom the list of people has for each selection."""
    found: list[set[str]] = []
    for begin in range(0, len(selections), 20):
        some = selections[begin : begin + 20]
        declared = ", ".join(f"$s{number}: ID" for number in range(len(some)))
        page = "people(filter: { selection: $s# }, first: 200) { totalCount nodes { externalId } }"
        fields = " ".join(f"p{number}: {page.replace('#', str(number))}" for number in range(len(some)))
        values = {f"s{number}": text for number, text in enumerate(some)}
        response = await ask(pool, workspace_id, f"query Selected({declared}) {{ {fields} }}", **values)
        for number in range(len(some)):
            page = response[f"p{number}"]
            found.append({person["externalId"] for person in page["nodes"]})
            assert page["totalCount"] == len(page["nodes"])
    return found


async def frozen_people(desk: Desk, people: dict[str, Any]) -> set[str]:
    """The external ids of the people whom a bulk action would change."""
    requested = await desk.ask(TAG, input={"people": people, "tag": "selected"})
    if requested["bulkAction"] is None:
        assert [error["message"] for error in requested["userErrors"]] == [
            "No one matches the filter: change `people`."
        ]
        return set()
    rows = await desk.pool.fetch(
        "SELECT external_id FROM person JOIN bulk_action_batch AS batch ON batch.workspace_id = $1 "
        "AND person.id = ANY(batch.person_ids) WHERE person.workspace_id = $1 AND batch.bulk_action_id = $2",
        desk.workspace_id,
        parse_id(requested["bulkAction"]["id"])[1][0],
    )
    assert requested["bulkAction"]["selected"] == len(rows)
    return {row["external_id"] for row in rows}


async def exported_people(desk: Desk, people: dict[str, Any]) -> set[str]:
    """The external ids in the entries of an export, as the background job reads them."""
    series = (await ask(desk.pool, desk.workspace_id, '{ series(key: "s") { id } }'))["series"]["id"]
    requested = await desk.ask(REQUEST, input={"series": series, "people": people})
    if requested["export"] is None:
        assert [error["code"] for error in requested["userErrors"]] == ["NO_STATS"]
        return set()
    content = io.BytesIO()

    async def write(chunk: bytes) -> None:
        content.write(chunk)

    async with desk.pool.acquire() as connection, connection.transaction():
        export = await read_export(connection, desk.workspace_id, parse_id(requested["export"]["id"])[1][0])
        assert export is not None
        rows = ExportRows(connection, desk.workspace_id, ExportScope.of(export.request, export.as_of))
        await rows.copy(ExportFile.SERIES_ENTRY, ExportFormat.CSV, write)
    names = [column.name for column in COLUMNS[ExportFile.SERIES_ENTRY]]
    return {row["user_external_id"] for row in csv.DictReader(io.StringIO(content.getvalue().decode()), names)}
