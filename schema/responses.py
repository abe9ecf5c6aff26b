"""GraphQL responses: JSON, ETag and compression."""

import gzip
import hashlib
from functools import cached_property

# Compressing less than a few packets saves nothing. Levels above 6 take more time than they save.
LEAST_ZIPPED_BYTES = 4_000
ZIP_LEVEL = 6


class GraphQLResponse:
    """A response in JSON. `is_refused`: nothing was executed. `is_unavailable`: an outage left no field a value.

    `code` is that of the first error that has one. The operation is what the response answers, if that is known.
    """

    def __init__(self, body: bytes, is_refused: bool, has_errors: bool, is_unavailable: bool = False) -> None:
        self.body = body
        self.is_refused = is_refused
        self.has_errors = has_errors
        self.is_unavailable = is_unavailable
        self.has_data = False  # whether `data` is there and not null
        self.code: str | None = None
        self.operation_type: str | None = None
        self.operation_name: str | None = None
        self.cost: int | None = None

    @cached_property
    def tag(self) -> str:
        """The ETag: responses with the same tag are the same to the byte."""
        return hashlib.blake2b(self.body, digest_size=16).hexdigest()

    @cached_property
    def zipped(self) -> bytes | None:
        """The body compressed by gzip; None if it is too short for that."""
        return gzip.compress(self.body, ZIP_LEVEL, mtime=0) if len(self.body) >= LEAST_ZIPPED_BYTES else None
