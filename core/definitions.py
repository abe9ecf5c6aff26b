"""The definition of a series: its blocks, the paths that join them, and the rules a definition must keep."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from core.errors import Invalid
from core.events import PathCondition
from core.list_bounds import MOST_BLOCKS, MOST_PATHS, check_length
from core.texts import check_text


class SeriesStatus(StrEnum):
    """The lifecycle of a series."""

    DRAFT = "DRAFT"
    LIVE = "LIVE"
    PAUSED = "PAUSED"
    ARCHIVED = "ARCHIVED"


class BlockKind(StrEnum):
    """What a block does."""

    RULE = "RULE"
    WAIT = "WAIT"
    TAG = "TAG"
    WEBHOOK = "WEBHOOK"
    SPLIT = "SPLIT"
    EMAIL = "EMAIL"
    CHAT = "CHAT"
    POST = "POST"
    PUSH = "PUSH"
    SMS = "SMS"
    WHATSAPP = "WHATSAPP"
    BANNER = "BANNER"
    CAROUSEL = "CAROUSEL"
    TOUR = "TOUR"
    SURVEY = "SURVEY"
    BOT = "BOT"
    CHECKLIST = "CHECKLIST"
    TOOLTIP = "TOOLTIP"
    NEWS = "NEWS"

    @property
    def is_content(self) -> bool:
        """Whether the block delivers content that people can engage with."""
        return self not in _PLUMBING


_PLUMBING = frozenset({BlockKind.RULE, BlockKind.WAIT, BlockKind.TAG, BlockKind.WEBHOOK, BlockKind.SPLIT})


@dataclass(frozen=True, slots=True)
class BlockDefinition:
    """A block of a definition. `key` is the caller's own, unique in the series."""

    key: str
    name: str
    kind: BlockKind
    is_entry: bool = False
    content_title: str | None = None
    x: float | None = None  # where the caller shows it on a canvas
    y: float | None = None


@dataclass(frozen=True, slots=True)
class PathDefinition:
    """A path between two blocks, named by their keys. `variant` tells it from others of the same condition."""

    from_key: str
    to_key: str
    condition: PathCondition = PathCondition.NEXT
    variant: str | None = None


@dataclass(frozen=True, slots=True)
class SeriesDefinition:
    """A series with at most 1,000 blocks and 10,000 paths."""

    key: str
    name: str
    status: SeriesStatus
    goal: str | None
    blocks: Sequence[BlockDefinition]
    paths: Sequence[PathDefinition]
    adds_only: bool = False  # stored blocks and paths stay as they are

    def added_to(self, blocks: Sequence[BlockDefinition], paths: Sequence[PathDefinition]) -> "SeriesDefinition":
        """A definition of these blocks and paths, then its own that they lack.

        Raises LimitExceeded if that is too many.
        """
        keys = {block.key for block in blocks}
        blocks = [*blocks, *(block for block in self.blocks if block.key not in keys)]
        paths = list(dict.fromkeys([*paths, *self.paths]))
        check_length(blocks, MOST_BLOCKS, "blocks")
        check_length(paths, MOST_PATHS, "paths")
        return replace(self, blocks=blocks, paths=paths)


def problems_of(series: SeriesDefinition) -> list[Invalid]:
    """All errors in a definition that show without looking at stored data. Empty if there are none.

    Raises LimitExceeded for too many blocks or paths.
    """
    check_length(series.blocks, MOST_BLOCKS, "blocks")
    check_length(series.paths, MOST_PATHS, "paths")
    problems = [*_of_text("key", series.key), *_of_text("name", series.name)]
    problems += _of_text("goal", series.goal or "", least=0, most=10_000)
    return problems + _of_blocks(series.blocks) + _of_paths(series)


def _of_blocks(blocks: Sequence[BlockDefinition]) -> list[Invalid]:
    problems: list[Invalid] = []
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        at = ("blocks", str(index))
        problems += _of_text("key", block.key, *at)
        problems += _of_text("name", block.name, *at)
        problems += _of_text("contentTitle", block.content_title or "", *at, least=0)
        if block.key in seen:
            problems.append(
                Invalid(f"The block key {block.key!r} is used twice: give each block a key of its own.", (*at, "key"))
            )
        seen.add(block.key)
    return problems


def _of_paths(series: SeriesDefinition) -> list[Invalid]:
    keys = {block.key for block in series.blocks}
    problems: list[Invalid] = []
    seen: set[PathDefinition] = set()
    for index, path in enumerate(series.paths):
        at = ("paths", str(index))
        for field, key in (("from", path.from_key), ("to", path.to_key)):
            if key not in keys:
                problems.append(
                    Invalid(f"No block has the key {key!r}: add it to `blocks`, or correct the key.", (*at, field))
                )
        if path in seen:
            problems.append(Invalid("The same path is given twice: leave one of them out.", at))
        problems += _of_variant(path, *at)
        seen.add(path)
    return problems


def _of_variant(path: PathDefinition, *at: str) -> list[Invalid]:
    if path.condition is PathCondition.VARIANT and path.variant is None:
        return [Invalid("`variant` is required with the condition VARIANT.", (*at, "variant"))]
    return [] if path.variant is None else _of_text("variant", path.variant, *at)


def _of_text(field: str, text: str, *at: str, least: int = 1, most: int = 500) -> list[Invalid]:
    try:
        check_text(text, *at, field, shortest=least, longest=most)
    except Invalid as problem:
        return [problem]
    return []
