"""Paths of input fields in errors."""

from collections.abc import Generator
from contextlib import contextmanager

from core.errors import Refused


@contextmanager
def under(*path: str) -> Generator[None]:
    """Prefixes the path of every refusal raised inside the block."""
    try:
        yield
    except Refused as refusal:
        refusal.path = (*path, *refusal.path)
        raise
