"""Answers as they are sent."""

import gzip
import hashlib
from functools import cached_property

# Below a few packets there is nothing to gain; above level 6 it takes longer than it saves.
LEAST_ZIPPED_BYTES = 4_000
ZIP_LEVEL = 6


class Answer:
    """What came of a request, in JSON. `is_refused`: nothing was executed; `is_unavailable`: nothing, for an outage."""

    def __init__(self, body: bytes, is_refused: bool, has_errors: bool, is_unavailable: bool = False) -> None:
        self.body = body
        self.is_refused = is_refused
        self.has_errors = has_errors
        self.is_unavailable = is_unavailable

    @cached_property
    def tag(self) -> str:
        """Answers with the same tag are the same to the byte."""
        return hashlib.blake2b(self.body, digest_size=16).hexdigest()

    @cached_property
    def zipped(self) -> bytes | None:
        """The same by gzip; None where that is not worth it."""
        return gzip.compress(self.body, ZIP_LEVEL, mtime=0) if len(self.body) >= LEAST_ZIPPED_BYTES else None
