"""The worker's wiring: which jobs there are, when they run, and what they find in arq's context."""

from collections.abc import Mapping
from datetime import UTC
from typing import Any, cast

import structlog
from arq.connections import ArqRedis
from arq.cron import cron
from arq.worker import Worker

from core.settings import Settings
from db.migrate import pending
from db.pool import Pool, create_pool
from jobs.queue import decode, encode

log = structlog.stdlib.get_logger()

COMPLETION_SECONDS = 5  # a job that takes longer is cut off at shutdown, and delivered again later
UPKEEP_SECOND = 0  # of every minute

Context = Mapping[str, Any]


def create_worker(settings: Settings, queue: ArqRedis) -> Worker:
    """An arq worker on this queue. It must be made in the running loop, whose signals it takes."""
    return Worker(
        cron_jobs=[cron(upkeep, name="upkeep", second=UPKEEP_SECOND, run_at_startup=True)],
        redis_pool=queue,
        ctx={"settings": settings},
        on_startup=_startup,
        on_shutdown=_shutdown,
        job_completion_wait=COMPLETION_SECONDS,
        job_serializer=encode,
        job_deserializer=decode,
        # The database knows what is done and delivers the rest again: a job is tried once and forgotten.
        max_tries=1,
        retry_jobs=False,
        keep_result=0,
        log_results=False,
        timezone=UTC,
    )


async def upkeep(ctx: Context) -> None:
    """Warns of migrations that came with a newer release. Changes nothing, so it may run twice."""
    if missing := await pending(_pool(ctx)):
        log.warning("migrations.pending", names=missing)


async def _startup(ctx: dict[Any, Any]) -> None:
    ctx["pool"] = await create_pool(ctx["settings"])
    log.info("worker.started")


async def _shutdown(ctx: dict[Any, Any]) -> None:
    await _pool(ctx).close()
    log.info("worker.stopped")


def _pool(ctx: Context) -> Pool:
    return cast(Pool, ctx["pool"])
