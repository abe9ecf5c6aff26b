"""`milepost distribute` refuses databases that cannot be distributed, and changes nothing then."""

import pytest
from databases import new_database

from core.settings import Settings
from db.connection import connected_as_owner
from db.migrate import migrate

STATE = "SELECT string_agg(pg_get_triggerdef(oid), ';' ORDER BY oid) FROM pg_trigger"


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
@pytest.mark.parametrize(
    ("is_migrated", "reason"),
    [
        (False, "The database lacks migrations: run `milepost migrate` first."),
        (True, "The database of MILEPOST_OWNER_DATABASE_URL lacks the extension citus: create it on each node first."),
    ],
)
async def test_a_database_outside_of_a_cluster_is_refused(
    settings: Settings, milepost, options: list[str], is_migrated: bool, reason: str
):
    async with new_database(settings) as own, connected_as_owner(own) as owner:
        if is_migrated:
            await migrate(own)
        before = await owner.fetchval(STATE)

        done = milepost(
            "distribute",
            *options,
            MILEPOST_DATABASE_URL=own.database_url,
            MILEPOST_OWNER_DATABASE_URL=own.owner_database_url,
        )

        assert (done.returncode, done.stdout, done.stderr.decode()) == (1, b"", f"milepost: {reason}\n")
        assert await owner.fetchval(STATE) == before
