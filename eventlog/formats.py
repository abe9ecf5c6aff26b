"""The formats that are suggested for instants of an unknown form."""

from datetime import datetime
from itertools import product

_DATES = (
    *("%d/%m/%Y", "%m/%d/%Y", "%d/%m/%y", "%m/%d/%y"),
    *("%d-%m-%Y", "%m-%d-%Y", "%d-%m-%y", "%m-%d-%y"),
    *("%d.%m.%y", "%d-%b-%Y", "%d-%b-%y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y"),
)
_TIMES = ("", "%H:%M", "%H:%M:%S", "%H:%M:%S.%f", "%I:%M %p", "%I:%M:%S %p")
_OFFSETS = ("", "%z")

FORMATS = [" ".join(filter(None, parts)) for parts in product(_DATES, _TIMES, _OFFSETS)]


def formats_of(text: str) -> list[str]:
    """The formats, as for strptime, that read this text. Most texts have at most one, or differ in day and month."""
    return [form for form in FORMATS if _reads(form, text)]


def _reads(form: str, text: str) -> bool:
    try:
        datetime.strptime(text, form)  # noqa: DTZ007 - only the format is checked
    except (ValueError, OverflowError):
        return False
    return True
