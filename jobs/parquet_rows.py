"""Rows of CSV as a Parquet file with typed columns."""

# pyarrow comes without types: nothing of it leaves this module.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportAttributeAccessIssue=false
import io
from typing import Any

import pyarrow as pa
from pyarrow import csv, parquet

from core.export_files import COLUMNS, ColumnType, ExportFile

ROW_GROUP = 65_536  # rows that are held in memory at once


class ParquetRows:
    """Rows are gathered into groups of one size, so that the bytes do not depend on how the rows came."""

    def __init__(self, target: io.RawIOBase, file: ExportFile, time_zone: str) -> None:
        self._schema = pa.schema([(column.name, _type_of(column.type, time_zone)) for column in COLUMNS[file]])
        self._parsing = csv.ParseOptions(newlines_in_values=True)
        self._converting = csv.ConvertOptions(
            column_types=self._schema, strings_can_be_null=True, quoted_strings_can_be_null=False, null_values=[""]
        )
        self._writer = parquet.ParquetWriter(pa.PythonFile(target, "w"), self._schema, compression="zstd")
        self._held: Any = self._schema.empty_table()

    def write(self, lines: bytes) -> None:
        """Add whole rows."""
        # A row must lie within a block, whatever its length.
        reading = csv.ReadOptions(column_names=self._schema.names, use_threads=False, block_size=len(lines) + 1)
        read = csv.read_csv(pa.BufferReader(lines), reading, self._parsing, self._converting)
        self._held = pa.concat_tables([self._held, read])
        while self._held.num_rows >= ROW_GROUP:
            self._write_group(self._held.slice(0, ROW_GROUP))
            self._held = self._held.slice(ROW_GROUP)

    def end(self) -> None:
        """Write the last group and what Parquet has at its end. The target stays open."""
        if self._held.num_rows:
            self._write_group(self._held)
        self._writer.close()

    def _write_group(self, rows: Any) -> None:
        self._writer.write_table(rows.combine_chunks(), row_group_size=ROW_GROUP)


def _type_of(type_: ColumnType, time_zone: str) -> Any:
    match type_:
        case ColumnType.TEXT:
            return pa.string()
        case ColumnType.INSTANT:
            return pa.timestamp("us", tz=time_zone)
        case ColumnType.INTEGER:
            return pa.int64()
        case ColumnType.BOOLEAN:
            return pa.bool_()
