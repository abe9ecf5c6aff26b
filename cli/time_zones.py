"""The option --time-zone."""

from zoneinfo import ZoneInfo

from core.errors import Invalid


def time_zone(name: str) -> ZoneInfo:
    """The time zone with this IANA name. Raises Invalid if there is none."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise Invalid(
            f"--time-zone: {name[:100]!r} is not a time zone. Give an IANA name such as Europe/Amsterdam."
        ) from None
