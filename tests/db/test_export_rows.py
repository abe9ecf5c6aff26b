"""The rows of each file, read back and counted again: the same as a plain recount of the events."""

import csv
import io
from datetime import datetime
from uuid import uuid4

from exported import Exported
from histories import KINDS, SERIES, histories, instants
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from recount import Recount

from core.events import EventInput
from core.export_files import ExportFile, header
from core.exports import ExportRequest, ExportScope
from core.ids import global_id
from core.settings import Settings
from core.time_ranges import TimeRange
from db.definitions import define_series
from db.events import record_events
from db.export_rows import ExportRows, export_rows
from db.pool import Pool
from db.tokens import ensure_workspace

OUTCOMES = ["STARTED", "IN_PROGRESS", "FINISHED", "DISENGAGED", "EXITED", "GOAL_HIT"]


async def read(rows: ExportRows, file: ExportFile) -> list[dict[str, str]]:
    pieces = [header(file)]

    async def output(piece: bytes) -> None:
        pieces.append(piece)

    await rows.copy(file, output, for_sheets=True)
    return list(csv.DictReader(io.StringIO(b"".join(pieces).decode(), newline="")))


async def series_with(pool: Pool, history: list[EventInput]) -> tuple[int, int]:
    workspace_id = await ensure_workspace(pool, f"test {uuid4()}")
    async with pool.acquire() as connection:
        series_id = await define_series(connection, workspace_id, SERIES)
        await record_events(connection, workspace_id, history)
    return workspace_id, series_id


def of_events(history: list[EventInput], as_of: datetime, within: TimeRange) -> dict[str, object]:
    recount = Recount(history, {key: kind.value for key, kind in KINDS.items()})
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


@hypothesis(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
    scope = ExportScope.of(ExportRequest(series_id, within), as_of)

    async with export_rows(settings, workspace_id, scope, "America/St_Johns") as rows:
        files = {file: await read(rows, file) for file in ExportFile}
        counts = await rows.counts()

    node_ids = {row["key"]: global_id("Block", row["id"]) for row in blocks}
    assert of_files(Exported(files), node_ids, within) == of_events(history, as_of, within)
    assert counts == {file: len(rows) for file, rows in files.items()}
