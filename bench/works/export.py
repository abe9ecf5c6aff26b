"""The export of a series, compared with COPY of the same statements into a ZIP with the same compression level.

Milepost is timed from the request to the stored archive. COPY runs the statements one after another on one connection
and compresses their output. Both must write the same bytes into every file. Also: the peak memory of a new worker for
ten times as many visits, compared with its memory for the smaller number.
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
_ROUNDS = 3  # each takes long
_ARCHIVE = "copied.zip"
_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)
_VISITS = "SELECT count(*) FROM visit WHERE workspace_id = $1"


async def measure(ground: Ground) -> list[Comparison]:
    """Rows per second, and peak memory of workers in megabytes."""
    source = await loaded(ground, ground.scale.of(*_PEOPLE))
    few = await multiplied(ground, source, ground.scale.of(1, 10))
    many = await multiplied(ground, source, ground.scale.of(10, 100))
    # Large enough for seconds of work, so that the fixed cost of a job does not matter.
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
        listed = (await exported(ground, tenant, series))["files"]
        files = [ExportFile(file["file"]) for file in listed]
        rows = sum(file["rows"] for file in listed)
        await _copy(ground, tenant, series, files)
        _agree(listed, ground.path / _ARCHIVE)
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


async def _rate(rows: int, work: Any) -> float:
    begun = perf_counter()
    await work
    return rows / (perf_counter() - begun)


async def _peak(ground: Ground, tenant: Tenant, format_: ExportFormat) -> float:
    """The peak memory of a new worker, in megabytes."""
    series = await series_id(ground, tenant)
    with program(ground.settings, "worker", MILEPOST_STORAGE_URL=str(ground.path / "exports")) as worker:
        await exported(ground, tenant, series, format_)
        return _peak_megabytes(worker.pid)


def _peak_megabytes(process: int) -> float:
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


def _agree(listed: Sequence[dict[str, Any]], copied: Path) -> None:
    with zipfile.ZipFile(copied) as archive:
        found = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}
    expected = {file["name"]: file["sha256"] for file in listed}
    if found != expected:
        raise MilepostError(f"COPY wrote the files {found}, but the export has {expected}.")
