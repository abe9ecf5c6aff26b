"""Logs that grow: importing them day by day records what one import of everything records."""

from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import typer
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st
from sampling import examples

from cli.client import client_for
from cli.import_log import import_log

Row = tuple[str, str, int]  # case, activity, minutes

COLUMNS = ("--series", "orders", "--case", "case", "--activity", "what", "--at", "when")
DAY = 24 * 60
CASES = """
query ($key: String!) {
  series(key: $key) {
    name
    blocks { name }
    entries(first: 50) { nodes {
      key startedAt finishedAt disengagedAt disengageReason exitedAt goalHitAt
      visits { state reachedAt leftAt leftAlong { to { name } } block { name } }
    } }
  }
}
"""


def csv(*rows: str) -> str:
    return "\n".join(["case,what,when", *rows, ""])


def cases(here: dict[str, str], key: str = "orders") -> dict[str, Any]:
    """What is recorded: for each case its entry, with its visits by block."""
    with client_for(here["MILEPOST_URL"], here["MILEPOST_TOKEN"]) as client:
        series = client.ask(CASES, {"key": key})["series"]
    found: dict[str, Any] = {"": {block["name"] for block in series["blocks"]}}
    for entry in series["entries"]["nodes"]:
        visits = {visit.pop("block")["name"]: visit for visit in entry.pop("visits")}
        for visit in visits.values():
            visit["next"] = (path := visit.pop("leftAlong")) and path["to"]["name"]
        case = entry.pop("key")
        found[case] = entry | {"visits": visits}
    return found


def test_a_case_that_goes_on_after_its_recorded_end_is_named(milepost, tmp_path, here):
    log = tmp_path / "log.csv"
    log.write_text(csv("c1,Order,2025-01-01T09:00:00Z", "c1,Pay,2025-01-02T09:00:00Z"))
    assert milepost("import-log", "log.csv", *COLUMNS, **here).returncode == 0
    before = cases(here)["c1"]

    log.write_text(
        csv(
            "c1,Order,2025-01-01T09:00:00Z",
            "c1,Pay,2025-01-02T09:00:00Z",
            "c1,Ship,2025-01-05T09:00:00Z",
            "c2,Order,2025-01-05T09:00:00Z",
        )
    )
    done = milepost("import-log", "log.csv", *COLUMNS, "--rejects", "rejects.ndjson", **here)

    assert (tmp_path / "rejects.ndjson").read_text() == '{"case":"c1","activity":"Ship","at":"2025-01-05T09:00:00Z"}\n'
    assert done.returncode == 1
    assert done.stderr.decode().splitlines()[-1] == (
        "Cases that go on after their recorded end: 'c1'. Their later rows were not imported. Import the log into "
        "another --series, with --closed-after or --end-activity that end cases only when they are over."
    )
    assert done.stdout == b"3 accepted, 5 duplicates, 0 rejected\n"
    assert cases(here)["c1"] == before
    assert cases(here)["c2"]["finishedAt"] == "2025-01-05T09:00:00Z"


def test_the_last_activity_or_a_long_pause_ends_a_case(milepost, tmp_path, here):
    (tmp_path / "log.csv").write_text(
        csv(
            "paid,Order,2025-01-09T09:00:00Z",
            "paid,Pay,2025-01-09T10:00:00Z",
            "quiet,Order,2025-01-01T09:00:00Z",
            "open,Pay,2025-01-02T09:00:01Z",
            "open,Order,2025-01-02T09:00:01Z",
            "lost,Order,2025-01-08T09:00:00Z",
            "lost,Withdraw,2025-01-09T09:00:00Z",
        )
    )
    ends = ("--end-activity", "Pay", "--end-activity", "Withdraw", "--closed-after", "8d", "--disengage", "withdraw")

    done = milepost("import-log", "log.csv", *COLUMNS, *ends, **here)

    assert done.returncode == 0
    found = cases(here)
    assert {case: (found[case]["finishedAt"], found[case]["disengagedAt"]) for case in found if case} == {
        "paid": ("2025-01-09T10:00:00Z", None),
        "quiet": ("2025-01-01T09:00:00Z", None),
        "open": (None, None),
        "lost": (None, "2025-01-09T09:00:00Z"),
    }


