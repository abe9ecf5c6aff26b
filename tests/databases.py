"""Databases of a test's own, beside the one that all tests share."""

import re
import subprocess
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from core.settings import Settings
from db.connection import connected_as_owner
from db.migrate import migrate
from servers.postgres import _program

BEFORE_BASELINE = Path(__file__).parent / "db" / "upgrades" / "before_baseline.sql"
_UNATTENDED = """
DO $$
DECLARE
    name regclass;
BEGIN
    FOR name IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace LOOP
        EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = off)', name);
    END LOOP;
END $$
"""
# Written anew by every run of pg_dump.
_RANDOM = re.compile(r"^\\(un)?restrict .*\n", re.MULTILINE)


def in_database(settings: Settings, name: str) -> Settings:
    """The settings with both URLs leading to another database of the same server."""
    urls = {"database_url": settings.database_url, "owner_database_url": settings.owner_database_url}
    return settings.model_copy(
        update={key: urlsplit(url)._replace(path=f"/{name}").geturl() for key, url in urls.items() if url}
    )


@asynccontextmanager
async def new_database(settings: Settings) -> AsyncGenerator[Settings]:
    """Settings that lead to an empty database, which is dropped at the end."""
    name = f"own_{uuid4().hex}"
    async with connected_as_owner(settings) as connection:
        await connection.execute(f"CREATE DATABASE {name}")
    try:
        yield in_database(settings, name)
    finally:
        async with connected_as_owner(settings) as connection:
            await connection.execute(f"DROP DATABASE {name} (FORCE)")


@asynccontextmanager
async def unattended_database(settings: Settings) -> AsyncGenerator[Settings]:
    """Settings that lead to a migrated database without rows, whose tables autovacuum leaves alone.

    Autovacuum would analyze some of them at some moment, and keep a VACUUM meanwhile from marking pages as all-visible.
    """
    async with new_database(settings) as own:
        await migrate(own)
        async with connected_as_owner(own) as connection:
            await connection.execute(_UNATTENDED)
        yield own


@asynccontextmanager
async def database_before_baseline(settings: Settings) -> AsyncGenerator[Settings]:
    """Settings that lead to a database as the last release before the baseline left it, filled with data."""
    async with new_database(settings) as own:
        async with connected_as_owner(own) as connection:
            await connection.execute(BEFORE_BASELINE.read_text("utf-8"))
        yield own


def dumped_schema(settings: Settings) -> str:
    """Everything but the rows, as pg_dump writes it."""
    url = settings.as_owner().database_url or ""
    command = [_program("pg_dump"), "--schema-only", "--no-owner", "--no-privileges", url]
    return _RANDOM.sub("", subprocess.run(command, check=True, capture_output=True, text=True).stdout)
