"""Packing an archive."""

import io
import zipfile
from datetime import UTC, datetime

import pytest

from core.export_files import ExportFile
from core.exports import ExportRequest
from jobs.archives import Archive


def _times(as_of: datetime) -> set[tuple[int, ...]]:
    archive = Archive(ExportRequest(1, time_zone="Europe/Amsterdam"), as_of)
    archive.begin(ExportFile.OPEN, "open.csv").end(0)
    archive.finish("manifest.json", {})
    return {info.date_time for info in zipfile.ZipFile(io.BytesIO(archive.take())).infolist()}


def test_all_files_have_the_local_time_of_the_export():
    assert _times(datetime(2026, 10, 1, 22, 30, 8, tzinfo=UTC)) == {(2026, 10, 2, 0, 30, 8)}


@pytest.mark.parametrize(("year", "shown"), [(1, 1980), (9999, 2107)])
def test_years_that_a_zip_cannot_express_become_the_nearest(year: int, shown: int):
    assert {time[0] for time in _times(datetime(year, 6, 1, tzinfo=UTC))} == {shown}
