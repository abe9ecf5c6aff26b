"""A log as a series: a case is a person's only pass, an activity is a block.

An activity's first occurrence in a case is the visit, left when the case's next event happens, whichever it
is. The first event starts the entry; the last one ends it at its block, finished unless the activity is
declared otherwise. Pure; the same log gives the same events.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from core.errors import Invalid
from eventlog.log import Log, Step, instant, key

Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Block:
    """What an activity becomes."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Roles:
    """Block keys of the activities that mean more than a visit."""

    goals: frozenset[str] = frozenset()  # reaching it hits the goal
    disengagements: frozenset[str] = frozenset()  # a case that ends with it has disengaged
    exits: frozenset[str] = frozenset()  # a case that ends with it has exited


def roles(log: Log, *, goals: Iterable[str], disengagements: Iterable[str], exits: Iterable[str]) -> Roles:
    """Roles for activities given by name or by block key. Invalid where the log has no such activity."""
    known = {key(activity) for activity in log.activities}
    found = Roles(
        frozenset(_known(name, log, known) for name in goals),
        frozenset(_known(name, log, known) for name in disengagements),
        frozenset(_known(name, log, known) for name in exits),
    )
    for both in sorted(found.disengagements & found.exits):
        raise Invalid(f"The activity {both!r} is declared a disengagement and an exit: it can be one of them.")
    return found


def definition(log: Log, roles: Roles, *, series: str, name: str) -> dict[str, Any]:
    """The log's series as a DefineSeriesInput: blocks in order of first appearance, paths as they were taken.

    Invalid where two activities would have the same block key.
    """
    names: dict[str, str] = {}
    for activity in log.activities:
        other = names.setdefault(key(activity), activity)
        if other != activity:
            raise Invalid(f"The activities {other!r} and {activity!r} would share the block key {key(activity)!r}.")
    goals = " or ".join(name for block, name in names.items() if block in roles.goals)
    return {
        "key": series,
        "name": name,
        "goal": goals or None,
        "blocks": [{"key": block, "name": name, "kind": "TAG"} for block, name in names.items()],
        "paths": [{"from": start, "to": end, "condition": "NEXT"} for start, end in _paths(log)],
    }


def events(log: Log, roles: Roles, *, series: str) -> Iterator[Event]:
    """The log's events as EventInput objects, case by case; their ids are made of series, case and block."""
    blocks = [Block(key(activity), activity) for activity in log.activities]
    for case, steps in log.by_case():
        prefix = f"{_escaped(series)}/{_escaped(case)}"
        named = {"series": series, "person": case}
        for part, kind, at, fields in _case(steps, blocks, roles):
            yield {"id": f"{prefix}/{part}", "type": kind, "at": instant(at), **named, **fields}


def _case(steps: list[Step], blocks: list[Block], roles: Roles) -> Iterator[tuple[str, str, int, Event]]:
    """The id's last part, the type, the instant and the further fields of each event."""
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
    """Each activity at its first occurrence: its number, the instant, and the case's next event."""
    seen: set[int] = set()
    for (activity, at), following in zip(steps, [*steps[1:], None], strict=True):
        if activity not in seen:
            seen.add(activity)
            yield activity, at, following


def _paths(log: Log) -> list[tuple[str, str]]:
    """The pairs of different blocks seen when a visit was left, in the order of the blocks."""
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
    there = ", ".join(repr(activity) for activity in log.activities)
    raise Invalid(f"The log has no activity {name!r}; it has: {there}.")


def _escaped(part: str) -> str:
    # Without it, case "b/c" of series "a" and case "c" of series "a/b" would share their ids.
    return part.replace("%", "%25").replace("/", "%2F")
