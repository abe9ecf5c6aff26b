"""Where in an input something is wrong."""

from collections.abc import Generator
from contextlib import contextmanager

from core.errors import Refused


@contextmanager
def under(*path: str) -> Generator[None]:
    """Whatever is refused within gets this path put before its own."""
    try:
        yield
    except Refused as refusal:
        refusal.path = (*path, *refusal.path)
        raise