def test_a_file_with_only_new_rows_adds_to_the_series_and_continues_its_cases(milepost, tmp_path, here):
    log, ends = tmp_path / "log.csv", ("--end-activity", "Ship")
    log.write_text(csv("c1,Order,2025-01-01T09:00:00Z", "c1,Pay,2025-01-02T09:00:00Z"))
    milepost(
        "import-log", "log.csv", *COLUMNS, *ends, "--end-activity", "Pay", "--name", "Orders", "--goal", "Pay", **here
    )
    log.write_text(csv("c2,Order,2025-01-01T09:00:00Z", "c2,Order,2025-01-02T09:00:00Z"))
    assert milepost("import-log", "log.csv", *COLUMNS, "--end-activity", "Pay", **here).returncode == 0
    log.write_text(csv("c2,Ship,2025-01-05T09:00:00Z"))
    assert milepost("import-log", "log.csv", *COLUMNS, *ends, **here).returncode == 0

    found = cases(here)

    assert found[""] == {"Order", "Pay", "Ship"}
    assert found["c2"] == {
        "startedAt": "2025-01-01T09:00:00Z",
        "finishedAt": "2025-01-05T09:00:00Z",
        "disengagedAt": None,
        "disengageReason": None,
        "exitedAt": None,
        "goalHitAt": None,
        "visits": {
            "Order": {
                "state": "MOVED_ON",
                "reachedAt": "2025-01-01T09:00:00Z",
                "leftAt": "2025-01-02T09:00:00Z",
                "next": None,
            },
            "Ship": {"state": "FINISHED", "reachedAt": "2025-01-05T09:00:00Z", "leftAt": None, "next": None},
        },
    }
    with client_for(here["MILEPOST_URL"], here["MILEPOST_TOKEN"]) as client:
        series = client.ask('{ series(key: "orders") { name goal paths { from { key } to { key } } } }')["series"]
    assert series == {
        "name": "Orders",
        "goal": "Pay",
        "paths": [{"from": {"key": "order"}, "to": {"key": "pay"}}],
    }


def test_a_path_between_rows_of_two_files_is_added(milepost, tmp_path, here):
    for row in ("c1,Order,2025-01-01T09:00:00Z", "c1,Pay,2025-01-02T09:00:00Z"):
        (tmp_path / "log.csv").write_text(csv(row))
        assert milepost("import-log", "log.csv", *COLUMNS, "--end-activity", "Pay", **here).returncode == 0

    with client_for(here["MILEPOST_URL"], here["MILEPOST_TOKEN"]) as client:
        paths = client.ask('{ series(key: "orders") { paths { from { name } to { name } } } }')["series"]["paths"]
    assert paths == [{"from": {"name": "Order"}, "to": {"name": "Pay"}}]


def test_the_log_itself_cannot_be_the_file_of_rejects(milepost, tmp_path):
    content = csv("c1,Order,2025-01-01T09:00:00Z")
    (tmp_path / "log.csv").write_text(content)
    (tmp_path / "same.csv").hardlink_to(tmp_path / "log.csv")

    done = milepost("import-log", "log.csv", *COLUMNS, "--rejects", "same.csv")

    assert (done.returncode, done.stderr) == (
        1,
        b"milepost: --rejects: same.csv is the same file as log.csv, which would be lost. Choose another.\n",
    )
    assert (tmp_path / "log.csv").read_text() == content


def test_a_series_that_does_not_come_from_a_log_is_changed_only_on_request(milepost, tmp_path, here):
    mail = '{"key":"orders","name":"Orders","blocks":[{"key":"mail","name":"Mail","kind":"EMAIL"}],"paths":[]}'
    (tmp_path / "orders.series.json").write_text(mail)
    (tmp_path / "log.csv").write_text(csv("c1,Order,2025-01-01T09:00:00Z"))
    assert milepost("load", "orders.series.json", **here).returncode == 0

    refused = milepost("import-log", "log.csv", *COLUMNS, **here)

    assert (refused.returncode, refused.stderr.decode()) == (
        1,
        (
            "milepost: The series 'orders' does not come from a log: none of its blocks is an activity of this one. "
            "Give another --series, or --add-blocks to add the activities to it.\n"
        ),
    )
    assert cases(here) == {"": {"Mail"}}
    assert milepost("import-log", "log.csv", *COLUMNS, "--add-blocks", **here).returncode == 0
    assert cases(here)[""] == {"Mail", "Order"}
    assert milepost("import-log", "log.csv", *COLUMNS, **here).returncode == 0


@pytest.mark.parametrize("duration", ["30", "0d", "-1d", "1.5d", "d", "month", "9999999d"])
def test_a_malformed_duration_is_refused(milepost, tmp_path, duration):
    (tmp_path / "log.csv").write_text(csv("c1,Order,2025-01-01T09:00:00Z"))

    done = milepost("import-log", "log.csv", *COLUMNS, f"--closed-after={duration}")

    assert (done.returncode, done.stderr.decode()) == (
        1,
        (
            f"milepost: --closed-after: {duration!r} is not a duration. Give a whole number of minutes, hours, days or "
            "weeks, such as 30d, 12h or 2w.\n"
        ),
    )


