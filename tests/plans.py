"""How PostgreSQL carried statements out: the plans that it wrote into its log, with the rows that they really read."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

# For this database, from the next connection on. Without clocks, that would take longer than the statements.
EXPLAINED = """
DO $$
DECLARE
    setting text;
BEGIN
    FOREACH setting IN ARRAY ARRAY[
        'session_preload_libraries = auto_explain',
        'auto_explain.log_min_duration = 0',
        'auto_explain.log_analyze = on',
        'auto_explain.log_timing = off',
        'auto_explain.log_parameter_max_length = 0',
        'auto_explain.log_format = json'
    ] LOOP
        EXECUTE format('ALTER DATABASE %I SET %s', current_database(), setting);
    END LOOP;
END $$
"""
_ENTRY = re.compile(rb"LOG:  duration: \S+ ms  plan:\n((?:\t.*\n)+)")
_WRITING_SECONDS = 30  # on a busy machine
_HEADER = re.compile(r"-- .*|COPY \(\s*.*")


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan of a table: how, by which index, and how many rows were read."""

    kind: str
    table: str | None
    index: str | None
    read: float


@dataclass(frozen=True, slots=True)
class Plan:
    """A statement, by the first line of its file, or of its text in a COPY, and the scans that it came to."""

    header: str
    scans: list[Scan]


class PlanLog:
    """The log of a server, read on from where it was read last."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = path.stat().st_size

    def read(self) -> list[Plan]:
        """The plans of all statements since, of files of db/sql alone."""
        text, entries = self._written()
        deadline = time.monotonic() + _WRITING_SECONDS
        while text and entries is None:  # the server is still writing the last one
            assert time.monotonic() < deadline, text[-1_000:]
            time.sleep(0.02)
            text, entries = self._written()
        self._offset += len(text)
        return [plan for entry in entries or () if (plan := _plan(entry)) is not None]

    def _written(self) -> tuple[bytes, list[dict[str, Any]] | None]:
        with self._path.open("rb") as log:
            log.seek(self._offset)
            text = log.read()
        try:
            return text, [orjson.loads(entry) for entry in _ENTRY.findall(text)]
        except orjson.JSONDecodeError:
            return text, None


def _plan(explained: dict[str, Any]) -> Plan | None:
    header = _HEADER.search(explained["Query Text"])
    return header and Plan(header[0], list(_scans(explained["Plan"], None)))


def _scans(node: dict[str, Any], table: str | None) -> Iterator[Scan]:
    table = node.get("Relation Name", table)
    if node["Node Type"].endswith("Scan") and ("Relation Name" in node or "Index Name" in node):
        rows = node["Actual Rows"] + sum(node.get(f"Rows Removed by {why}", 0) for why in ("Filter", "Index Recheck"))
        yield Scan(node["Node Type"], table, node.get("Index Name"), rows * node["Actual Loops"])
    for child in node.get("Plans", ()):
        yield from _scans(child, table if node["Node Type"].startswith("Bitmap") else None)


def reads(node: dict[str, Any]) -> Iterator[float]:
    """The rows that each part of a plan read and dropped or returned."""
    removed = (node.get(f"Rows Removed by {why}", 0) for why in ("Filter", "Join Filter", "Index Recheck"))
    yield (node["Actual Rows"] + sum(removed)) * node["Actual Loops"]
    for child in node.get("Plans", ()):
        yield from reads(child)
