"""A real worker whose jobs take three steps each, for tests to kill."""

import asyncio
import signal
import sys

from core.logs import configure_logs
from core.settings import read_settings
from db.pool import Connection
from jobs.work import Handler, Hopeless, Work
from jobs.worker import work

STEPS = 3
SECONDS = float(sys.argv[1])  # of a step


async def count(work: Work) -> None:
    for step in range(await work.pool.fetchval(DONE, work.workspace_id, work.subject_id), STEPS):
        await asyncio.sleep(SECONDS)
        async with work.effect() as connection:
            await connection.execute(DO, work.workspace_id, work.subject_id, step)


async def fail(work: Work) -> None:
    raise ValueError("a slip of ours")


async def refuse(work: Work) -> None:
    raise Hopeless("Nobody can do that.")


async def give_up(connection: Connection, workspace_id: int, subject_id: int, reason: str) -> None:
    await connection.execute("INSERT INTO given_up VALUES ($1, $2, $3)", workspace_id, subject_id, reason)


DONE = "SELECT count(*) FROM effect WHERE workspace_id = $1 AND subject_id = $2"
DO = "INSERT INTO effect VALUES ($1, $2, $3)"
HANDLERS = {"count": Handler(count, give_up), "fail": Handler(fail, give_up), "refuse": Handler(refuse, give_up)}


async def main() -> None:
    settings = read_settings()
    configure_logs(settings)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await work(settings, stop, HANDLERS)


asyncio.run(main())
