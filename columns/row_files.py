"""Writes the rows of a series to CSV files, which DuckDB reads."""

import asyncio
from pathlib import Path

from core.chunks import in_chunks
from db.column_copies import TABLES
from db.copied_rows import CopiedRows

_CHUNK = 1 << 20  # bytes written at once


async def write_rows(rows: CopiedRows, folder: Path) -> None:
    """Write a file without a header for each table into a folder."""
    for table in TABLES:
        await _write_rows(rows, table, folder)


async def _write_rows(rows: CopiedRows, table: str, folder: Path) -> None:
    with (folder / f"{table}.csv").open("wb") as target:

        async def write(chunk: bytes) -> None:
            await asyncio.to_thread(target.write, chunk)

        async with in_chunks(_CHUNK, write) as chunks:
            await rows.write(table, chunks.write)
