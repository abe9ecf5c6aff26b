"""Versions of workspaces: the same version, the same data. Every transaction that changes something makes another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from asyncpg import Record

from core.viewer import Scope, Viewer
from db.pool import Connection, Pool, WorkspacePool
from db.statements.composer import statement

Credential = bytes | str  # the SHA-256 of a token; or, for the bootstrap token, which is not stored, a workspace's name
MOST_PLACES = 1_000


@dataclass(frozen=True, slots=True)
class Version:
    """Of everything in a workspace, and of its definitions alone: series, blocks and paths."""

    workspace_id: int
    data: int
    definitions: int


@dataclass(frozen=True, slots=True)
class Authentication:
    """The viewer that a credential stands for, and the version of the viewer's data."""

    viewer: Viewer
    version: Version


@dataclass(frozen=True, slots=True)
class NextChange:
    """When something of a workspace changes next by the clock alone, as long as it has this version."""

    version: int
    is_known: bool  # false where there are too many series and rules to look at
    at: datetime | None  # None: never


async def fetch_authentications(
    db: Pool | Connection, credentials: Iterable[Credential], seconds: float
) -> dict[Credential, Authentication]:
    """Returns the valid credentials. Raises TimeoutError if the database does not respond within `seconds`."""
    hashes = [credential for credential in credentials if isinstance(credential, bytes)]
    names = [credential for credential in credentials if isinstance(credential, str)]
    rows = await db.fetch(statement("authentications"), hashes, names, timeout=seconds)
    return {
        row["hash"] or row["name"]: Authentication(
            _viewer(row),
            Version(row["workspace_id"], row["data"], row["definitions"]),
        )
        for row in rows
    }


async def next_change(db: WorkspacePool, workspace_id: int, after: datetime) -> NextChange:
    """When an event dated in the future, or the end of a RULE's time or of an export, changes something next."""
    [row] = await db.fetch(statement("next_change"), workspace_id, after, MOST_PLACES)
    return NextChange(**row)


def _viewer(row: Record) -> Viewer:
    if row["token_id"] is None:
        return Viewer(row["workspace_id"], frozenset(Scope))
    return Viewer(row["workspace_id"], frozenset(map(Scope, row["scopes"])), row["token_id"], row["token_name"])
