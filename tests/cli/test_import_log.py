from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from cli.client import client_for
from core.viewer import Scope

COLUMNS = ("--series", "permits", "--case", "case", "--activity", "what", "--at", "when")
LOG = b"""case,what,when
a,Ask,2026-01-01T12:00:00Z
a,Grant,2026-01-01T13:00:00Z
b,Ask,2026-01-01T12:30:00Z
b,Withdraw,2026-01-02T12:30:00Z
"""
REAL_LOG = Path(__file__).parents[3] / "shared" / "data" / "receipt.csv"
FINISHED = """{
  series(key: "permits") {
    stats { finished { count } }
    blocks { stats { states { state count } } }
  }
}"""
NO_SERVER = {"MILEPOST_URL": "http://127.0.0.1:9", "MILEPOST_TOKEN": "none"}
EVERY_CASE_HAS_ENDED = (
    "Every case of the log has ended, because neither --closed-after nor --end-activity says which have. "
    "An end stays: if the log grows, give one of them, and import it into another --series."
)


def test_a_log_becomes_a_series(milepost, tmp_path, here):
    (tmp_path / "log.csv").write_bytes(LOG)
    roles = ("--goal", "Grant", "--disengage", "withdraw", "--name", "Permits")

    done = milepost("import-log", "log.csv", *COLUMNS, *roles, **here)

    assert done.stderr.decode().splitlines() == [
        "log.csv: 4 rows, 2 cases, 3 activities, 2 paths",
        EVERY_CASE_HAS_ENDED,
        "events of log.csv: 11 lines sent",
    ]
    assert (done.returncode, done.stdout) == (0, b"11 accepted, 0 duplicates, 0 rejected\n")


@pytest.mark.parametrize("name", ["log.csv", "log.parquet", "log.xes"])
def test_a_log_without_rows_changes_nothing_and_is_a_success(milepost, tmp_path, here, name):
    """A nightly file can be empty."""
    columns = {column: pyarrow.array([], pyarrow.string()) for column in ("case", "what", "when")}
    parquet.write_table(pyarrow.table(columns), tmp_path / "log.parquet")
    (tmp_path / "log.csv").write_bytes(LOG.splitlines()[0])
    (tmp_path / "log.xes").write_bytes(b"<log/>")

    done = milepost("import-log", name, *COLUMNS, **here)

    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode() == f"{name}: 0 rows, so there is nothing to import.\n"
    with client_for(here["MILEPOST_URL"], here["MILEPOST_TOKEN"]) as client:
        assert client.ask('{ series(key: "permits") { id } }') == {"series": None}


def test_an_import_of_only_some_rows_says_if_there_are_none(milepost, tmp_path, here):
    (tmp_path / "log.csv").write_bytes(LOG)

    done = milepost("import-log", "log.csv", *COLUMNS, "--only", "what=Unknown", **here)

    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode() == "log.csv: 0 rows that --only names, so there is nothing to import.\n"


def test_one_row_is_in_the_singular(milepost, tmp_path, here):
    (tmp_path / "log.csv").write_bytes(LOG.splitlines()[0] + b"\na,Ask,2026-01-01T12:00:00Z\n")

    first = milepost("import-log", "log.csv", *COLUMNS, "--end-activity", "Grant", **here)
    second = milepost("import-log", "log.csv", *COLUMNS, **here)

    assert first.stderr.decode().splitlines()[1:] == [
        "log.csv: 1 row, 1 case, 1 activity, 0 paths",
        "events of log.csv: 2 lines sent",
    ]
    assert second.stdout == b"1 accepted, 2 duplicates, 0 rejected\n"


def test_cases_that_end_with_an_activity_that_they_had_before_are_counted(milepost, tmp_path, here):
    rows = ["r,Ask", "r,Pay", "r,Ask", "s,Ask", "s,Ask", "t,Ask", "t,Pay", "u,Pay", "u,Ask", "u,Pay"]
    lines = [f"{row},2026-01-01T{hour:02}:00:00Z" for hour, row in enumerate(rows)]
    (tmp_path / "log.csv").write_text("\n".join(["case,what,when", *lines]))

    done = milepost("import-log", "log.csv", *COLUMNS, "--end-activity", "Ask", **here)

    assert done.returncode == 0
    assert done.stderr.decode().splitlines()[-1] == (
        "Cases that ended with an activity that they had before: 2. Their end counts in the series, but at its block "
        "they count as MOVED_ON, because they had left it."
    )
    with client_for(here["MILEPOST_URL"], here["MILEPOST_TOKEN"]) as client:
        series = client.ask(FINISHED)["series"]
    assert series["stats"] == {"finished": {"count": 2}}
    states = [state for block in series["blocks"] for state in block["stats"]["states"]]
    assert [(state["state"], state["count"]) for state in states if state["count"]] == [
        ("MOVED_ON", 4),
        ("PENDING", 1),
        ("MOVED_ON", 2),
    ]


