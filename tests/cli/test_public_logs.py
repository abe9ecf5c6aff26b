"""Public event logs of different origin, imported into a real `milepost up`, against a recount of the raw files."""

import os
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from public_logs import LOGS, PublicLog, cases, figures, median, taken

FOLDER = Path(os.environ.get("MILEPOST_PUBLIC_LOGS", "public-logs"))
QUERY = """
query ($key: String!, $scope: StatsScope) {
  series(key: $key) {
    stats(scope: $scope) { outcomes { kind count } }
    blocks { name stats(scope: $scope) { reached states { state count } } }
    paths { from { name } to { name } stats(scope: $scope) { taken } }
  }
}
"""


@pytest.fixture
def here(up):
    return {"MILEPOST_URL": up.await_output(r"Milepost: (\S+)\n")[1], "MILEPOST_TOKEN": up.token()}


def answered(here, key: str, as_of: datetime):
    """The figures of a series. Counts of zero are left out, except those of outcomes."""
    response = httpx.post(
        f"{here['MILEPOST_URL'].rstrip('/')}/graphql",
        json={"query": QUERY, "variables": {"key": key, "scope": {"asOf": as_of.isoformat()}}},
        headers={"Authorization": f"Bearer {here['MILEPOST_TOKEN']}"},
        timeout=60,
    )
    series = response.json()["data"]["series"]
    kinds = {row["kind"]: row["count"] for row in series["stats"]["outcomes"]}
    blocks = {block["name"]: block["stats"] for block in series["blocks"] if block["stats"]["reached"]}
    states = {
        name: {row["state"]: row["count"] for row in stats["states"] if row["count"]} for name, stats in blocks.items()
    }
    assert {name: stats["reached"] for name, stats in blocks.items()} == {
        name: sum(counts.values()) for name, counts in states.items()
    }
    paths = {(path["from"]["name"], path["to"]["name"]): path["stats"]["taken"] for path in series["paths"]}
    return {
        "outcomes": {kind: kinds[kind] for kind in ("STARTED", "FINISHED", "IN_PROGRESS")},
        "states": states,
        "taken": {path: count for path, count in paths.items() if count},
    }


@pytest.mark.parametrize("log", LOGS, ids=lambda log: log.file)
def test_the_figures_of_a_public_log_equal_a_recount_of_its_file(here, milepost, log: PublicLog):
    path = (FOLDER / log.file).absolute()
    if not path.exists():
        pytest.skip(f"the log is not at {path}")
    roles = zip(("--case", "--activity", "--at"), log.columns, strict=True)
    options = [part for option in (*roles, *log.needed.items()) for part in option]

    done = milepost("import-log", path, "--series", log.file, *options, **here)

    assert done.returncode == 0, done.stderr.decode()
    found = cases(log, FOLDER)
    for as_of in (datetime(2030, 1, 1, tzinfo=UTC), median(found)):
        assert answered(here, log.file, as_of) == figures(found, as_of) | {"taken": taken(found, as_of)}
