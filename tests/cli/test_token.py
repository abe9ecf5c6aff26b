"""`milepost token`: tokens are created, listed and revoked."""

import re

import pytest


@pytest.fixture
def database(settings):
    return {"MILEPOST_DATABASE_URL": settings.database_url}


def _create(milepost, database, *scopes):
    options = [word for scope in scopes for word in ("--scope", scope)]
    return milepost("token", "create", "--workspace", "token test", "--name", "script", *options, **database)


def _listed(milepost, database):
    lines = milepost("token", "list", **database).stdout.decode().splitlines()
    return [line.split("\t") for line in lines if "\ttoken test\t" in line]


def test_a_token_is_created_printed_once_listed_and_revoked(milepost, database):
    created = _create(milepost, database, "READ", "INGEST", "READ")
    ((number, *columns, _, state),) = _listed(milepost, database)
    revoked = milepost("token", "revoke", number, **database)
    ((*_, state_after),) = _listed(milepost, database)

    assert created.returncode == 0
    assert re.fullmatch(rb"mp_[A-Za-z0-9_-]{43}\n", created.stdout)
    assert columns == ["token test", "script", "INGEST,READ"]
    assert state == "valid"
    assert revoked.stdout.decode() == f"Revoked token {number} (script).\n"
    assert re.fullmatch(r"revoked \d{4}-\d\d-\d\d", state_after)


@pytest.mark.parametrize("wrong", ["", " ", "n" * 501])
@pytest.mark.parametrize("option", ["--workspace", "--name"])
def test_an_empty_or_long_name_is_refused(milepost, database, option, wrong):
    names = {"--workspace": "w", "--name": "n"} | {option: wrong}

    refused = milepost(
        *("token", "create", "--scope", "READ"), *(word for pair in names.items() for word in pair), **database
    )

    assert (refused.returncode, refused.stdout) == (1, b"")
    assert refused.stderr.decode() == f"milepost: {option} must have 1 to 500 characters, not only spaces.\n"


@pytest.mark.parametrize("number", [1_000_000, 2**63])
def test_an_unknown_token_cannot_be_revoked(milepost, database, number):
    refused = milepost("token", "revoke", number, **database)

    assert refused.returncode == 1
    assert refused.stderr.decode() == (
        f"milepost: There is no token with the id {number}. `milepost token list` lists all tokens.\n"
    )


@pytest.mark.parametrize("options", [(), ("--scope", "WRITE")])
def test_a_missing_or_unknown_scope_is_refused(milepost, database, options):
    refused = milepost("token", "create", "--workspace", "w", "--name", "n", *options, **database)

    assert refused.returncode == 2
    assert b"'--scope'" in refused.stderr
    assert b"Traceback" not in refused.stderr