def test_a_log_that_is_imported_again_counts_once(milepost, tmp_path, here):
    (tmp_path / "log.csv").write_bytes(LOG)
    milepost("import-log", "log.csv", *COLUMNS, **here)

    done = milepost("import-log", "log.csv", *COLUMNS, **here)

    assert (done.returncode, done.stdout) == (0, b"0 accepted, 10 duplicates, 0 rejected\n")


@pytest.mark.skipif(not REAL_LOG.exists(), reason=f"the real log is not at {REAL_LOG}")
def test_the_real_log_is_recorded_completely(milepost, here):
    done = milepost(
        *("import-log", REAL_LOG, "--series", "receipt", "--case", "case:concept:name"),
        *("--activity", "concept:name", "--at", "time:timestamp"),
        *("--goal", "T10 Determine necessity to stop indication"),
        **here,
    )

    assert done.stderr.decode().splitlines() == [
        f"{REAL_LOG}: 8,577 rows, 1,434 cases, 27 activities, 94 paths",
        EVERY_CASE_HAS_ENDED,
        f"events of {REAL_LOG}: 19,387 lines sent",
        (
            "Cases that ended with an activity that they had before: 6. Their end counts in the series, "
            "but at its block they count as MOVED_ON, because they had left it."
        ),
    ]
    assert (done.returncode, done.stdout) == (0, b"19,387 accepted, 0 duplicates, 0 rejected\n")


@pytest.mark.parametrize(
    ("log", "options", "sentence"),
    [
        (
            b"case,activity,when\n",
            [],
            "log.csv has no column 'what'. Its columns are: 'case', 'activity', 'when'.",
        ),
        (b"", [], "log.csv is empty: a CSV file begins with the names of its columns."),
        (
            b"case,what,when\na,Ask,2026-01-01 12:00:00\n",
            [],
            (
                "log.csv, line 2, column 'when': '2026-01-01 12:00:00' has no UTC offset. "
                "Give the time zone of such instants with --time-zone."
            ),
        ),
        (
            LOG,
            ["--time-zone", "Mars/Base"],
            "--time-zone: 'Mars/Base' is not a time zone. Give an IANA name such as Europe/Amsterdam.",
        ),
        *(
            (
                LOG,
                ["--time-zone", name],
                f"--time-zone: {name!r} is not a time zone. Give an IANA name such as Europe/Amsterdam.",
            )
            for name in ("localtime", "posixrules", "right/UTC")
        ),
        (
            "case,was für\n".encode("latin-1"),
            [],
            (
                "log.csv, line 1: The text is not UTF-8. Give its encoding with --encoding, such as cp1252 (Windows), "
                "latin-1 or utf-16."
            ),
        ),
        (
            LOG,
            ["--closed-after", ""],
            (
                "--closed-after: '' is not a duration. Give a whole number of minutes, hours, days or weeks, such as "
                "30d, 12h or 2w."
            ),
        ),
        (
            LOG,
            ["--time-zone", ""],
            "--time-zone: '' is not a time zone. Give an IANA name such as Europe/Amsterdam.",
        ),
        (LOG, ["--encoding", ""], "--encoding: '' is not an encoding. Give one such as utf-8, cp1252 or latin-1."),
        (
            b"<log/>",
            ["--encoding", "cp1252"],
            "--encoding: log.csv is XES, which names its encoding itself. Leave out the option.",
        ),
        (
            b"PAR1",
            ["--encoding", "cp1252"],
            "--encoding: log.csv is Parquet, which names its encoding itself. Leave out the option.",
        ),
        (
            LOG,
            ["--at-format", "day"],
            ("--at-format: 'day' is not a format. Give one such as '%d/%m/%Y %H:%M', or seconds or milliseconds."),
        ),
        (
            LOG,
            ["--encoding", "klingon"],
            "--encoding: 'klingon' is not an encoding. Give one such as utf-8, cp1252 or latin-1.",
        ),
        (
            LOG,
            [],
            (
                "Milepost at http://127.0.0.1:9 is unavailable ([Errno 111] Connection refused). "
                "Check that it is running (`milepost up`), and that MILEPOST_URL is its address."
            ),
        ),
    ],
)
def test_what_cannot_be_imported_is_reported(milepost, tmp_path, log, options, sentence):
    (tmp_path / "log.csv").write_bytes(log)

    done = milepost("import-log", "log.csv", *COLUMNS, *options, **NO_SERVER)

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().splitlines()[-1] == f"milepost: {sentence}"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        *(
            (
                [option, name],
                f"{option}: The name of the activity is empty. Give one of the log, or leave the option out.",
            )
            for option, name in (("--end-activity", ""), ("--end-activity", " "), ("--goal", ""), ("--exit", "\t"))
        ),
        (["--goal", "Pay"], "--goal: The log has no activity 'Pay'. Its activities are: 'Ask', 'Grant', 'Withdraw'."),
        (
            ["--exit", "Withdraw", "--disengage", "withdraw"],
            "The activity 'Withdraw' is declared as a disengagement and as an exit. Declare it as one of them.",
        ),
    ],
)
def test_a_wrong_role_is_reported(milepost, tmp_path, here, options, sentence):
    (tmp_path / "log.csv").write_bytes(LOG)

    done = milepost("import-log", "log.csv", *COLUMNS, *options, **here)

    assert (done.returncode, done.stdout, done.stderr.decode()) == (1, b"", f"milepost: {sentence}\n")