def text_of(minutes: int) -> str:
    return (datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def write(path: Path, rows: list[Row]) -> Path:
    path.write_text(csv(*(f"{case},{what},{text_of(at)}" for case, what, at in rows)))
    return path


def imported(path: Path, series: str, capsys: pytest.CaptureFixture[str], **options: Any) -> set[str]:
    """Imports a file. Returns the cases that go on after their end."""
    capsys.readouterr()
    with suppress(typer.Exit):
        import_log(file=path, series=series, case="case", activity="what", at="when", **options)
    named = [line for line in capsys.readouterr().err.splitlines() if line.startswith("Cases that go on")]
    return {case for line in named for case in line.split(": ")[1].split(".")[0].replace("'", "").split(", ")}


@pytest.fixture
def settled(here, monkeypatch):
    for name, value in here.items():
        monkeypatch.setenv(name, value)
    return here


days = st.lists(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["A", "a", "B", "C"]), st.integers(0, 5))),
    min_size=1,
    max_size=5,
)
options = st.fixed_dictionaries(
    {},
    optional={
        "closed_after": st.sampled_from(["1m", "1d", "2d", "5d"]),
        "end_activity": st.lists(st.sampled_from("AC"), min_size=1, unique=True),
        "disengage": st.just(["B"]),
        "goal": st.just(["a"]),
    },
)


@examples(8, suppress_health_check=list(HealthCheck))
@example(
    days=[[("b", "a", 0), ("b", "A", 0)], [("b", "A", 0)]], options={"closed_after": "1m"}, is_whole=False, data=None
)
@given(days=days, options=options, is_whole=st.booleans(), data=st.data())
def test_importing_day_by_day_is_importing_everything_once(
    tmp_path, settled, capsys, *, days: list[list[Row]], options: dict[str, Any], is_whole: bool, data: Any
):
    """Files with the whole log of each day, or with new rows only. Ties in one file keep their order."""
    here = settled
    rows = [("x", "A", 0), ("x", "B", 0), ("x", "a", 0), ("x", "C", 0)]
    arriving = [[(case, what, DAY * day + at) for case, what, at in some] for day, some in enumerate(days)]
    if is_whole:  # rows may also arrive late
        arriving = [[row for row in some if data.draw(st.booleans())] for some in arriving] + arriving
    by_days, at_once, seen, named = f"days {uuid4()}", f"once {uuid4()}", rows, set[str]()
    options = {name: [*value] if isinstance(value, list) else value for name, value in options.items()}

    imported(write(tmp_path / "log.csv", seen), by_days, capsys, **options)
    for some in arriving:
        new = [row for row in some if row not in seen]
        seen = sorted([*seen, *new], key=lambda row: row[2])
        if new:
            named |= imported(write(tmp_path / "log.csv", seen if is_whole else new), by_days, capsys, **options)
    named |= imported(write(tmp_path / "log.csv", seen), by_days, capsys, **options)
    assert imported(write(tmp_path / "log.csv", seen), at_once, capsys, **options) == set()

    one, other = cases(here, by_days), cases(here, at_once)
    assert {case: nexts(other[case]["visits"]) for case in other if case} == followers(seen)
    if is_whole:  # a late row can come between rows of one instant, of which the first that was recorded counts
        forget_nexts(one, seen)
        forget_nexts(other, seen)
    assert {case: one[case] for case in one if case not in named} == {
        case: other[case] for case in other if case not in named
    }
    assert all(one[case] != other[case] for case in named)


def forget_nexts(found: dict[str, Any], rows: list[Row]) -> None:
    """Leaves out to which block a visit was left at an instant at which its case has several rows."""
    counts = Counter((case, text_of(at)) for case, _, at in rows)
    for case, entry in found.items():
        for visit in entry["visits"].values() if case else ():
            if counts[case, visit["leftAt"]] > 1:
                del visit["next"]


def nexts(visits: dict[str, Any]) -> dict[str, str]:
    """To which block each block was left along a path."""
    return {block: visit["next"] for block, visit in visits.items() if visit["next"]}


def followers(rows: list[Row]) -> dict[str, dict[str, str]]:
    """For each case: what followed the first occurrence of each activity, if it was another one."""
    found: dict[str, dict[str, str]] = {}
    for case in {case for case, _, _ in rows}:
        activities = [what for of_case, what, _ in rows if of_case == case]
        first = {what: activities.index(what) for what in activities}
        following = {what: activities[place + 1] for what, place in first.items() if place + 1 < len(activities)}
        found[case] = {what: after for what, after in following.items() if what != after}
    return found
