"""The bounds, direction and rows that the statements of all pages share.

A statement for a page has the slot `{direction}` after each column of its order. It fetches one row more than the page
has, which shows whether rows follow.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from asyncpg import Record

from core.pages import Key, Span
from core.time_ranges import BEGINNING
from db.statements.composer import Slots, words


def direction(*, is_descending: bool) -> Slots:
    """The slot for the direction of a page."""
    return {"direction": words("DESC") if is_descending else words("ASC")}


def bounds(span: Span) -> tuple[datetime, int, datetime, int, int]:
    """The arguments for the bounds of a page: both ends, and the number of rows."""
    return (span.low.at, span.low.id, span.high.at, span.high.id, span.size + 1)


def keys_of(rows: Iterable[Record]) -> dict[int, list[Key]]:
    """The keys on the page of each owner, in the order of the rows. Owners without keys are left out.

    Rows without the column `at` are ordered by id alone.
    """
    keys: defaultdict[int, list[Key]] = defaultdict(list)
    for row in rows:
        keys[row["owner_id"]].append(Key(row.get("at", BEGINNING), row["id"]))
    return keys
