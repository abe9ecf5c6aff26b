"""Paths of imported logs: each visit takes the path to the next row of its case."""

import pytest

from cli.client import client_for

COLUMNS = ("--series", "orders", "--case", "case", "--activity", "what", "--at", "when", "--end-activity", "C")
PATHS = """query ($scope: StatsScope) {
  series(key: "orders") { paths { from { name } to { name } stats(scope: $scope) { taken share } } }
}"""


@pytest.fixture
def taken(milepost, tmp_path, here):
    """Imports rows such as "w1 A 1", with a day of January 2025. Returns how many took each path, and their share."""

    def taken(*rows: str, **scope):
        lines = [f"{case},{what},2025-01-0{day}T00:00:00Z" for case, what, day in map(str.split, rows)]
        (tmp_path / "log.csv").write_text("\n".join(["case,what,when", *lines]))
        assert milepost("import-log", "log.csv", *COLUMNS, **here).returncode == 0
        with client_for(here["MILEPOST_URL"], here["MILEPOST_TOKEN"]) as client:
            paths = client.ask(PATHS, {"scope": scope})["series"]["paths"]
        return {
            (path["from"]["name"], path["to"]["name"]): (path["stats"]["taken"], path["stats"]["share"])
            for path in paths
        }

    return taken


FIRST = ("w1 A 1", "w1 B 2", "w1 A 3")
REST = ("w1 C 4", "w2 A 1", "w2 B 2", "w2 C 3")


def test_going_back_is_a_path_and_stays_one_when_the_log_grows(taken):
    assert taken(*FIRST) == {("A", "B"): (1, 1), ("B", "A"): (1, 1)}
    assert taken(*FIRST, *REST) == {("A", "B"): (2, 1), ("B", "A"): (1, 0.5), ("B", "C"): (1, 0.5)}


def test_new_rows_alone_keep_the_paths_that_were_taken(taken):
    taken(*FIRST)

    assert taken(*REST) == {("A", "B"): (2, 1), ("B", "A"): (1, 0.5), ("B", "C"): (1, 0.5)}


def test_rows_of_one_instant_take_paths_in_the_order_of_the_file(taken):
    rows = ("x0 A 1", "x0 C 2", "x1 A 1", "x1 D 1", "x1 B 1", "x1 C 1", "x2 B 1", "x2 D 1", "x2 A 2", "x2 C 2")

    assert {path: count for path, (count, _) in taken(*rows).items()} == {
        ("A", "C"): 2,
        ("A", "D"): 1,
        ("B", "C"): 1,
        ("B", "D"): 1,
        ("D", "A"): 1,
        ("D", "B"): 1,
    }
    assert taken(*rows, asOf="2025-01-01T00:00:00Z")["A", "C"] == (0, 0)
