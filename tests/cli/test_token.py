"""`milepost token`: tokens are created, listed and revoked."""

import re
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest
from auditing import entries


@pytest.fixture
def database(settings):
    return {"MILEPOST_DATABASE_URL": settings.as_owner().database_url}


def _create(milepost, database, *scopes, **options):
    words = [word for scope in scopes for word in ("--scope", scope)]
    words += [word for option, value in options.items() for word in (f"--{option}", value)]
    return milepost("token", "create", "--workspace", "token test", "--name", "script", *words, **database)


def _listed(milepost, database):
    lines = milepost("token", "list", **database).stdout.decode().splitlines()
    return [line.split("\t") for line in lines if "\ttoken test\t" in line]


def test_a_token_is_created_printed_once_listed_and_revoked(milepost, database):
    created = _create(milepost, database, "READ", "INGEST", "READ")
    number, *columns = _listed(milepost, database)[-1]
    revoked = milepost("token", "revoke", number, **database)
    again = milepost("token", "revoke", number, **database)

    assert created.returncode == 0
    assert re.fullmatch(rb"mp_[A-Za-z0-9_-]{43}\n", created.stdout)
    assert columns[:3] == ["token test", "script", "INGEST,READ"]
    assert columns[4:] == ["never", "never", "valid"]
    assert revoked.stdout.decode() == again.stdout.decode() == f"Revoked token {number} (script).\n"
    assert re.fullmatch(r"revoked \d{4}-\d\d-\d\d", _listed(milepost, database)[-1][-1])


def test_a_workspace_that_is_created_is_named_because_its_name_can_be_mistyped(milepost, database):
    words = ("token", "create", "--workspace", "mistyped", "--name", "script", "--scope", "READ")
    first, second = [milepost(*words, **database).stderr.decode() for _ in range(2)]

    assert (first, second) == ("The workspace 'mistyped' was missing and is created.\n", "")


@pytest.mark.parametrize(("title", "listed"), [("Shop", "Shop"), ("Shop\tof\nAnn", "Shop\\tof\\nAnn")])
async def test_a_renamed_workspace_is_listed_by_both_of_its_names_on_one_line(milepost, database, title, listed):
    words = ("--name", "script", "--scope", "READ")
    assert milepost("token", "create", "--workspace", "renamed test", *words, **database).returncode == 0
    connection = await asyncpg.connect(database["MILEPOST_DATABASE_URL"])
    await connection.execute("UPDATE workspace SET title = $1 WHERE name = 'renamed test'", title)
    await connection.close()

    tokens = milepost("token", "list", **database).stdout.decode()

    assert f"\trenamed test ({listed})\tscript\tREAD\t" in tokens


@pytest.mark.long
def test_a_token_can_expire_and_be_replaced_by_another(milepost, database):
    assert _create(milepost, database, "READ", "ACT", expires="90d").returncode == 0
    old, *_, expires, _, _ = _listed(milepost, database)[-1]
    created = milepost("token", "create", "--rotates", old, "--overlap", 0, "--expires", "12h", **database)
    before, after = _listed(milepost, database)[-2:]
    refused = milepost("token", "create", "--rotates", old, **database)

    assert abs(_instant(expires) - datetime.now(UTC) - timedelta(days=90)) < timedelta(minutes=5)
    assert (created.returncode, created.stdout[:3]) == (0, b"mp_")
    assert (before[0], before[-1]) == (old, "expired")
    assert after[1:4] == ["token test", "script", "ACT,READ"]
    assert abs(_instant(after[5]) - datetime.now(UTC) - timedelta(hours=12)) < timedelta(minutes=5)
    assert after[-1] == "valid"
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert refused.stderr.decode() == (
        "milepost: The token has expired or was revoked: create one without `rotates`.\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("revoke", "1"),
        ("create", "--rotates", "1"),
        ("create", "--workspace", "token test", "--name", "script", "--scope", "READ"),
    ],
)
def test_the_role_of_the_api_is_refused_because_it_would_see_no_tokens(milepost, settings, words):
    refused = milepost("token", *words, MILEPOST_DATABASE_URL=settings.database_url)

    assert (refused.returncode, refused.stdout) == (1, b"")
    assert refused.stderr.decode() == (
        "milepost: The role milepost_app of MILEPOST_DATABASE_URL does not own Milepost's tables and may not create "
        "them. Set MILEPOST_OWNER_DATABASE_URL to a URL with the role that owns them.\n"
    )


