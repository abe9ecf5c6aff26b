"""Figures counted from the rows of exported files equal a plain recount of the events."""

import csv
import io
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from exported import Exported
from histories import BEGIN, KINDS, SERIES, histories, instants
from hypothesis import given
from hypothesis import strategies as st
from recording import record_events
from recount import Recount
from sampling import examples

from core.events import EventInput, EventType
from core.export_files import ExportFile, ExportFormat, header
from core.exports import ExportRequest, ExportScope
from core.ids import global_id
from core.settings import Settings
from core.stats_scope import Clock
from core.time_ranges import ALWAYS, TimeRange
from db.definitions import define_series
from db.export_rows import ExportRows, export_rows
from db.pool import Pool
from db.tokens import ensure_workspace

OUTCOMES = ["STARTED", "IN_PROGRESS", "FINISHED", "DISENGAGED", "EXITED", "GOAL_HIT"]


async def read(rows: ExportRows, file: ExportFile) -> list[dict[str, str]]:
    pieces = [header(file)]

    async def output(piece: bytes) -> None:
        pieces.append(piece)

    await rows.copy(file, ExportFormat.CSV, output)
    return list(csv.DictReader(io.StringIO(b"".join(pieces).decode(), newline="")))


async def series_with(pool: Pool, history: list[EventInput]) -> tuple[int, int]:
    workspace_id = await ensure_workspace(pool, f"test {uuid4()}")
    async with pool.acquire() as connection:
        series_id = (await define_series(connection, workspace_id, SERIES)).id
        await record_events(connection, workspace_id, history)
    return workspace_id, series_id


def of_events(recount: Recount, as_of: datetime, within: TimeRange) -> dict[str, object]:
    figures: dict[str, object] = {}
    for unit in ("ENTRIES", "PEOPLE"):
        for kind in OUTCOMES:
            figures[f"{kind} {unit}"] = recount.outcome(kind, unit, as_of, within.begin, within.end)
        for block in KINDS:
            decided = recount.decided(block, unit, as_of, within.begin, within.end)
            figures[f"{block} states {unit}"] = recount.states(block, unit, as_of, within.begin, within.end)
            figures[f"{block} matched {unit}"] = (decided[True], decided[False])
            engaged = recount.engagement(block, unit, as_of, within.begin, within.end)
            figures[f"{block} engagement {unit}"] = {str(kind): numbers for kind, numbers in engaged.items()}
    return figures


def of_files(exported: Exported, node_ids: dict[str, str], within: TimeRange) -> dict[str, object]:
    figures: dict[str, object] = {}
    for unit in ("ENTRIES", "PEOPLE"):
        for kind in OUTCOMES:
            figures[f"{kind} {unit}"] = exported.outcome(kind, unit, within.begin, within.end)
        for block, node_id in node_ids.items():
            matched = exported.matched(node_id, unit)
            figures[f"{block} states {unit}"] = exported.states(node_id, unit)
            figures[f"{block} matched {unit}"] = (matched["true"], matched["false"])
            figures[f"{block} engagement {unit}"] = exported.engagement(node_id, unit, within.begin, within.end)
    return figures


@examples(35)
@given(data=st.data())
async def test_every_figure_recounted_from_the_rows_equals_one_from_the_events(
    pool: Pool, settings: Settings, data: st.DataObject
):
    history = data.draw(histories())
    as_of = data.draw(instants)
    begin, end = sorted((data.draw(instants), data.draw(instants)))
    within = data.draw(st.sampled_from([TimeRange(), TimeRange(begin, end), TimeRange(begin=begin)]))
    workspace_id, series_id = await series_with(pool, history)
    blocks = await pool.fetch("SELECT id, key FROM block WHERE workspace_id = $1", workspace_id)
    clock = data.draw(st.sampled_from(Clock))
    scope = ExportScope.of(ExportRequest(series_id, within, clock), as_of)

    async with export_rows(settings, workspace_id, scope, "America/St_Johns") as rows:
        files = {file: await read(rows, file) for file in ExportFile}
        counts = await rows.counts()

    node_ids = {row["key"]: global_id("Block", row["id"]) for row in blocks}
    recount = Recount(history, {key: kind.value for key, kind in KINDS.items()})
    if clock is Clock.ENTRY_COHORT:
        recount, within = recount.cohort(within.begin, within.end), ALWAYS
    assert of_files(Exported(files), node_ids, within) == of_events(recount, as_of, within)
    assert counts == {file: len(rows) for file, rows in files.items()}


async def test_a_cohort_contains_everything_that_happened_to_entries_started_in_the_range(pool, settings):
    def event(number: int, type_: EventType, day: int, entry: str) -> EventInput:
        at = BEGIN + timedelta(days=day)
        block = "mail" if type_ in (EventType.BLOCK_REACHED, EventType.OPENED) else None
        return EventInput(id=str(number), type=type_, at=at, series="s", person=entry[0], entry=entry, block=block)

    history = [
        event(1, EventType.ENTRY_STARTED, 0, "a1"),
        event(2, EventType.BLOCK_REACHED, 5, "a1"),
        event(3, EventType.ENTRY_STARTED, 2, "b1"),
        event(4, EventType.BLOCK_REACHED, 3, "b1"),
        event(5, EventType.OPENED, 30, "b1"),
        event(6, EventType.ENTRY_FINISHED, 31, "b1"),
        event(7, EventType.ENTRY_STARTED, 40, "b2"),
    ]
    workspace_id, series_id = await series_with(pool, history)
    as_of, cohort = BEGIN + timedelta(days=100), TimeRange(BEGIN + timedelta(days=1), BEGIN + timedelta(days=10))
    scope = ExportScope(series_id, as_of, happened=TimeRange(end=as_of), started=cohort, people=None)

    async with export_rows(settings, workspace_id, scope, "UTC") as rows:
        counts = await rows.counts()
        [entry] = await read(rows, ExportFile.SERIES_ENTRY)

    assert {file: count for file, count in counts.items() if count} == {
        ExportFile.SERIES_ENTRY: 1,
        ExportFile.CHECKPOINT: 1,
        ExportFile.RECEIPT: 2,
        ExportFile.SERIES_COMPLETION: 1,
        ExportFile.OPEN: 1,
    }
    assert (entry["user_external_id"], entry["finished_at"]) == ("b", "2026-04-01T12:00:00.000000+00:00")


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@a", "'@a"),
        ("\ta", "'\ta"),
        ("'=1", "''=1"),
        ("''\t", "'''\t"),
        ("'a", "'a"),
        ("a=1", "a=1"),
        ('"a"\n,', '"a"\n,'),
    ],
)
async def test_only_texts_that_would_run_as_formulas_are_escaped(pool, settings, given, written):
    start = EventInput(id="1", type=EventType.ENTRY_STARTED, at=BEGIN, series="s", person=given, company=given)
    workspace_id, series_id = await series_with(pool, [start])
    scope = ExportScope.of(ExportRequest(series_id), BEGIN)

    async with export_rows(settings, workspace_id, scope, "UTC") as rows:
        [entry] = await read(rows, ExportFile.SERIES_ENTRY)

    assert (entry["user_external_id"], entry["company_id"]) == (written, written)
