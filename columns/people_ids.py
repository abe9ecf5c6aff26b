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


def joined(some: Any, others: Any) -> Any:
    """An Arrow table of the ids in both tables."""
    pa: Any = import_module("pyarrow")
    return pa.concat_tables([some, others])


def up_to(ids: Any, last: int) -> Any:
    """An Arrow table of the ids that are not higher: the same one if none is."""
    compute: Any = import_module("pyarrow.compute")
    is_known = compute.less_equal(ids["id"], last)
    return ids if compute.all(is_known).as_py() else ids.filter(is_known)


def without(ids: Any, others: Any) -> Any:
    """An Arrow table of the ids that are not in the other one."""
    if not len(others):
        return ids
    compute: Any = import_module("pyarrow.compute")
    return ids.filter(compute.invert(_is_among(ids, others)))


def divided(ids: "array[int]", changed: "array[int]") -> tuple[Any, tuple[int, ...]]:
    """An Arrow table of the ids that have not changed, and those that have."""
    found = table_of(ids)
    if not changed:
        return found, ()
    compute: Any = import_module("pyarrow.compute")
    has_changed = _is_among(found, table_of(changed))
    unchanged = found.filter(compute.invert(has_changed))
    return unchanged, tuple(compute.unique(found.filter(has_changed)["id"]).to_pylist())


def _is_among(ids: Any, others: Any) -> Any:
    compute: Any = import_module("pyarrow.compute")
    return compute.is_in(ids["id"], value_set=others["id"].combine_chunks())
