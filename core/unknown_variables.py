"""Environment variables that look like settings, but are none: a misspelled one would be ignored silently."""

from collections.abc import Iterable
from difflib import get_close_matches

from core.client_settings import ClientSettings
from core.settings import Settings

_PREFIX = "MILEPOST_"
_OF_TESTS = ("MILEPOST_TEST_DATABASE_URL", "MILEPOST_REQUIRE_BROWSER", "MILEPOST_PUBLIC_LOGS")
_KNOWN = {
    *_OF_TESTS,
    *(_PREFIX + name.upper() for name in (*Settings.model_fields, *ClientSettings.model_fields)),
}


def unknown_variables(names: Iterable[str]) -> dict[str, str | None]:
    """The names of variables that begin like settings and are none, each with the most similar setting, if one is."""
    unknown = sorted(name for name in names if name.upper().startswith(_PREFIX) and name.upper() not in _KNOWN)
    return {name: next(iter(get_close_matches(name.upper(), _KNOWN, n=1, cutoff=0.8)), None) for name in unknown}
