"""Maps an event log to a series: a case becomes a person with one entry, and an activity becomes a block.

The first occurrence of an activity in a case is the visit, which is left at the next event of the case, whatever its
activity. The first event starts the entry. The last event ends it at its block: the entry is finished, unless the
activity is declared otherwise. The functions are pure: the same log gives the same events.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from core.errors import Invalid
from eventlog.log import Log, Step, instant, key

Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Block:
    """The block of an activity."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Roles:
    """Block keys of the activities that have a further meaning."""

    goals: frozenset[str] = frozenset()  # reaching it hits the goal
    disengagements: frozenset[str] = frozenset()  # a case that ends with it has disengaged
    exits: frozenset[str] = frozenset()  # a case that ends with it has exited


def roles(log: Log, *, goals: Iterable[str], disengagements: Iterable[str], exits: Iterable[str]) -> Roles:
    """Roles for activities given by name or by block key. Raises Invalid if the log has no such activity."""
    known = {key(activity) for activity in log.activities}
    found = Roles(
        frozenset(_known(name, log, known) for name in goals),
        frozenset(_known(name, log, known) for name in disengagements),
        frozenset(_known(name, log, known) for name in exits),
    )
    for both in sorted(found.disengagements & found.exits):
        raise Invalid(
            f"The activity {both!r} is declared as a disengagement and as an exit. Declare it as one of them."
        )
    return found


def definition(log: Log, roles: Roles, *, series: str, name: str) -> dict[str, Any]:
    """The series as a DefineSeriesInput: blocks in order of first appearance, and the paths that were taken.

    Raises Invalid if two activities have the same block key.
    """
    names: dict[str, str] = {}
    for activity in log.activities:
        other = names.setdefault(key(activity), activity)
        if other != activity:
            raise Invalid(
                f"The activities {other!r} and {activity!r} have the same block key {key(activity)!r}. "
                "Rename one of them in the log."
            )
    goals = " or ".join(name for block, name in names.items() if block in roles.goals)
    return {
        "key": series,
        "name": name,
        "goal": goals or None,
        "blocks": [{"key": block, "name": name, "kind": "TAG"} for block, name in names.items()],
        "paths": [{"from": start, "to": end, "condition": "NEXT"} for start, end in _paths(log)],
    }


def events(log: Log, roles: Roles, *, series: str) -> Iterator[Event]:
    """The events as EventInput objects, case by case. Their ids consist of series, case and block."""
    blocks = [Block(key(activity), activity) for activity in log.activities]
    for case, steps in log.by_case():
        prefix = f"{_escaped(series)}/{_escaped(case)}"
        common = {"series": series, "person": case}
        for part, kind, at, fields in _case(steps, blocks, roles):
            yield {"id": f"{prefix}/{part}", "type": kind, "at": instant(at), **common, **fields}


def _case(steps: list[Step], blocks: list[Block], roles: Roles) -> Iterator[tuple[str, str, int, Event]]:
    """The last part of the id, the type, the instant and the other fields of each event."""
    yield "start", "ENTRY_STARTED", steps[0][1], {}
    for activity, at, left in _visits(steps):
        block = blocks[activity].key
        yield f"reached/{block}", "BLOCK_REACHED", at, {"block": block}
        if block in roles.goals:
            yield f"goal/{block}", "GOAL_HIT", at, {}
        if left is not None:
            yield f"left/{block}", "BLOCK_LEFT", left[1], {"block": block, "along": "NEXT"}
    last, at = steps[-1]
    yield "end", *_end(blocks[last], roles, at)


def _end(block: Block, roles: Roles, at: int) -> tuple[str, int, Event]:
    if block.key in roles.disengagements:
        return "ENTRY_DISENGAGED", at, {"block": block.key, "reason": block.name}
    if block.key in roles.exits:
        return "ENTRY_EXITED", at, {"block": block.key}
    return "ENTRY_FINISHED", at, {"block": block.key}


def _visits(steps: list[Step]) -> Iterator[tuple[int, int, Step | None]]:
    """The first occurrence of each activity: its number, its instant, and the next event of the case."""
    seen: set[int] = set()
    for (activity, at), following in zip(steps, [*steps[1:], None], strict=True):
        if activity not in seen:
            seen.add(activity)
            yield activity, at, following


def _paths(log: Log) -> list[tuple[str, str]]:
    """The pairs of a block and the different block that followed a visit of it, in the order of the blocks."""
    pairs = {
        (activity, left[0])
        for _, steps in log.by_case()
        for activity, _, left in _visits(steps)
        if left is not None and left[0] != activity
    }
    return [(key(log.activities[start]), key(log.activities[end])) for start, end in sorted(pairs)]


def _known(name: str, log: Log, known: set[str]) -> str:
    if name in log.activities:
        return key(name)
    if name in known:
        return name
    activities = ", ".join(repr(activity) for activity in log.activities)
    raise Invalid(f"The log has no activity {name[:100]!r}. Its activities are: {activities}.")


def _escaped(part: str) -> str:
    # Otherwise the case "b/c" of series "a" and the case "c" of series "a/b" would have the same event ids.
    return part.replace("%", "%25").replace("/", "%2F")
