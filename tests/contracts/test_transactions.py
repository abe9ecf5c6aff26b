"""Resolvers and jobs open transactions, since they know what belongs together. Functions of db take part in them."""

import re
from pathlib import Path

PROJECT = Path(__file__).parents[2]
OPENING = {"resolvers", "jobs"}
# Modules of db that open transactions themselves, with the reason.
EXCEPTIONS = {
    "db/copied_rows.py": "reads one snapshot, with an isolation level of its own",
    "db/export_rows.py": "reads one snapshot, with an isolation level of its own",
    "db/migrate.py": "applies one migration, before there is anything that resolvers or jobs could use",
    "db/routines.py": "replaces functions as a part of migrating",
    "db/earlier_releases.py": "adopts an earlier database as a part of migrating",
}


def test_only_resolvers_and_jobs_open_transactions():
    opening = {
        path.relative_to(PROJECT).as_posix()
        for folder in ("cli", "db", "jobs", "resolvers", "schema", "web")
        for path in (PROJECT / folder).rglob("*.py")
        if re.search(r"\.transaction\(", path.read_text("utf-8"))
    }

    assert {path for path in opening if path.split("/")[0] not in OPENING} == EXCEPTIONS.keys()
