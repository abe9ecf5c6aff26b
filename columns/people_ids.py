"""Ids of people as PostgreSQL sends many of them: 8 bytes each, the most significant first."""

# pyarrow has no type annotations.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
import sys
from array import array
from collections.abc import Iterable
from importlib import import_module
from typing import Any


def ids_in(packed: Iterable[bytes]) -> "array[int]":
    """The ids of all parts, possibly several times."""
    ids = array("q")
    ids.frombytes(b"".join(packed))
    if sys.byteorder == "little":
        ids.byteswap()
    return ids


def table_of(ids: "array[int]") -> Any:
    """An Arrow table with the column `id`, which DuckDB reads without copying it."""
    pa: Any = import_module("pyarrow")  # takes 25 MB, which a process without copies need not have
    values = pa.Array.from_buffers(pa.int64(), len(ids), [None, pa.py_buffer(ids)])
    return pa.table({"id": values})
