"""How many examples of a property are tried: fewer in `make test` than in `make test-long`."""

from typing import Any

from hypothesis import HealthCheck, settings

MANY = "many examples"  # the profile of `make test-long`
TIMES = 5


def is_long() -> bool:
    """Whether these are the tests of `make test-long`."""
    return settings.get_current_profile_name() == MANY


# Several examples share the fixtures of their test. How long one takes says something about the machine alone.
_PERMITTED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def examples(count: int, **options: Any) -> settings:
    """So many examples, or five times as many in `make test-long`."""
    return settings(
        max_examples=count * (TIMES if is_long() else 1),
        **{"suppress_health_check": _PERMITTED, **options},
    )
