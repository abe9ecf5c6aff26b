"""The manifest of an archive: a JSON file that describes the other files."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from core.exports import ExportedFile
from core.ids import global_id
from core.time_ranges import BEGINNING, END
from db.export_rows import ExportedSeries
from db.exports import StoredExport

MANIFEST = "manifest.json"
SCHEMA_VERSION = 2  # increased when a column changes its name, position or meaning, not when one is added at the end


def export_manifest(export: StoredExport, series: ExportedSeries, files: Sequence[ExportedFile]) -> dict[str, Any]:
    """The request and the files. The same request with the same `asOf` gives the same manifest."""
    request = export.request
    zone = ZoneInfo(request.time_zone)
    return {
        "schemaVersion": SCHEMA_VERSION,
        "series": {
            "id": global_id("Series", series.id),
            "key": series.key,
            "name": series.name,
            "blocks": [
                {"id": global_id("Block", block.id), "key": block.key, "name": block.name, "kind": block.kind}
                for block in series.blocks
            ],
        },
        "range": {"from": _instant(request.range.begin, zone), "to": _instant(request.range.end, zone)},
        "clock": request.clock,
        "asOf": _instant(export.as_of, zone),
        "timeZone": request.time_zone,
        "people": request.to_builtins()["people"],
        "format": request.format,
        "files": [
            {"name": file.name, "file": file.file, "rows": file.rows, "bytes": file.bytes, "sha256": file.sha256}
            for file in files
        ],
    }


def _instant(at: datetime, zone: ZoneInfo) -> str | None:
    return None if at in (BEGINNING, END) else at.astimezone(zone).isoformat()
