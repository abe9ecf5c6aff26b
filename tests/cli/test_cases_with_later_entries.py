"""Cases of people who have later entries in the series, which other programs recorded."""

import orjson
import pytest

COLUMNS = ("--series", "orders", "--case", "case", "--activity", "what", "--at", "when")


@pytest.mark.parametrize("passes", [1, 3, 250])
def test_a_case_that_goes_on_after_its_end_is_named(milepost, tmp_path, here, passes):
    log = tmp_path / "log.csv"
    log.write_text("case,what,when\nc1,Ask,2025-01-01T09:00:00Z\n")
    assert milepost("import-log", "log.csv", *COLUMNS, **here).returncode == 0
    later = [
        {"id": f"{number}", "entry": f"pass {number}", "type": "ENTRY_STARTED", "series": "orders", "person": "c1"}
        | {"at": "2025-03-01T09:00:00Z"}
        for number in range(passes)
    ]
    assert milepost("load", "-", given=b"\n".join(map(orjson.dumps, later)), **here).returncode == 0
    log.write_text("case,what,when\nc1,Pay,2025-01-02T09:00:00Z\n")

    done = milepost("import-log", "log.csv", *COLUMNS, **here)

    assert done.stderr.decode().splitlines()[-1].startswith("Cases that go on after their recorded end: 'c1'.")
    assert (done.returncode, done.stdout) == (1, b"0 accepted, 3 duplicates, 0 rejected\n")
