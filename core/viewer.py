"""The viewer of a request: a workspace, and what the token may do there."""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """A permission of a token. ADMIN includes every other scope."""

    READ = "READ"
    ACT = "ACT"
    EXPORT = "EXPORT"
    INGEST = "INGEST"
    ADMIN = "ADMIN"


BOOTSTRAP_NAME = "bootstrap"


@dataclass(frozen=True, slots=True)
class Viewer:
    """The holder of a valid token."""

    workspace_id: int
    scopes: frozenset[Scope]
    token_id: int | None = None  # None: the bootstrap token, which is not stored
    token_name: str = BOOTSTRAP_NAME

    def may(self, scope: Scope) -> bool:
        """Whether the token has this scope."""
        return scope in self.scopes or Scope.ADMIN in self.scopes
