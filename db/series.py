"""Stored series, blocks and paths."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from asyncpg import Record

from core.definitions import BlockKind, SeriesStatus
from core.events import PathCondition
from core.people_filters import VisitCondition
from db.snapshots import Snapshot
from db.statements.composer import statement

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StoredSeries:
    """A defined series."""

    id: int
    key: str
    name: str
    status: SeriesStatus
    goal: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class StoredBlock:
    """A block. Removed blocks keep their history."""

    id: int
    series_id: int
    key: str
    name: str
    kind: BlockKind
    is_entry: bool
    content_title: str | None
    position: int
    removed_at: datetime | None
    x: float | None
    y: float | None


@dataclass(frozen=True, slots=True)
class StoredPath:
    """A path between two blocks of a series."""

    series_id: int
    position: int
    from_block_id: int
    to_block_id: int
    condition: PathCondition
    variant: str | None
    is_shared: bool  # whether another path from the same block has the same condition and variant

    @property
    def departures(self) -> VisitCondition:
        """The visits that were left along the path."""
        return VisitCondition(
            self.from_block_id, left_along=self.condition, variant=self.variant, path_to=self.to_block_id
        )


async def fetch_series(snapshot: Snapshot, workspace_id: int, series_ids: Sequence[int]) -> dict[int, StoredSeries]:
    """Series by their ids."""
    rows = await snapshot.look_up_definition(statement("series_by_ids"), workspace_id, series_ids)
    return {row["id"]: _series(row) for row in rows}


async def fetch_series_by_key(snapshot: Snapshot, workspace_id: int, keys: Sequence[str]) -> dict[str, StoredSeries]:
    """Series by the caller's own keys."""
    rows = await snapshot.look_up_definition(statement("series_by_keys"), workspace_id, keys)
    return {row["key"]: _series(row) for row in rows}


async def fetch_data_through(snapshot: Snapshot, workspace_id: int, series_ids: Sequence[int]) -> dict[int, datetime]:
    """The instant of the newest event of each series. Series without events are left out."""
    rows = await snapshot.look_up(statement("data_through"), workspace_id, series_ids)
    return {row["id"]: row["data_through"] for row in rows}


async def fetch_blocks_of_series(
    snapshot: Snapshot, workspace_id: int, series_ids: Sequence[int]
) -> dict[int, list[StoredBlock]]:
    """All blocks of each series, removed ones included, in the order of the definition."""
    rows = await snapshot.look_up_definition(statement("blocks_of_series"), workspace_id, series_ids)
    return _grouped(rows, "series_id", series_ids, _block)


async def fetch_blocks(snapshot: Snapshot, workspace_id: int, block_ids: Sequence[int]) -> dict[int, StoredBlock]:
    """Blocks by their ids."""
    rows = await snapshot.look_up_definition(statement("blocks_by_ids"), workspace_id, block_ids)
    return {row["id"]: _block(row) for row in rows}


async def fetch_paths_of_series(
    snapshot: Snapshot, workspace_id: int, series_ids: Sequence[int]
) -> dict[int, list[StoredPath]]:
    """All paths of each series, in the order of the definition."""
    rows = await snapshot.look_up_definition(statement("paths_of_series"), workspace_id, series_ids)
    return _grouped(rows, "series_id", series_ids, _path)


async def fetch_paths_of_blocks(
    snapshot: Snapshot, workspace_id: int, block_ids: Sequence[int]
) -> dict[int, list[StoredPath]]:
    """The paths that begin at each block, in the order of the definition."""
    rows = await snapshot.look_up_definition(statement("paths_of_blocks"), workspace_id, block_ids)
    return _grouped(rows, "from_block_id", block_ids, _path)


def _grouped(
    rows: Iterable[Record], column: str, ids: Sequence[int], read: Callable[[Record], T]
) -> dict[int, list[T]]:
    """What the rows of each id contain, in the order of the rows."""
    found: defaultdict[int, list[T]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(read(row))
    return {id_: found[id_] for id_ in ids}


def _series(row: Record) -> StoredSeries:
    fields: dict[str, Any] = {**row, "status": SeriesStatus(row["status"])}
    return StoredSeries(**fields)


def _block(row: Record) -> StoredBlock:
    fields: dict[str, Any] = {**row, "kind": BlockKind(row["kind"])}
    return StoredBlock(**fields)


def _path(row: Record) -> StoredPath:
    fields: dict[str, Any] = {**row, "condition": PathCondition(row["condition"])}
    return StoredPath(**fields)
