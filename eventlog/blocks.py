"""The blocks of a series that is created from event logs: one for each activity."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from typing import Any
from unicodedata import category

_LONGEST_KEY = 500
_SUFFIX = 9  # characters: a hyphen and the first digits of a hash


@dataclass(frozen=True, slots=True)
class Block:
    """The block of an activity."""

    key: str
    name: str
    kind: str = "TAG"
    is_entry: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """A path between two blocks, named by their keys."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class KnownSeries:
    """A series as it is defined already."""

    name: str
    status: str = "LIVE"
    goal: str | None = None
    blocks: Sequence[Block] = ()
    removed: Sequence[Block] = field(default=())  # blocks that have a history, and are in no definition


def can_be_of_logs(known: KnownSeries, blocks: Sequence[Block]) -> bool:
    """Whether a series can come from logs: it has one of these blocks, or only tags, as after another log."""
    return any(block in known.blocks for block in blocks) or all(block.kind == "TAG" for block in known.blocks)


def blocks_of(activities: Iterable[str], known: KnownSeries) -> list[Block]:
    """The block of each activity.

    An activity has the known block of its name, otherwise the block of its key. If another activity has that key, its
    own key gets a suffix. The suffix depends on the name of the activity alone.
    """
    named = {block.name: block for block in chain(known.removed, known.blocks)}
    keyed = {block.key: block for block in named.values()}
    found: list[Block] = []
    for activity in activities:
        block = named.get(activity) or _block(activity, keyed, found)
        named[activity] = keyed[block.key] = block
        found.append(block)
    return found


def _block(activity: str, keyed: dict[str, Block], claimed: Sequence[Block]) -> Block:
    short, suffix = key(activity), sha256(activity.encode()).hexdigest()[: _SUFFIX - 1]
    other = keyed.get(short)
    is_taken = other is not None and (key(other.name) == short or other in claimed)
    if is_taken or not 0 < len(short) <= _LONGEST_KEY:
        long = f"{short[: _LONGEST_KEY - _SUFFIX] or 'activity'}-{suffix}"
        return keyed.get(long) or Block(long, activity)
    return other or Block(short, activity)  # a known block of this key was renamed, and keeps its name


def collisions(activities: Sequence[str], blocks: Sequence[Block]) -> list[tuple[str, Block]]:
    """The activities whose block has a key with a suffix, and that block."""
    return [
        (activity, block)
        for activity, block in zip(activities, blocks, strict=True)
        if block.name == activity and block.key != key(activity) and block.key.startswith(key(activity))
    ]


def key(activity: str) -> str:
    """The letters, marks and digits of a name in lower case, with a hyphen for anything between. Empty if none."""
    kept = (letter if letter.isalnum() or category(letter)[0] == "M" else " " for letter in activity.lower())
    return "-".join("".join(kept).split())


def definition(key: str, known: KnownSeries, blocks: Iterable[Block], paths: Iterable[Path]) -> dict[str, Any]:
    """A DefineSeriesInput that adds these blocks and paths. Known blocks are in it, because a path can begin there."""
    return {
        "key": key,
        "name": known.name,
        "status": known.status,
        "goal": known.goal,
        "blocks": [
            {"key": block.key, "name": block.name, "kind": block.kind, "isEntry": block.is_entry}
            for block in dict.fromkeys([*known.blocks, *blocks])
        ],
        "paths": [_path(path) for path in dict.fromkeys(paths)],
        "addsOnly": True,
    }


def _path(path: Path) -> dict[str, Any]:
    """A PathInput. Its variant lets an event name the path: all paths of a block have the same condition."""
    return {"from": path.start, "to": path.end, "condition": "NEXT", "variant": path.end}
