"""Breakdowns: the entries or people of a series in rows, by what they have in common."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

import msgspec

from core.json_values import canonical_json
from core.time_ranges import TimeRange

MOST_ROWS = 100  # the row of all other values names these in its selection


class GroupBy(StrEnum):
    """What the entries or people of one row have in common."""

    ATTRIBUTE = "ATTRIBUTE"
    TAG = "TAG"
    VARIANT = "VARIANT"
    COMPANY = "COMPANY"
    STARTED = "STARTED"


@dataclass(frozen=True, slots=True)
class Dimension:
    """What a breakdown divides by, with the name of the attribute, or the block whose variants are compared."""

    by: GroupBy
    attribute: str | None = None
    split_id: int | None = None

    @property
    def is_of_person(self) -> bool:
        """Whether all entries of a person have the same values."""
        return self.by in (GroupBy.ATTRIBUTE, GroupBy.TAG)


@dataclass(frozen=True, slots=True)
class Group:
    """The entries or people of one row: those with a value, with any other value, or without one.

    `values` is the canonical text of a JSON list, so that it is hashable. STARTED has `buckets` of starts instead.
    """

    series_id: int
    dimension: Dimension
    values: str = "[]"
    buckets: tuple[TimeRange, ...] = ()
    is_rest: bool = False  # those with a value or bucket that is not listed

    @classmethod
    def of(cls, series_id: int, dimension: Dimension, shown: Iterable[Any], *, is_rest: bool = False) -> "Group":
        """The group of values, or of TimeRanges if the dimension is STARTED. Equal groups are equal, in any order."""
        if dimension.by is GroupBy.STARTED:
            return cls(series_id, dimension, buckets=tuple(sorted(shown, key=_begin)), is_rest=is_rest)
        values = sorted(canonical_json(value) for value in shown)
        return cls(series_id, dimension, f"[{', '.join(values)}]", is_rest=is_rest)

    @property
    def listed(self) -> list[Any]:
        """The JSON values of the row, or those that it leaves out."""
        return msgspec.json.decode(self.values, type=list[Any])

    @property
    def is_possible(self) -> bool:
        """Whether a breakdown can have this row. May raise Refused or MsgspecError instead."""
        dimension = self.dimension
        is_of_starts = dimension.by is GroupBy.STARTED
        listed: Sequence[Any] = self.buckets if is_of_starts else self.listed
        fewest, most = (0, MOST_ROWS) if self.is_rest else (is_of_starts, 1)  # no one is without a start
        return (
            (dimension.attribute is not None) == (dimension.by is GroupBy.ATTRIBUTE)
            and (dimension.split_id is not None) == (dimension.by is GroupBy.VARIANT)
            and fewest <= len(listed) <= most
            and (dimension.by is GroupBy.ATTRIBUTE or all(isinstance(value, str) for value in self.listed))
            and self == Group.of(self.series_id, dimension, listed, is_rest=self.is_rest)
        )


def normal(value: Any) -> Any:
    """A JSON value with whole numbers as integers. The database compares 1 and 1.0 as equal."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case list():
            return [normal(each) for each in cast("list[Any]", value)]
        case dict():
            return {name: normal(each) for name, each in cast("dict[str, Any]", value).items()}
        case _:
            return value


def _begin(bucket: TimeRange) -> Any:
    return bucket.begin
