"""Names of downloaded files, from texts of users."""

import re
from collections.abc import Iterable
from datetime import datetime, tzinfo
from string import ascii_letters, digits
from unicodedata import category, normalize

from core.time_ranges import BEGINNING, END, TimeRange

_SAFE = frozenset(f"{ascii_letters}{digits}_.-")
_LONGEST = 120  # bytes of the name of the series; file systems allow 255 for the whole


def archive_file_name(series: str, range_: TimeRange, as_of: datetime, zone: tzinfo) -> str:
    """The name of a series and the dates of an export: <series>_<from>_<to>.zip, of any script.

    The dates are local. Without an end of the range, the last one is that of `as_of`.
    """
    end = as_of if range_.end == END else range_.end
    instants = [end] if range_.begin == BEGINNING else [range_.begin, end]
    dates = [each.astimezone(zone).date().isoformat() for each in instants]
    return "_".join([_safe(series) or "series", *dates]) + ".zip"


def ascii_file_name(name: str) -> str:
    """The name for clients that know only ASCII. Accents are dropped, and other letters become hyphens."""
    plain = (character for character in normalize("NFKD", name) if not category(character).startswith("M"))
    found = _joined(character if character in _SAFE else "-" for character in plain)
    return f"series{found}" if found.startswith("_") else found


def _safe(text: str) -> str:
    """Letters and digits of the text, joined by hyphens where it has anything else."""
    kept = _joined(character if category(character)[0] in "LMN" else "-" for character in normalize("NFC", text))
    return kept.encode()[:_LONGEST].decode(errors="ignore").strip("-")


def _joined(characters: Iterable[str]) -> str:
    return re.sub("-{2,}", "-", "".join(characters)).strip("-")
