"""Figures of scopes that need rows: from columnar copies where there are some, and from rows for everyone else.

What a person adds to a figure depends on the rows of that person alone. So a figure is the sum of two counts: of the
people whose rows have not changed since the copy was made, from the copy, and of all others, from rows.
"""

import asyncio
from array import array
from collections.abc import Awaitable, Callable, Collection, Hashable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from itertools import chain
from operator import add
from typing import Generic, NamedTuple, TypeVar, cast

import structlog

from columns.additions import Additions
from columns.copied_figures import (
    ReaderOf,
    copied_engagement_counts,
    copied_entry_counts,
    copied_in_progress,
    copied_visit_counts,
)
from columns.editions import LoadedEdition
from columns.engine import Engine, EngineError, OutOfMemory, RequestEngine
from columns.local_copies import LocalCopies
from columns.narrowing import Narrowing, of_selected, of_unchanged
from columns.people_ids import divided, ids_in
from columns.reading import ColumnReader, TableColumns
from core.errors import loggable
from core.figures import CountUnit, OutcomeKind
from core.metrics import COLUMN_COUNTS, COLUMN_FAILURES
from core.people_filters import PeopleFilter
from core.stats_scope import StatsScope
from core.time_ranges import ALWAYS, Clock, TimeRange
from db.column_copies import narrowed_to_ids, people_by_entries, selected_people, usable_copies
from db.figures import (
    NOTHING,
    Counts,
    fetch_engagement_counts,
    fetch_entry_counts,
    fetch_in_progress,
    fetch_visit_counts,
)
from db.snapshots import Snapshot

log = structlog.stdlib.get_logger()
S = TypeVar("S")
T = TypeVar("T")
V = TypeVar("V")
_EVERYONE = PeopleFilter()


class BlockOfSeries(NamedTuple):
    """A block, and its series."""

    series_id: int
    block_id: int


class _Part(NamedTuple):
    """The series that are counted from copies, and the people, by id, whose rows are counted in addition."""

    series_ids: frozenset[int]
    narrowing: Narrowing
    changed: PeopleFilter | None


class Columns:
    """The copies that this process reads."""

    def __init__(self, engine: Engine, copies: LocalCopies, additions: Additions) -> None:
        self.engine = engine
        self.copies = copies
        self.additions = additions


