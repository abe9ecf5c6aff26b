"""The figures of a workspace with the series of histories.py: as they are kept, and as a plain recount has them."""

from datetime import datetime, timedelta

from histories import KINDS
from recount import Recount

from core.events import EventInput
from db.figures import WHOLE_SERIES
from db.pool import Pool
from db.statements.composer import statement

OUTCOMES = ["STARTED", "IN_PROGRESS", "FINISHED", "DISENGAGED", "EXITED", "GOAL_HIT"]
Figures = dict[tuple[str, str], tuple[int, int, int]]


async def kept(pool: Pool, workspace_id: int, as_of: datetime) -> Figures:
    """Figures as the kept counts have them: (block or "", figure) to (entries, people, total), zeroes left out."""
    blocks = await pool.fetch("SELECT id, series_id, key FROM block WHERE workspace_id = $1", workspace_id)
    series_ids = await pool.fetch("SELECT id FROM series WHERE workspace_id = $1", workspace_id)
    keys = {WHOLE_SERIES: "", **{row["id"]: row["key"] for row in blocks}}
    places = [(row["id"], WHOLE_SERIES) for row in series_ids] + [(row["series_id"], row["id"]) for row in blocks]
    moment = as_of + timedelta(microseconds=1)
    async with pool.acquire() as reader, reader.transaction(isolation="repeatable_read"):
        numbered = (*zip(*places, strict=True), [1] * len(places), [moment])
        figures = await reader.fetch(statement("figure_counts"), workspace_id, *numbered)
        blocks_first = (list(column) for column in zip(*[(row["id"], row["series_id"]) for row in blocks], strict=True))
        departures = await reader.fetch(statement("departure_counts"), workspace_id, *blocks_first, moment)
    rows = [
        ((keys[places[row["number"] - 1][1]], row["figure"]), (row["entries"], row["people"], row["total"]))
        for row in figures
    ]
    # The series of histories.py has no paths, so all who left a block are in one row.
    rows += [((keys[row["block_id"]], "LEFT"), (row["entries"], row["people"], 0)) for row in departures]
    return {name: numbers for name, numbers in rows if any(numbers)}


def recounted(history: list[EventInput], as_of: datetime) -> Figures:
    recount = Recount(history, {key: kind.value for key, kind in KINDS.items()})
    figures: Figures = {}
    for kind in OUTCOMES:
        figures["", kind] = (recount.outcome(kind, "ENTRIES", as_of), recount.outcome(kind, "PEOPLE", as_of), 0)
    for block in KINDS:
        states = [recount.states(block, unit, as_of) for unit in ("ENTRIES", "PEOPLE")]
        figures |= {(block, f"STATE_{state}"): (states[0][state], states[1][state], 0) for state in states[0]}
        decided = [recount.decided(block, unit, as_of) for unit in ("ENTRIES", "PEOPLE")]
        figures[block, "MATCHED"] = (decided[0][True], decided[1][True], 0)
        figures[block, "NOT_MATCHED"] = (decided[0][False], decided[1][False], 0)
        visits = [recount.visits(block, unit, as_of) for unit in ("ENTRIES", "PEOPLE")]
        left = [sum(entry.departure(block, as_of) is not None for entry in of_unit) for of_unit in visits]
        figures[block, "LEFT"] = (left[0], left[1], 0)
        engaged = [recount.engagement(block, unit, as_of) for unit in ("ENTRIES", "PEOPLE")]
        figures |= {
            (block, f"ENGAGED_{kind}"): (unique, engaged[1][kind][1], total)
            for kind, (total, unique) in engaged[0].items()
        }
    return {name: numbers for name, numbers in figures.items() if any(numbers)}
