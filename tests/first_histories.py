"""Databases right after a first history was loaded, whose tables autovacuum leaves alone."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from asking import ask
from databases import unattended_database
from planned import DEFINE, simulated
from pools import pool_for
from recording import record_events

from core.settings import Settings
from db.pool import Pool
from db.tokens import ensure_workspace
from simulation.onboarding import definition


@asynccontextmanager
async def first_history(settings: Settings, people: int) -> AsyncGenerator[tuple[Settings, Pool, int]]:
    """The settings and pool of a new database that has never been analyzed, and the workspace with so many people."""
    async with unattended_database(settings) as own, pool_for(own) as pool:
        workspace_id = await ensure_workspace(pool, "first")
        await ask(pool, workspace_id, DEFINE, input=definition())
        async with pool.acquire() as connection:
            await record_events(connection, workspace_id, simulated(people, seed=1))
        yield own, pool, workspace_id
