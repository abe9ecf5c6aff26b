"""Writes the Parquet files of a copy from the rows of a series."""

# DuckDB's types leave results open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
import hashlib
from pathlib import Path
from typing import NamedTuple

from columns.engine import opened, translated_errors
from columns.scripts import rows_script, write_script
from core.settings import Settings
from db.column_copies import TABLES, CopiedFile, Copy


class Written(NamedTuple):
    """The files of a copy, their paths on this machine in the same order, and the number of people in it."""

    files: tuple[CopiedFile, ...]
    paths: tuple[Path, ...]
    people: int


def write_files(copy: Copy, folder: Path, settings: Settings) -> Written:
    """Write the Parquet files from the CSV files in a folder. Blocks: call it in a thread. Raises EngineError."""
    with translated_errors(), opened(folder, settings.columns_megabytes, settings.columns_threads) as database:
        database.execute(rows_script(folder))
        database.execute(write_script(folder))
        [people] = database.execute("SELECT count(DISTINCT person_id) FROM entry").fetchall()[0]
    paths = [(table, path) for table in TABLES for path in sorted((folder / table).iterdir())]
    files = [_described(copy, table, path) for table, path in paths]
    return Written(tuple(files), tuple(path for _, path in paths), people)


def _described(copy: Copy, table: str, path: Path) -> CopiedFile:
    with path.open("rb") as opened_file:
        checksum = hashlib.file_digest(opened_file, "sha256").hexdigest()
    return CopiedFile(table, f"{copy.folder}/{table}-{path.name}", path.stat().st_size, checksum)
