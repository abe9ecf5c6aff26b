"""A single connection: opened to a server that is new enough, or refused with a clear error."""

import pytest
from databases import in_database

from core.errors import InvalidSetting, Unavailable
from core.settings import Settings
from db.connection import check_version, connected, connected_as_owner
from db.pool import Pool


async def test_a_server_that_is_too_old_is_refused(pool):
    async with pool.acquire() as connection:
        version = connection.get_server_version()
        check_version(connection, "MILEPOST_DATABASE_URL")
        with pytest.raises(InvalidSetting) as refusal:
            check_version(connection, "MILEPOST_DATABASE_URL", oldest=version.major + 1)

    assert str(refusal.value) == (
        f"MILEPOST_DATABASE_URL leads to PostgreSQL {version.major}.{version.minor}: "
        f"Milepost needs {version.major + 1} or newer."
    )


@pytest.mark.parametrize("url", ["mysql://host/database", "postgresql://host:port/database"])
async def test_a_setting_that_is_no_database_url_is_refused(settings, url: str):
    with pytest.raises(InvalidSetting, match=r"^MILEPOST_DATABASE_URL is not the URL of a database: "):
        async with connected(settings.model_copy(update={"database_url": url})):
            pass


async def test_a_missing_database_url_and_a_missing_database_are_reported(settings):
    with pytest.raises(InvalidSetting, match=r"^MILEPOST_DATABASE_URL is not set\. "):
        async with connected(settings.model_copy(update={"database_url": None})):
            pass
    with pytest.raises(Unavailable, match=r'refuses MILEPOST_DATABASE_URL: database "nowhere" does not exist\.$'):
        async with connected(in_database(settings, "nowhere")):
            pass


async def test_error_messages_contain_no_password(settings):
    url = "postgresql://milepost:secret-word@127.0.0.1:9/milepost"

    with pytest.raises(Unavailable) as refusal:
        async with connected(settings.model_copy(update={"database_url": url})):
            pass

    assert str(refusal.value) == (
        "PostgreSQL at 127.0.0.1:9 (MILEPOST_DATABASE_URL) cannot be reached: Connection refused."
    )


async def test_only_the_owner_asks_a_cluster_to_hide_shards_from_the_catalog(pool: Pool, settings: Settings):
    hides = "SELECT current_setting('citus.override_table_visibility', true) IS DISTINCT FROM 'off'"

    async with connected(settings) as connection, connected_as_owner(settings) as owner:
        assert not await connection.fetchval(hides)
        assert await owner.fetchval(hides)
    assert not await pool.fetchval(hides)
