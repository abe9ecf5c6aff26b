"""What the statements of all pages share: their bounds, their direction and their rows.

A statement for a page has the slot `{direction}` after each column that it is ordered by. It is asked for one row more
than the page has, which tells whether anything follows.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from asyncpg import Record

from core.pages import Key, Span
from db.statements.composer import Slots, words


def direction(*, is_descending: bool) -> Slots:
    """What fills the slot for the direction of a page."""
    return {"direction": words("DESC") if is_descending else words("ASC")}


def bounds(span: Span) -> tuple[datetime, int, datetime, int, int]:
    """The arguments that say which page: both ends, and the number of rows."""
    return (span.low.at, span.low.id, span.high.at, span.high.id, span.size + 1)


def keys_of(rows: Iterable[Record]) -> dict[int, list[Key]]:
    """The keys on each owner's page. Those of one owner come in order; owners without any are left out."""
    keys: defaultdict[int, list[Key]] = defaultdict(list)
    for row in rows:
        keys[row["owner_id"]].append(Key(row["at"], row["id"]))
    return keys
