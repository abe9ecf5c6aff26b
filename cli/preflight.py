"""Checks before the API or the worker starts, so that a missing server is reported without a traceback."""

import asyncio

from core.logs import configure_logs
from core.settings import Settings, read_settings
from db.migrate import check_migrated
from jobs.queue import connect_queue


def ready_settings() -> Settings:
    """Configures logging, checks that both servers respond and that the database is migrated. Returns the settings.

    Raises InvalidSetting or Unavailable, which name what is missing.
    """
    settings = read_settings()
    configure_logs(settings)
    asyncio.run(_check(settings))
    return settings


async def _check(settings: Settings) -> None:
    await check_migrated(settings)
    queue = await connect_queue(settings)
    await queue.aclose()