def _instant(text):
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--workspace", "w", "--name", "n"), "--scope: It is required without --rotates."),
        (("--name", "n", "--scope", "READ"), "--workspace: It is required without --rotates."),
        (("--workspace", "w", "--scope", "READ"), "--name: It is required without --rotates."),
        (
            ("--rotates", "1", "--workspace", "w"),
            "--workspace: Leave it out with --rotates, because the token stays in its workspace.",
        ),
        (("--workspace", "w", "--name", "n", "--scope", "READ", "--overlap", "5"), "--overlap: It needs --rotates."),
        (
            ("--rotates", "1", "--overlap", "43201"),
            "--overlap: '43201' is not a whole number from 0 to 43,200. See `milepost token create --help`.",
        ),
        (("--rotates", "1", "--expires", "0d"), "--expires: '0d' is not a time of at most 100 years"),
        (("--rotates", "1", "--expires", "101y"), "--expires: '101y' is not a time of at most 100 years"),
        (("--rotates", "1", "--expires", "99999w"), "--expires: '99999w' is not a time of at most 100 years"),
    ],
)
def test_options_that_do_not_fit_together_are_refused(milepost, database, options, message):
    refused = milepost("token", "create", *options, **database)

    assert (refused.returncode, refused.stdout) == (2, b"")
    assert refused.stderr.decode().startswith(f"milepost: {message}")
    assert refused.stderr.count(b"\n") == 1


@pytest.mark.parametrize("name", ["bootstrap", " Command Line", "a\tb"])
def test_reserved_names_and_control_characters_are_refused(milepost, database, name):
    refused = milepost("token", "create", "--workspace", "w", "--name", name, "--scope", "READ", **database)

    assert (refused.returncode, refused.stdout) == (1, b"")
    assert b"name" in refused.stderr


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
@pytest.mark.parametrize("words", [("revoke",), ("create", "--rotates")])
def test_an_unknown_token_cannot_be_revoked_or_rotated(milepost, database, words, number):
    refused = milepost("token", *words, number, **database)

    assert refused.returncode == 1
    assert refused.stderr.decode() == (
        f"milepost: There is no token with the id {number}. `milepost token list` lists all tokens.\n"
    )


def test_an_unknown_scope_is_refused(milepost, database):
    refused = milepost("token", "create", "--workspace", "w", "--name", "n", "--scope", "WRITE", **database)

    assert refused.returncode == 2
    assert refused.stderr.decode() == (
        "milepost: --scope: 'WRITE' is not one of READ, ACT, EXPORT, INGEST, ADMIN. "
        "See `milepost token create --help`.\n"
    )


def test_the_list_begins_with_the_names_of_its_columns(milepost, database):
    assert _create(milepost, database, "READ").returncode == 0

    headings, *rows = milepost("token", "list", **database).stdout.decode().splitlines()

    assert headings.split("\t") == ["ID", "WORKSPACE", "NAME", "SCOPES", "CREATED", "EXPIRES", "LAST USED", "STATE"]
    assert {len(row.split("\t")) for row in rows} == {8}


async def test_what_the_operator_does_is_in_the_audit_log_of_the_workspace(milepost, database, pool):
    options = ("--workspace", "audited", "--name", "n", "--scope", "READ")
    milepost("token", "create", *options, **database)
    workspace_id, number = await pool.fetchrow("SELECT workspace_id, id FROM token ORDER BY id DESC LIMIT 1")
    milepost("token", "create", "--rotates", number, **database)
    for _ in range(2):
        milepost("token", "revoke", number, **database)

    found = await entries(pool, workspace_id)
    assert {(entry["token"], entry["requestId"], entry["address"]) for entry in found} == {("command line", None, None)}
    assert [(entry["action"], entry["detail"]["change"]) for entry in found] == [
        ("WORKSPACE", "CREATED"),
        ("TOKEN", "CREATED"),
        ("TOKEN", "ROTATED"),
        ("TOKEN", "REVOKED"),
    ]
