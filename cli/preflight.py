"""Checks before the API or the worker starts, so that a missing server is reported without a traceback."""

import asyncio
import os

import structlog

from core.logs import configure_logs
from core.settings import Settings, read_settings
from core.unknown_variables import unknown_variables
from db.access import excess_rights, lacks_row_security
from db.connection import connected
from db.migrate import check_migrated
from jobs.queue import connect_queue
from jobs.storage import open_storage

log = structlog.stdlib.get_logger()


SEPARATE_ROLES = (
    "Let MILEPOST_DATABASE_URL name a role of its own for the API and the worker, and MILEPOST_OWNER_DATABASE_URL the "
    "owner, and run `milepost migrate`."
)

ROW_POLICIES = (
    "Run `milepost migrate`, which turns them on or prints what a superuser has to do. To keep them off, set "
    "MILEPOST_ROW_SECURITY=off."
)


def ready_settings() -> Settings:
    """Configures logging, checks that both servers respond and that the database is migrated. Returns the settings.

    Raises InvalidSetting or Unavailable, which name what is missing. Logs warnings: about variables that are no
    settings, about a role of the database that could do more than it needs, and about row-level policies that are off
    although they could be on and the settings do not say so.
    """
    settings = read_settings()
    configure_logs(settings)
    for name, similar in unknown_variables(os.environ).items():
        log.warning("settings.unknown_variable", name=name, similar=similar)
    open_storage(settings)
    asyncio.run(_check(settings))
    return settings


async def _check(settings: Settings) -> None:
    await check_migrated(settings)
    async with connected(settings) as connection:
        if rights := await excess_rights(connection):
            log.warning("database.role_has_excess_rights", rights=rights, remedy=SEPARATE_ROLES)
        if await lacks_row_security(connection, settings):
            log.warning("database.row_policies_off", remedy=ROW_POLICIES)
    queue = await connect_queue(settings)
    await queue.aclose()