class RequestColumns:
    """What one request knows of copies. It reads everything in the snapshot of the request, and ends with it."""

    def __init__(self, columns: Columns, snapshot: Snapshot, workspace_id: int) -> None:
        self._columns = columns
        self._engine = RequestEngine(columns.engine)
        self._snapshot = snapshot
        self._workspace_id = workspace_id
        self._lock = asyncio.Lock()
        self._parts: dict[Hashable, _Part] = {}
        self._uses: ExitStack | None = ExitStack()  # of editions, until the end
        snapshot.at_end(self._end)

    def forget(self) -> None:
        """Call after a change: later reads see it."""
        self._parts.clear()

    def _end(self) -> None:
        self._engine.cancel()
        if self._uses is not None:
            self._uses.close()
            self._uses = None

    async def forget_failed(self, series_ids: Collection[int], error: EngineError) -> None:
        """Call after an error: copies of these series are loaded again, unless a query only needed too much memory."""
        self._parts.clear()
        if isinstance(error, OutOfMemory):
            COLUMN_FAILURES.labels("read").inc()
        else:
            await self._columns.copies.forget(series_ids)

    def reader_of(self, part: _Part, scope: StatsScope) -> ReaderOf:
        """Returns the readers of the copied rows of a scope."""
        return partial(ColumnReader, self._engine, part.narrowing, scope.started, scope.unit)

    async def part(self, series_ids: Collection[int], scope: StatsScope) -> _Part:
        """What copies can count of these series in a scope. Raises EngineError."""
        key = (frozenset(series_ids), scope.people, scope.as_of)
        async with self._lock:
            if key not in self._parts:
                self._parts[key] = await self._part([*series_ids], scope)
        return self._parts[key]

    async def _part(self, series_ids: list[int], scope: StatsScope) -> _Part:
        loaded, changed = await self._editions(series_ids)
        covered, editions = frozenset(loaded), loaded.values()
        everyone = of_unchanged(self._workspace_id, editions, changed)
        if not loaded or scope.people is None or scope.people == _EVERYONE:
            return _Part(covered, everyone, _of_ids(changed))
        if by_entries := people_by_entries(scope.people, covered, scope.as_of):
            reader = ColumnReader(self._engine, everyone, ALWAYS, CountUnit.PEOPLE, TableColumns("entry"))
            copied = reader.select(by_entries.query, self._workspace_id, *by_entries.values)
            unchanged, changed_too = await _both(copied, self._select_among(changed, scope.people, scope))
        else:
            unchanged, changed_too = divided(await self._select(scope.people, scope), changed)
        return _Part(covered, of_selected(self._workspace_id, editions, unchanged), _of_ids(changed_too))

    async def _editions(self, series_ids: Sequence[int]) -> tuple[dict[int, LoadedEdition], "array[int]"]:
        """What to count from, by series, and the people who have changed since, some possibly several times."""
        copies = self._columns.copies
        known = copies.editions.of(series_ids)
        with copies.editions.using(known):
            editions = [each.edition for each in known]
            usable = await usable_copies(self._snapshot, self._workspace_id, series_ids, editions)
            found = {series_id: await copies.loaded(each) for series_id, each in usable.items()}
            loaded = {series_id: edition for series_id, edition in found.items() if edition is not None}
            if self._uses is not None:  # otherwise the request ended while it waited for a copy
                self._uses.enter_context(copies.editions.using(loaded.values()))
        for series_id, edition in loaded.items():
            self._columns.additions.consider(usable[series_id], edition)
        return loaded, ids_in(usable[series_id].changed for series_id in loaded)

    async def _select_among(self, ids: "array[int]", people: PeopleFilter, scope: StatsScope) -> "array[int]":
        """Like `_select`, of people with these ids."""
        return await self._select(narrowed_to_ids(people, ids, scope.as_of), scope) if ids else ids

    async def _select(self, people: PeopleFilter, scope: StatsScope) -> "array[int]":
        """The ids of the people who match a filter as of the scope's instant, some possibly several times."""
        return ids_in([await selected_people(self._snapshot, self._workspace_id, people, scope.as_of)])


def _of_ids(ids: Iterable[int]) -> PeopleFilter | None:
    """The filter for these people. None if there are none. Has no other condition: ids alone are the fastest."""
    distinct = tuple({*ids})
    return PeopleFilter(ids=distinct) if distinct else None


class Counted(NamedTuple):
    """What is counted, and the copies to count from, if they are turned on."""

    scope: StatsScope
    columns: RequestColumns | None


class _Figure(NamedTuple, Generic[V]):
    """How a figure is counted from rows and from copies, and how two counts of it are added."""

    from_rows: Callable[[list[int], StatsScope], Awaitable[dict[int, V]]]
    from_copies: Callable[[ReaderOf, list[int], StatsScope], Awaitable[dict[int, V]]]
    add: Callable[[V, V], V]


async def count_entries(
    snapshot: Snapshot,
    workspace_id: int,
    series_ids: Sequence[int],
    counted: Counted,
    started: TimeRange,
) -> dict[int, dict[OutcomeKind, int]]:
    """Like fetch_entry_counts."""
    figure = _Figure(
        partial(fetch_entry_counts, snapshot, workspace_id, started=started),
        partial(copied_entry_counts, started=started),
        _added_outcomes,
    )
    return await _count({series_id: series_id for series_id in series_ids}, counted, figure)


async def count_in_progress(
    snapshot: Snapshot,
    workspace_id: int,
    series_ids: Sequence[int],
    counted: Counted,
    started: TimeRange,
) -> dict[int, int]:
    """Like fetch_in_progress."""
    figure = _Figure(
        partial(fetch_in_progress, snapshot, workspace_id, started=started),
        partial(copied_in_progress, started=started),
        add,
    )
    return await _count({series_id: series_id for series_id in series_ids}, counted, figure)


