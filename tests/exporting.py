"""A user who exports a series over GraphQL, and a worker that runs jobs only when called."""

import csv
import io
import random
import zipfile
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
import pyarrow.parquet
from acting import Desk
from exported import Exported, Row
from histories import SERIES
from recording import record_events

from core.definitions import SeriesDefinition
from core.events import EventInput, EventType
from core.export_files import ExportFile
from core.ids import global_id
from db.definitions import define_series

EXPORT = """
fragment export on Export {
  id status progress range { from to } clock format asOf files { name file rows bytes sha256 }
  downloadUrl expiresAt error createdAt completedAt series { key }
}
"""
REQUEST = (
    """
mutation ($input: RequestExportInput!) {
  answer: requestExport(input: $input) {
    export { ...export } estimate { file rows } userErrors { code message path }
  }
}
"""
    + EXPORT
)
CANCEL = (
    "mutation ($id: ID!) { answer: cancelExport(id: $id) { export { ...export } userErrors { code message path } } }"
    + EXPORT
)
LIST = """
query ($id: ID!, $first: Int, $after: String) {
  answer: series(id: $id) {
    exports(first: $first, after: $after) { totalCount pageInfo { endCursor } edges { node { id } } }
  }
}
"""
WATCH = "query ($id: ID!) { answer: export(id: $id) { ...export } }" + EXPORT


def bulky(clicks: int) -> list[EventInput]:
    """An entry, and clicks on addresses that can hardly be compressed: each is 7 kB of an archive."""
    letters, begin = random.Random(1), datetime(2026, 1, 1, tzinfo=UTC)
    start = EventInput(id="start", type=EventType.ENTRY_STARTED, at=begin, series="s", person="ann")
    return [start] + [
        EventInput(
            id=f"{number:06}",
            type=EventType.CLICKED,
            at=begin + timedelta(seconds=number),
            series="s",
            person="ann",
            block="mail",
            url=f"https://{b64encode(letters.randbytes(7_000)).decode()}",
        )
        for number in range(clicks)
    ]


class Exporter(Desk):
    """A desk with a series on it."""

    series: str
    series_id: int

    async def define(self, *events: EventInput, series: SeriesDefinition = SERIES) -> None:
        """The series of `histories`, or another one with the same key, with these events."""
        async with self.pool.acquire() as connection:
            self.series_id = (await define_series(connection, self.workspace_id, series)).id
            self.series = global_id("Series", self.series_id)
            await record_events(connection, self.workspace_id, list(events))

    async def request(self, **more: Any) -> Any:
        """The payload of requestExport."""
        return await self.ask(REQUEST, input={"series": self.series, **more})

    async def export(self, **more: Any) -> Any:
        """An export that is over."""
        asked = await self.request(**more)
        assert asked["userErrors"] == []
        await self.work()
        return await self.watch(asked["export"]["id"])

    async def watch(self, export_id: str) -> Any:
        return await self.ask(WATCH, id=export_id)


def path_of(export: Any) -> str:
    """The path of the archive."""
    return urlsplit(export["downloadUrl"]).path


def answered(url: str) -> httpx.Response:
    return httpx.get(url)


def downloaded(server: str, export: Any) -> bytes:
    answer = answered(server + path_of(export))
    assert answer.status_code == 200, answer.text
    return answer.content


def unpacked(archive: bytes) -> dict[str, bytes]:
    """The files of an archive by their names."""
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def of_csv(content: bytes) -> list[Row]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def of_parquet(content: bytes) -> list[Row]:
    """Rows with cells as CSV has them."""
    table = pyarrow.parquet.read_table(io.BytesIO(content))
    return [{name: _text(value) for name, value in row.items()} for row in table.to_pylist()]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def exported(export: Any, files: dict[str, bytes]) -> Exported:
    """The rows of an export's files, as they are read back."""
    read = of_csv if export["format"] == "CSV" else of_parquet
    return Exported({ExportFile(file["file"]): read(files[file["name"]]) for file in export["files"]})
