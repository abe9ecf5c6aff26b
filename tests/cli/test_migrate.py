"""`milepost migrate`, also by several at once and with a password over TCP."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from db.scripts import read_scripts

APPLIED = "".join(f"Applied {name}.\n" for name in [*read_scripts().migrations, "functions"])
NOTHING = "Nothing to apply: the database has every migration.\n"


@pytest.fixture
async def database(pool, settings):
    """The URL of an empty database."""
    name = f"empty_{uuid4().hex}"
    await pool.execute(f"CREATE DATABASE {name}")
    yield settings.database_url.replace("/milepost?", f"/{name}?")
    await pool.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_it_applies_everything_once(milepost, database):
    first = milepost("migrate", MILEPOST_DATABASE_URL=database)
    second = milepost("migrate", MILEPOST_DATABASE_URL=database)

    assert (first.returncode, first.stdout.decode(), first.stderr) == (0, APPLIED, b"")
    assert (second.returncode, second.stdout.decode(), second.stderr) == (0, NOTHING, b"")


def test_of_several_at_once_one_applies_everything(milepost, database):
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(lambda _: milepost("migrate", MILEPOST_DATABASE_URL=database), range(4)))

    assert [each.returncode for each in done] == [0, 0, 0, 0]
    assert sorted(each.stdout.decode() for each in done) == sorted([APPLIED, NOTHING, NOTHING, NOTHING])


def test_without_a_database_it_says_how_to_get_one(milepost, tmp_path):
    refused = milepost("migrate")

    assert refused.returncode == 1
    assert refused.stderr.decode() == (
        f"milepost: No `milepost up` runs in {tmp_path}/.milepost: start it, or set MILEPOST_DATABASE_URL.\n"
    )
