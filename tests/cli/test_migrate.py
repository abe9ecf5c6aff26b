"""`milepost migrate`, also by several processes at once."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import pytest
from databases import in_database

from db.scripts import read_scripts

APPLIED = "".join(f"Applied {name}.\n" for name in [*read_scripts().migrations, "functions"])
NOTHING = "Nothing to apply: the database is up to date.\n"


@pytest.fixture
async def database(pool, settings):
    """The URL of an empty database."""
    name = f"empty_{uuid4().hex}"
    await pool.execute(f"CREATE DATABASE {name}")
    yield in_database(settings, name).owner_database_url
    await pool.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_it_applies_every_migration_once(milepost, database):
    urls = {"MILEPOST_OWNER_DATABASE_URL": database, "MILEPOST_DATABASE_URL": database.replace("milepost@", "app@")}
    first = milepost("migrate", **urls)
    second = milepost("migrate", **urls)

    assert (first.returncode, first.stdout.decode(), first.stderr) == (0, APPLIED, b"")
    assert (second.returncode, second.stdout.decode(), second.stderr) == (0, NOTHING, b"")


def test_a_warning_says_that_the_api_would_act_as_the_owner(milepost, database):
    done = milepost("migrate", MILEPOST_DATABASE_URL=database)

    assert (done.returncode, done.stdout.decode()) == (0, APPLIED)
    assert done.stderr.decode() == (
        "milepost: The API and the worker act as the owner of the tables. Let MILEPOST_DATABASE_URL name a role of its "
        "own for the API and the worker, and MILEPOST_OWNER_DATABASE_URL the owner, and run `milepost migrate`.\n"
    )


async def test_an_owner_without_a_superuser_learns_what_to_do_and_then_what_was_done(milepost, database, pool):
    name = urlsplit(database).path[1:]
    owner, app = f"owner_of_{name}", f"app_of_{name}"
    await pool.execute(f"CREATE ROLE {owner} LOGIN; CREATE ROLE {app} LOGIN; ALTER DATABASE {name} OWNER TO {owner}")
    urls = {
        "MILEPOST_OWNER_DATABASE_URL": database.replace("milepost@", f"{owner}@"),
        "MILEPOST_DATABASE_URL": database.replace("milepost@", f"{app}@"),
    }
    first = milepost("migrate", **urls)
    _, *commands = first.stderr.decode().splitlines()
    superuser = await asyncpg.connect(database)
    await superuser.execute("\n".join(commands))
    await superuser.close()
    second, third = milepost("migrate", **urls), milepost("migrate", **urls)

    assert first.stdout.decode() == APPLIED + "Row-level policies are off now.\n"
    assert first.stderr.decode().splitlines()[0] == (
        f"milepost: Row-level policies: Off. Let a superuser run these commands in the database {name}, so that "
        "PostgreSQL uses indexes below the policies, and migrate again:"
    )
    assert (second.returncode, second.stdout, second.stderr) == (0, b"Row-level policies are on now.\n", b"")
    assert (third.returncode, third.stdout.decode(), third.stderr) == (0, NOTHING, b"")


def test_a_role_that_is_not_the_owner_is_refused(milepost, database):
    other = {"MILEPOST_DATABASE_URL": database.replace("milepost@", "app@")}
    owner = {"MILEPOST_OWNER_DATABASE_URL": database}
    milepost("migrate", **other, **owner)  # creates the role
    done = [
        milepost("migrate", **other),
        milepost("migrate", MILEPOST_OWNER_DATABASE_URL=other["MILEPOST_DATABASE_URL"], **other),
    ]

    assert [(each.returncode, each.stdout, each.stderr.decode()) for each in done] == [
        (
            1,
            b"",
            (
                f"milepost: The role app of {variable} does not own Milepost's tables and may not create them. "
                "Set MILEPOST_OWNER_DATABASE_URL to a URL with the role that owns them.\n"
            ),
        )
        for variable in ("MILEPOST_DATABASE_URL", "MILEPOST_OWNER_DATABASE_URL")
    ]


def test_a_role_that_may_not_create_tables_is_refused(milepost, database):
    done = milepost("migrate", MILEPOST_DATABASE_URL=database.replace("milepost@", "milepost_app@"))

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"milepost: The role milepost_app of MILEPOST_DATABASE_URL does not own Milepost's")


def test_of_several_at_once_only_one_applies_the_migrations(milepost, database):
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(lambda _: milepost("migrate", MILEPOST_DATABASE_URL=database), range(4)))

    assert [each.returncode for each in done] == [0, 0, 0, 0]
    assert sorted(each.stdout.decode() for each in done) == sorted([APPLIED, NOTHING, NOTHING, NOTHING])


def test_without_a_database_the_error_says_how_to_get_one(milepost, tmp_path):
    refused = milepost("migrate")

    assert refused.returncode == 1
    assert refused.stderr.decode() == (
        f"milepost: `milepost up` is not running in {tmp_path}/.milepost. "
        "Start it, choose another directory with --data-dir, or set MILEPOST_DATABASE_URL.\n"
    )