def test_a_growing_log_may_lack_an_activity_so_far(milepost, tmp_path, here):
    (tmp_path / "log.csv").write_bytes(LOG)

    done = milepost("import-log", "log.csv", *COLUMNS, "--end-activity", "Pay", **here)

    assert done.stderr.decode().splitlines()[0] == "--end-activity: The log has no activity 'Pay' yet."
    assert (done.returncode, done.stdout) == (0, b"8 accepted, 0 duplicates, 0 rejected\n")


def test_activities_with_the_same_key_are_different_blocks(milepost, tmp_path, here):
    (tmp_path / "log.csv").write_bytes(LOG + b"b,ask,2026-01-03T12:30:00Z\n")

    done = milepost("import-log", "log.csv", *COLUMNS, **here)

    assert done.stderr.decode().splitlines()[0] == (
        "The activity 'ask' is the block 'ask-2f2fc7f2': another activity has its plain key."
    )
    assert (done.returncode, done.stdout) == (0, b"12 accepted, 0 duplicates, 0 rejected\n")


async def test_a_token_that_may_not_read_is_refused(milepost, tmp_path, here, workspace_id, token_for):
    (tmp_path / "log.csv").write_bytes(LOG)
    token = await token_for(workspace_id, Scope.INGEST)

    done = milepost("import-log", "log.csv", *COLUMNS, **{**here, "MILEPOST_TOKEN": token})

    assert (done.returncode, done.stdout) == (1, b"")
    assert "READ" in done.stderr.decode()


def test_with_a_time_zone_instants_need_no_offset(milepost, tmp_path, here):
    (tmp_path / "log.csv").write_bytes(b"case,what,when\na,Ask,2026-01-01 12:00:00\n")

    done = milepost("import-log", "log.csv", *COLUMNS, "--time-zone", "Europe/Amsterdam", **here)

    assert (done.returncode, done.stdout) == (0, b"3 accepted, 0 duplicates, 0 rejected\n")


def test_a_file_from_a_spreadsheet_needs_no_other_program(milepost, tmp_path, here):
    log = "Fall;Tätigkeit;Zeit\r\n1;Prüfen;1.2.2026 9:30\r\n1;Zahlen; 2.2.2026 10:00:00\r\n"
    (tmp_path / "log.csv").write_bytes(log.encode("cp1252"))
    columns = ("--series", "permits", "--case", "Fall", "--activity", "Tätigkeit", "--at", "Zeit")

    done = milepost("import-log", "log.csv", *columns, "--encoding", "cp1252", "--time-zone", "Europe/Berlin", **here)

    assert (done.returncode, done.stdout) == (0, b"5 accepted, 0 duplicates, 0 rejected\n")


@pytest.mark.parametrize("name", ["", "n" * 501])
def test_a_refused_definition_is_reported(milepost, tmp_path, here, name):
    (tmp_path / "log.csv").write_bytes(LOG)

    done = milepost("import-log", "log.csv", *COLUMNS, "--name", name, **here)

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().splitlines()[-1] == (
        "milepost: The series was refused: name: `name` must have 1 to 500 characters."
    )
