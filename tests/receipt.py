"""The receipt log as events: plain loops over the rows of the file, by the rules that its description states."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from core.events import EventInput, EventType, PathCondition

DATA = Path(__file__).parents[2] / "shared" / "data"
GOAL = "T10 Determine necessity to stop indication"
DISENGAGES, EXITS = "Confirmation of receipt", "T15 Print document X request unlicensed"
_ENDS = {DISENGAGES: EventType.ENTRY_DISENGAGED, EXITS: EventType.ENTRY_EXITED}


class Row(NamedTuple):
    """One row of a case, in order of time; those of one instant in the order of the file."""

    at: datetime
    place: int
    activity: str


def cases() -> tuple[dict[str, list[Row]], dict[str, dict[str, str]]]:
    """The rows and the attributes of each case."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    attributes: dict[str, dict[str, str]] = {}
    with (DATA / "receipt.csv").open(encoding="utf-8") as file:
        for place, row in enumerate(csv.DictReader(file)):
            at, name = datetime.fromisoformat(row["time:timestamp"]), row["case:concept:name"]
            found[name].append(Row(at, place, row["concept:name"]))
            attributes[name] = {"channel": row["case:channel"], "responsible": row["case:responsible"]}
    return {name: sorted(rows) for name, rows in found.items()}, attributes


def key(activity: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", activity.lower()).strip("-")


def events(of_cases: dict[str, list[Row]]) -> Iterator[EventInput]:
    """A case that ends with DISENGAGES or EXITS has disengaged or exited; any other has finished."""
    for case, rows in of_cases.items():
        yield _event(case, "start", EventType.ENTRY_STARTED, rows[0].at)
        seen: set[str] = set()
        for place, row in enumerate(rows):
            if row.activity in seen:
                continue
            seen.add(row.activity)
            block = key(row.activity)
            yield _event(case, f"reached {block}", EventType.BLOCK_REACHED, row.at, block)
            if row.activity == GOAL:
                yield _event(case, "goal", EventType.GOAL_HIT, row.at)
            if place + 1 < len(rows):
                following = rows[place + 1]
                variant = None if following.activity == row.activity else key(following.activity)
                yield _event(case, f"left {block}", EventType.BLOCK_LEFT, following.at, block, variant=variant)
        last = rows[-1]
        yield _event(case, "end", _ENDS.get(last.activity, EventType.ENTRY_FINISHED), last.at, key(last.activity))


def _event(
    case: str, id_: str, type_: EventType, at: datetime, block: str | None = None, *, variant: str | None = None
) -> EventInput:
    return EventInput(
        id=f"{case} {id_}",
        type=type_,
        at=at,
        series="receipt",
        person=case,
        block=block,
        along=PathCondition.NEXT if type_ is EventType.BLOCK_LEFT else None,
        variant=variant,
        reason=DISENGAGES if type_ is EventType.ENTRY_DISENGAGED else None,
    )
