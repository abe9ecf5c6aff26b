"""The option --time-zone."""

from contextlib import suppress
from zoneinfo import ZoneInfo

from core.errors import Invalid

_OF_THE_MACHINE = {"localtime", "posixrules", "posix", "right", "Factory"}  # "right" zones count leap seconds


def time_zone(name: str) -> ZoneInfo:
    """The time zone with this IANA name. Raises Invalid if there is none."""
    with suppress(ValueError, OSError, KeyError):
        if name.partition("/")[0] not in _OF_THE_MACHINE:
            return ZoneInfo(name)
    raise Invalid(f"--time-zone: {name[:100]!r} is not a time zone. Give an IANA name such as Europe/Amsterdam.")
