"""Writes CSV rows to a Parquet file with typed columns."""

# pyarrow has no type annotations, so only this module uses it.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportAttributeAccessIssue=false
import io
from typing import Any

import pyarrow as pa
from pyarrow import compute, csv, parquet

from core.export_files import COLUMNS, ColumnType, ExportFile

# A row group is held in memory until it reaches one of these sizes. Readers can skip groups that they do not need.
GROUP_ROWS = 16_384
GROUP_BYTES = 8 * 1024 * 1024  # of texts


class ParquetRows:
    """Writes rows in groups that depend on the rows alone, so equal rows give equal bytes, however they are passed."""

    def __init__(self, target: io.RawIOBase, file: ExportFile, time_zone: str) -> None:
        self._schema = pa.schema([(column.name, _type_of(column.type, time_zone)) for column in COLUMNS[file]])
        self._parsing = csv.ParseOptions(newlines_in_values=True)
        self._converting = csv.ConvertOptions(
            column_types=self._schema, strings_can_be_null=True, quoted_strings_can_be_null=False, null_values=[""]
        )
        # Without dictionaries, files are a fifth smaller: most cells are ids and instants that occur once.
        self._writer = parquet.ParquetWriter(
            pa.PythonFile(target, "w"), self._schema, compression="zstd", use_dictionary=False
        )
        self._held: list[Any] = []
        self._held_rows = 0
        self._held_bytes = 0

    def write(self, lines: bytes) -> None:
        """Add complete CSV rows."""
        # pyarrow needs every row to fit in one block.
        reading = csv.ReadOptions(column_names=self._schema.names, use_threads=False, block_size=len(lines) + 1)
        rows = csv.read_csv(pa.BufferReader(lines), reading, self._parsing, self._converting)
        while rows.num_rows:
            rows = self._add(rows)

    def end(self) -> None:
        """Write the last group and the Parquet footer. The target stays open."""
        if self._held:
            self._write_group()
        self._writer.close()

    def _add(self, rows: Any) -> Any:
        """Add the rows that fit into the group. Returns the others."""
        sizes = compute.cumulative_sum(_text_bytes(rows))
        fitting = (
            compute.sum(compute.less(sizes, GROUP_BYTES - self._held_bytes)).as_py() + 1
        )  # the last row may exceed the size
        taken = min(fitting, GROUP_ROWS - self._held_rows, rows.num_rows)
        self._held.append(rows.slice(0, taken))
        self._held_rows += taken
        self._held_bytes += sizes[taken - 1].as_py()
        if self._held_rows == GROUP_ROWS or self._held_bytes >= GROUP_BYTES:
            self._write_group()
        return rows.slice(taken)

    def _write_group(self) -> None:
        rows = pa.concat_tables(self._held).combine_chunks()  # because Parquet pages end at the end of a chunk
        self._held, self._held_rows, self._held_bytes = [], 0, 0
        _release()
        self._writer.write_table(rows, row_group_size=rows.num_rows)
        del rows
        _release()


def _release() -> None:
    """Return free memory to the system: the pool would keep far more than is needed again."""
    pa.default_memory_pool().release_unused()


def _text_bytes(rows: Any) -> Any:
    """The length of all texts of each row, in bytes."""
    lengths = [compute.fill_null(compute.binary_length(rows[name]), 0) for name in _texts(rows.schema)]
    total = compute.cast(lengths[0], pa.int64())
    for length in lengths[1:]:
        total = compute.add(total, length)
    return total


def _texts(schema: Any) -> list[str]:
    return [field.name for field in schema if pa.types.is_string(field.type)]


def _type_of(type_: ColumnType, time_zone: str) -> Any:
    match type_:
        case ColumnType.WORD | ColumnType.TEXT | ColumnType.COMPANY:
            return pa.string()
        case ColumnType.INSTANT:
            return pa.timestamp("us", tz=time_zone)
        case ColumnType.INTEGER:
            return pa.int64()
        case ColumnType.BOOLEAN:
            return pa.bool_()
