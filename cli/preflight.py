"""What must hold before the API or the worker starts, so that a sentence says it and not a stack of calls."""

import asyncio

from core.logs import configure_logs
from core.settings import Settings, read_settings
from db.migrate import check_migrated
from jobs.queue import connect_queue


def ready_settings() -> Settings:
    """The settings, with logs written as they say, and both servers known to answer and to be migrated.

    Raises InvalidSetting or Unavailable, naming what is missing.
    """
    settings = read_settings()
    configure_logs(settings)
    asyncio.run(_check(settings))
    return settings


async def _check(settings: Settings) -> None:
    await check_migrated(settings)
    queue = await connect_queue(settings)
    await queue.aclose()
