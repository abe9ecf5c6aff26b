import gzip

import orjson
import pytest

from core.events import parse_event
from core.people import parse_person
from simulation.onboarding import definition

YEAR = ("--until", "2026-01-01T00:00:00Z")


def test_people_and_their_events_go_to_standard_output_in_the_format_of_the_api(milepost):
    done = milepost("simulate", "--people", 20, *YEAR)

    assert done.returncode == 0
    people = [parse_person(line) for line in done.stdout.splitlines()[:20]]
    events = [parse_event(line) for line in done.stdout.splitlines()[20:]]
    assert {event.person for event in events} == {person.external_id for person in people}
    assert len({event.person for event in events}) == 20
    assert done.stderr.decode() == f"{len(events)} events of 20 people until 2026-01-01T00:00:00+00:00\n"


@pytest.mark.parametrize(("only", "written"), [("people", "2 people"), ("events", "33 events of 2 people")])
def test_the_summary_counts_what_is_written(milepost, only, written):
    done = milepost("simulate", "--people", 2, "--only", only, *YEAR)

    assert done.stderr.decode() == f"{written} until 2026-01-01T00:00:00+00:00\n"


def test_the_same_options_give_the_same_bytes(milepost):
    options = ("simulate", "--people", 50, "--series", "trial", "--seed", 7, "--days", 30, *YEAR)

    assert milepost(*options).stdout == milepost(*options).stdout


def test_by_default_the_history_ends_at_the_last_midnight(milepost):
    done = milepost("simulate", "--people", 50)

    until = done.stderr.decode().split()[-1]
    assert until.endswith("T00:00:00+00:00")
    assert all(orjson.loads(line)["at"] <= until for line in done.stdout.splitlines()[50:])


def test_people_or_events_can_be_written_alone(milepost):
    both, people, events = (
        milepost("simulate", "--people", 20, *YEAR, *only).stdout
        for only in ([], ["--only", "people"], ["--only", "events"])
    )

    assert both == people + events
    assert people.count(b"\n") == 20


def test_the_definition_is_written_next_to_the_file(milepost, tmp_path):
    done = milepost("simulate", "--people", 20, "--series", "trial", *YEAR, "--out", "demo.ndjson")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["demo.ndjson", "demo.series.json"]
    assert orjson.loads((tmp_path / "demo.series.json").read_bytes()) == definition("trial")
    assert done.stdout == b""
    assert done.stderr.decode().splitlines()[1] == "To load them: milepost load demo.series.json demo.ndjson"


def test_a_file_with_the_suffix_gz_is_compressed_to_the_same_bytes(milepost, tmp_path):
    plain = milepost("simulate", "--people", 20, *YEAR).stdout
    milepost("simulate", "--people", 20, *YEAR, "--out", "one.ndjson.gz")
    milepost("simulate", "--people", 20, *YEAR, "--out", "two.ndjson.gz")

    assert gzip.decompress((tmp_path / "one.ndjson.gz").read_bytes()) == plain
    assert (tmp_path / "one.ndjson.gz").read_bytes() == (tmp_path / "two.ndjson.gz").read_bytes()
    assert (tmp_path / "one.series.json").exists()


def test_the_definition_can_be_written_alone(milepost):
    assert orjson.loads(milepost("simulate", "--definition").stdout) == definition("simulated")


IS_LEAP = "is a leap second, which has no instant of its own here: send the second before it."


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            ["--until", "2016-12-31T23:59:60Z"],
            f"--until: '2016-12-31T23:59:60Z' {IS_LEAP}",
        ),
        (["--until", "soon"], "--until: 'soon' is not an instant such as 2026-01-31T00:00:00Z."),
        (
            ["--until", "2026-01-01T00:00:00"],
            "The end of a simulation needs a UTC offset, such as in 2026-01-01T00:00:00Z.",
        ),
        (["--series", ""], "`--series` must have 1 to 500 characters."),
        (
            ["--series", " \t"],
            "`--series` has only white space or invisible characters: give the key of the series.",
        ),
        (["--out", "/dev/null"], "--out: /dev/null is a device, pipe or socket. Give the path of a file."),
        (
            ["--definition", "--out", "/dev/null"],
            "--out: /dev/null is a device, pipe or socket. Give the path of a file.",
        ),
        (["--out", "nowhere/demo.ndjson"], "Cannot access nowhere/demo.series.json: No such file or directory."),
    ],
)
def test_what_cannot_be_simulated_is_reported(milepost, tmp_path, options, sentence):
    done = milepost("simulate", "--people", 1, *options)

    assert (done.returncode, done.stdout, done.stderr.decode()) == (1, b"", f"milepost: {sentence}\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--people", 0], "'0' is not a whole number of at least 1"),
        (["--days", 3651], "'3651' is not a whole number from 1 to 3,650"),
        (["--seed", "x"], "'x' is not a whole number"),
        (["--only", "x"], "'x' is not one of people, events"),
    ],
)
def test_a_value_that_an_option_cannot_have_is_refused(milepost, options, problem):
    done = milepost("simulate", *options)

    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"milepost: {options[0]}: {problem}. See `milepost simulate --help`.\n"


def test_one_person_is_in_the_singular(milepost):
    counts = [
        milepost("simulate", "--people", 1, "--seed", seed, *YEAR, "--days", 1).stderr.decode().split(" until ")[0]
        for seed in range(3)
    ]

    assert all(count.endswith(" of 1 person") for count in counts)
