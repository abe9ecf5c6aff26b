"""Migrations: what is pending, and one that fails."""

from pathlib import Path
from uuid import uuid4

import pytest

from core.errors import MilepostError
from db import migrate as migrations
from db.migrate import migrate, pending


async def test_nothing_is_pending_in_a_migrated_database(pool):
    assert await pending(pool) == []


async def test_a_migration_that_fails_is_told_and_leaves_nothing_behind(pool, settings, tmp_path: Path, monkeypatch):
    name = f"failing_{uuid4().hex}"
    await pool.execute(f"CREATE DATABASE {name}")
    settings = settings.model_copy(update={"database_url": settings.database_url.replace("/milepost?", f"/{name}?")})
    (tmp_path / "0001_good.sql").write_text("-- migrate:up\nCREATE TABLE good ();\n-- migrate:down\n", "ascii")
    (tmp_path / "0002_bad.sql").write_text("-- migrate:up\nCREATE TABLE bad ();\nNONSENSE;\n-- migrate:down\n", "ascii")
    monkeypatch.setattr(migrations, "MIGRATIONS", tmp_path)

    with pytest.raises(MilepostError, match=r'^A migration failed: .*syntax error at or near "NONSENSE"'):
        await migrate(settings)
    (tmp_path / "0002_bad.sql").write_text("-- migrate:up\nCREATE TABLE bad ();\n-- migrate:down\n", "ascii")

    assert await migrate(settings) == ["0002_bad"]
    await pool.execute(f"DROP DATABASE {name} WITH (FORCE)")