async def count_visits(
    snapshot: Snapshot,
    workspace_id: int,
    blocks: Sequence[BlockOfSeries],
    counted: Counted,
) -> dict[BlockOfSeries, Counts]:
    """Like fetch_visit_counts."""
    figure = _Figure(partial(fetch_visit_counts, snapshot, workspace_id), copied_visit_counts, _added_counts)
    return await _of_blocks(blocks, counted, figure)


async def count_engagement(
    snapshot: Snapshot,
    workspace_id: int,
    blocks: Sequence[BlockOfSeries],
    counted: Counted,
) -> dict[BlockOfSeries, Counts]:
    """Like fetch_engagement_counts."""
    figure = _Figure(
        partial(fetch_engagement_counts, snapshot, workspace_id),
        copied_engagement_counts,
        _added_counts,
    )
    return await _of_blocks(blocks, counted, figure)


async def _of_blocks(
    blocks: Sequence[BlockOfSeries], counted: Counted, figure: _Figure[Counts]
) -> dict[BlockOfSeries, Counts]:
    counts = await _count({block.block_id: block.series_id for block in blocks}, counted, figure)
    return {block: counts[block.block_id] for block in blocks}


async def _count(
    keys: Mapping[int, int],  # what is counted, with its series
    counted: Counted,
    figure: _Figure[V],
) -> dict[int, V]:
    scope, columns = counted
    if columns is not None and scope.group is None:  # only PostgreSQL knows the rows of a breakdown
        try:
            part = await columns.part({*keys.values()}, scope)
            covered = [key for key, series_id in keys.items() if series_id in part.series_ids]
            if covered:
                copied = figure.from_copies(columns.reader_of(part, scope), covered, _of_copy(scope))
                counts, others = await _both(copied, _from_rows(keys, part, scope, figure))
                COLUMN_COUNTS.labels("copy").inc()
                return _merged(counts, others, figure.add)
        except EngineError as error:
            log.warning("columns.failed", error=loggable(error))
            await columns.forget_failed({*keys.values()}, error)
        COLUMN_COUNTS.labels("rows").inc()
    return await figure.from_rows([*keys], scope)


async def _both(copied: Awaitable[S], rows: Awaitable[T]) -> tuple[S, T]:
    """Both counts, which are counted at the same time.

    If the copy cannot be read, the statement for the rows goes on: canceling it would end the snapshot of the request.
    """
    counts, others = await asyncio.gather(copied, rows, return_exceptions=True)
    for each in (counts, others):
        if isinstance(each, BaseException):
            raise each
    return cast(S, counts), cast(T, others)


async def _from_rows(keys: Mapping[int, int], part: _Part, scope: StatsScope, figure: _Figure[V]) -> list[dict[int, V]]:
    """What copies do not have: the people who have changed, and other series."""
    covered = [key for key, series_id in keys.items() if series_id in part.series_ids]
    others = [key for key, series_id in keys.items() if series_id not in part.series_ids]
    found: list[dict[int, V]] = []
    if part.changed is not None:
        found.append(await figure.from_rows(covered, replace(scope, people=part.changed)))
    if others:
        found.append(await figure.from_rows(others, scope))
    return found


def _of_copy(scope: StatsScope) -> StatsScope:
    """The scope of a reader's tables, which hold no other people and no entries outside a cohort."""
    return replace(scope, people=None, range=ALWAYS if scope.clock is Clock.ENTRY_COHORT else scope.range)


def _merged(counts: Mapping[int, V], others: Sequence[Mapping[int, V]], add: Callable[[V, V], V]) -> dict[int, V]:
    total = dict(counts)
    for key, count in chain.from_iterable(each.items() for each in others):
        total[key] = add(total[key], count) if key in total else count
    return total


def _added_outcomes(some: dict[OutcomeKind, int], others: dict[OutcomeKind, int]) -> dict[OutcomeKind, int]:
    return {kind: some[kind] + others[kind] for kind in OutcomeKind}


def _added_counts(some: Counts, others: Counts) -> Counts:
    return {name: some.get(name, NOTHING) + others.get(name, NOTHING) for name in {**some, **others}}
