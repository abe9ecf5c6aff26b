"""Databases of a test's own, beside the one that all tests share."""

import re
import subprocess
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from core.settings import Settings
from db.connection import connected
from servers.postgres import _program

BEFORE_BASELINE = Path(__file__).parent / "db" / "upgrades" / "before_baseline.sql"
# Written anew by every run of pg_dump.
_RANDOM = re.compile(r"^\\(un)?restrict .*\n", re.MULTILINE)


@asynccontextmanager
async def new_database(settings: Settings) -> AsyncGenerator[Settings]:
    """Settings that lead to an empty database, which is dropped at the end."""
    name = f"own_{uuid4().hex}"
    async with connected(settings) as connection:
        await connection.execute(f"CREATE DATABASE {name}")
    try:
        url = urlsplit(settings.database_url or "")._replace(path=f"/{name}").geturl()
        yield settings.model_copy(update={"database_url": url})
    finally:
        async with connected(settings) as connection:
            await connection.execute(f"DROP DATABASE {name} (FORCE)")


@asynccontextmanager
async def database_before_baseline(settings: Settings) -> AsyncGenerator[Settings]:
    """Settings that lead to a database as the last release before the baseline left it, filled with data."""
    async with new_database(settings) as own:
        async with connected(own) as connection:
            await connection.execute(BEFORE_BASELINE.read_text("utf-8"))
        yield own


def dumped_schema(settings: Settings) -> str:
    """Everything but the rows, as pg_dump writes it."""
    command = [_program("pg_dump"), "--schema-only", "--no-owner", "--no-privileges", settings.database_url or ""]
    return _RANDOM.sub("", subprocess.run(command, check=True, capture_output=True, text=True).stdout)
