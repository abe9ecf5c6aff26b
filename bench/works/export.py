"""A series through the export job, against COPY of the same statements into a ZIP of the same level.

Ours is timed from the request to the archive in the storage; COPY runs the statements one after another on one
connection and packs what they give as it comes. Both must give the same bytes in every file. Besides, the most memory
that a fresh worker has needed, for ten times as many visits beside as many.
"""

import hashlib
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.comparisons import Bar, Comparison, Measure, interleaved
from bench.ground import Ground, Tenant, program, settled
from bench.histories import UNTIL, loaded, multiplied
from bench.jobs import exported, series_id
from core.errors import MilepostError
from core.export_files import ExportFile, ExportFormat, file_name, header
from core.exports import ExportRequest, ExportScope
from core.ids import number_of
from db.export_rows import export_rows
from jobs.archives import LEVEL

NAME = "export"
_PEOPLE = (3_000, 11_000)  # in a quick run and in a full one; these make some 100,000 visits
_ROUNDS = 3  # each of them takes its time
_ARCHIVE = "copied.zip"
_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)
_VISITS = "SELECT count(*) FROM visit WHERE workspace_id = $1"


async def measure(ground: Ground) -> list[Comparison]:
    """Rows in a second, and megabytes of workers."""
    source = await loaded(ground, ground.scale.of(*_PEOPLE))
    few = await multiplied(ground, source, ground.scale.of(1, 10))
    many = await multiplied(ground, source, ground.scale.of(10, 100))
    # Seconds of work in either, for what a job takes to be seen not to matter.
    timed = await multiplied(ground, source, 4) if ground.scale.is_quick else few
    await settled(ground.pool)
    sizes = [(tenant, await ground.pool.fetchval(_VISITS, tenant.id)) for tenant in (few, many)]
    return [
        await _speed(ground, timed),
        *[await _memory(ground, sizes, format_) for format_ in ExportFormat],
    ]


async def _speed(ground: Ground, tenant: Tenant) -> Comparison:
    visits = await ground.pool.fetchval(_VISITS, tenant.id)
    series = await series_id(ground, tenant)
    with program(ground.settings, "worker", MILEPOST_STORAGE_URL=str(ground.path / "exports")):
        made = (await exported(ground, tenant, series))["files"]
        files = [ExportFile(file["file"]) for file in made]
        rows = sum(file["rows"] for file in made)
        await _copy(ground, tenant, series, files)
        _agree(made, ground.path / _ARCHIVE)
        measures: dict[str, Measure] = {
            "Milepost": lambda: _rate(rows, exported(ground, tenant, series)),
            "COPY": lambda: _rate(rows, _copy(ground, tenant, series, files)),
        }
        ours, floor = (await interleaved(_ROUNDS, "rows/s", measures)).values()
    return Comparison(f"export of {visits:,} visits, {rows:,} rows", ours, floor, Bar(least=0.6))


async def _memory(ground: Ground, sizes: Sequence[tuple[Tenant, int]], format_: ExportFormat) -> Comparison:
    measures: dict[str, Measure] = {
        f"{visits:,} visits": partial(_peak, ground, tenant, format_) for tenant, visits in sizes
    }
    few, many = (await interleaved(1, "MB", measures)).values()
    return Comparison(f"memory of a worker that exports {format_}", many, few, Bar(most=1.2))


async def _rate(rows: int, doing: Any) -> float:
    begun = perf_counter()
    await doing
    return rows / (perf_counter() - begun)


async def _peak(ground: Ground, tenant: Tenant, format_: ExportFormat) -> float:
    """The most memory of a worker of its own, in megabytes."""
    series = await series_id(ground, tenant)
    with program(ground.settings, "worker", MILEPOST_STORAGE_URL=str(ground.path / "exports")) as worker:
        await exported(ground, tenant, series, format_)
        return _most_used(worker.pid)


def _most_used(process: int) -> float:
    [kilobytes] = _PEAK.findall(Path(f"/proc/{process}/status").read_text("ascii"))
    return int(kilobytes) / 1024


async def _copy(ground: Ground, tenant: Tenant, series: str, files: Sequence[ExportFile]) -> None:
    scope = ExportScope.of(ExportRequest(number_of(series, "Series")), UNTIL)
    with zipfile.ZipFile(ground.path / _ARCHIVE, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        async with export_rows(ground.settings, tenant.id, scope, "UTC") as rows:
            for file in files:
                with archive.open(file_name(file, ExportFormat.CSV, UNTIL, UTC), "w", force_zip64=True) as packed:
                    packed.write(header(file))

                    async def write(piece: bytes) -> None:
                        packed.write(piece)

                    await rows.copy(file, ExportFormat.CSV, write)


def _agree(made: Sequence[dict[str, Any]], copied: Path) -> None:
    with zipfile.ZipFile(copied) as archive:
        found = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}
    expected = {file["name"]: file["sha256"] for file in made}
    if found != expected:
        raise MilepostError(f"the files of COPY are {found}, ours are {expected}")
