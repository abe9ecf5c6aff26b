"""The role of the API and the worker: its privileges, the rows it sees, and whether it can do more than it needs."""

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

import asyncpg

from core.errors import InvalidSetting
from core.settings import Settings
from db.connection import connected_as_owner, owner_variable
from db.pool import Connection
from db.statements.composer import statement


@dataclass(frozen=True, slots=True)
class RowSecurity:
    """Whether row-level policies are on, and the commands with which a superuser keeps indexes in use below them."""

    is_on: bool
    commands: list[str]
    database: str  # in which the commands must run


async def arrange_access(owner: Connection, settings: Settings) -> bool | None:
    """Turn row-level policies on or off, and give the role of MILEPOST_DATABASE_URL its privileges.

    Returns whether the policies are on now, or None if this is as before. Raises InvalidSetting if the role cannot be
    prepared.
    """
    commands: list[str] = []
    on_cluster = await owner.fetchval(statement("is_on_cluster"))
    if on_cluster and settings.row_security == "on":
        raise InvalidSetting(
            "MILEPOST_ROW_SECURITY cannot be on in a Citus cluster, because sessions on other nodes do not know their "
            "workspace. Leave it out, or set it to off."
        )
    if settings.row_security != "off" and not on_cluster:
        commands = await owner.fetchval(statement("schema/trust_operators"))
    is_on = settings.row_security == "on" or (settings.row_security == "auto" and not commands and not on_cluster)
    was_on = await has_row_security(owner)
    await owner.fetchval(statement("schema/set_row_security"), is_on)
    await _grant_access(owner, settings)
    return None if is_on == was_on else is_on


async def check_owner(connection: Connection, settings: Settings) -> None:
    """Raises InvalidSetting if the role of the connection neither owns the tables nor may create missing ones.

    Row-level policies would hide rows from it without an error.
    """
    role = await connection.fetchrow(statement("schema/is_owner"))
    if role is not None and not role["is_owner"]:
        raise InvalidSetting(
            f"The role {role['name']} of {owner_variable(settings)} does not own Milepost's tables and may not create "
            "them. Set MILEPOST_OWNER_DATABASE_URL to a URL with the role that owns them."
        )


async def has_row_security(connection: Connection) -> bool:
    """Whether the row-level policies are on."""
    return await connection.fetchval(statement("schema/row_security"))


async def lacks_row_security(connection: Connection, settings: Settings) -> bool:
    """Whether the row-level policies are off although the settings do not say so. A Citus cluster cannot have them."""
    if settings.row_security == "off" or await connection.fetchval(statement("is_on_cluster")):
        return False
    return not await has_row_security(connection)


async def row_security(settings: Settings) -> RowSecurity:
    """The state of the row-level policies."""
    async with connected_as_owner(settings) as owner:
        found = await owner.fetchrow(statement("schema/trust_operators"))
        assert found is not None  # noqa: S101 - it always returns a row
        return RowSecurity(await has_row_security(owner), found["commands"], found["database"])


async def excess_rights(connection: Connection, role: str | None = None) -> list[str]:
    """What lets a role do more than the API and the worker need, such as "is a superuser". Default: the current one."""
    return [row["reason"] for row in await connection.fetch(statement("schema/excess_rights"), role)]


def role_of(url: str) -> str:
    """The role that a database URL names. Raises InvalidSetting if it names none."""
    parts = urlsplit(url)
    names = [parts.username, *parse_qs(parts.query).get("user", ())]
    name = next(filter(None, names), None)
    if name is None:
        raise InvalidSetting(
            "MILEPOST_DATABASE_URL must name its user if MILEPOST_OWNER_DATABASE_URL is set: "
            "postgresql://user:password@host/database"
        )
    return unquote(name)


async def _grant_access(owner: Connection, settings: Settings) -> None:
    """Does nothing if the owner has no URL of its own. A missing role that needs no password is created."""
    if settings.owner_database_url is None or settings.database_url is None:
        return
    role = role_of(settings.database_url)
    if urlsplit(settings.database_url).password and not await owner.fetchval(statement("schema/has_role"), role):
        raise InvalidSetting(
            f"The role {role} of MILEPOST_DATABASE_URL does not exist: create it with CREATE ROLE {role} LOGIN "
            "PASSWORD '...', and run `milepost migrate` again."
        )
    try:
        await owner.execute(statement("schema/grant_access"), role)
    except asyncpg.InsufficientPrivilegeError as error:
        raise InvalidSetting(
            f"The role {role} of MILEPOST_DATABASE_URL cannot get its privileges: {error.args[0]}. The role of "
            "MILEPOST_OWNER_DATABASE_URL must own the database."
        ) from None
