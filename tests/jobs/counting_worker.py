"""A worker whose jobs take three steps each. Tests kill it."""

import asyncio
import signal
import sys

from core.logs import configure_logs
from core.settings import read_settings
from db.pool import Connection
from jobs.handlers import Handler, JobContext, PermanentFailure
from jobs.worker import work

STEPS = 3
SECONDS = float(sys.argv[1])  # of a step


async def count(context: JobContext) -> None:
    for step in range(await context.pool.fetchval(DONE, context.workspace_id, context.subject_id), STEPS):
        await asyncio.sleep(SECONDS)
        async with context.effect() as connection:
            await connection.execute(DO, context.workspace_id, context.subject_id, step)


async def fail(context: JobContext) -> None:
    raise ValueError("an internal error")


async def refuse(context: JobContext) -> None:
    raise PermanentFailure("This job cannot be done.")


async def record_failure(connection: Connection, workspace_id: int, subject_id: int, reason: str) -> None:
    await connection.execute("INSERT INTO failed VALUES ($1, $2, $3)", workspace_id, subject_id, reason)


DONE = "SELECT count(*) FROM effect WHERE workspace_id = $1 AND subject_id = $2"
DO = "INSERT INTO effect VALUES ($1, $2, $3)"
HANDLERS = {
    "count": Handler(count, record_failure),
    "fail": Handler(fail, record_failure),
    "refuse": Handler(refuse, record_failure),
}


async def main() -> None:
    settings = read_settings()
    configure_logs(settings)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await work(settings, stop, HANDLERS)


asyncio.run(main())
