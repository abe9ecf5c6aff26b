"""Environment variables that look like settings, but are none: a misspelled one would be ignored silently."""

from collections.abc import Iterable
from difflib import get_close_matches

from core.client_settings import ClientSettings
from core.settings import Settings

_PREFIX = "MILEPOST_"
_LEAST_SIMILARITY = 0.8
_OF_TESTS = ("TEST_DATABASE_URL", "REQUIRE_BROWSER", "PUBLIC_LOGS")  # they may be set where a developer works
_KNOWN = {*_OF_TESTS, *(name.upper() for name in (*Settings.model_fields, *ClientSettings.model_fields))}


def unknown_variables(names: Iterable[str]) -> dict[str, str | None]:
    """The names of variables that begin like settings and are none, each with the most similar setting, if one is."""
    ours = {name: name.upper().removeprefix(_PREFIX) for name in names if name.upper().startswith(_PREFIX)}
    return {name: _most_similar(ours[name]) for name in sorted(ours) if ours[name] not in _KNOWN}


def _most_similar(name: str) -> str | None:
    found = get_close_matches(name, _KNOWN, n=1, cutoff=_LEAST_SIMILARITY)
    return _PREFIX + found[0] if found else None
