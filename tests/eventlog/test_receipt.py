"""A real log: its figures are counted from the mapped events with plain loops.

The log is the receipt phase of an environmental-permit process (CoSeLoG project, 4TU.ResearchData). It is not part of
the project, and the expected figures were computed independently of the project.
"""

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from eventlog.blocks import KnownSeries, blocks_of
from eventlog.columns import Columns
from eventlog.log import gather
from eventlog.mapping import Mapping, Roles, paths_of
from eventlog.table import rows

REAL_LOG = Path(__file__).parents[3] / "shared" / "data" / "receipt.csv"
pytestmark = pytest.mark.skipif(not REAL_LOG.exists(), reason=f"the real log is not at {REAL_LOG}")

T02 = "t02-check-confirmation-of-receipt"
GOAL = "T10 Determine necessity to stop indication"
REACHED = {
    "confirmation-of-receipt": 1434,
    T02: 1316,
    "t03-adjust-confirmation-of-receipt": 37,
    "t04-determine-confirmation-of-receipt": 1303,
    "t05-print-and-send-confirmation-of-receipt": 1300,
    "t06-determine-necessity-of-stop-advice": 1309,
    "t07-1-draft-intern-advice-aspect-1": 29,
    "t07-2-draft-intern-advice-aspect-2": 15,
    "t07-3-draft-intern-advice-hold-for-aspect-3": 5,
    "t07-4-draft-internal-advice-to-hold-for-type-4": 6,
    "t07-5-draft-intern-advice-aspect-5": 16,
    "t08-draft-and-send-request-for-advice": 15,
    "t09-1-process-or-receive-external-advice-from-party-1": 7,
    "t09-2-process-or-receive-external-advice-from-party-2": 1,
    "t09-3-process-or-receive-external-advice-from-party-3": 5,
    "t09-4-process-or-receive-external-advice-from-party-4": 5,
    "t10-determine-necessity-to-stop-indication": 1283,
    "t11-create-document-x-request-unlicensed": 44,
    "t12-check-document-x-request-unlicensed": 40,
    "t13-adjust-document-x-request-unlicensed": 2,
    "t14-determine-document-x-request-unlicensed": 39,
    "t15-print-document-x-request-unlicensed": 39,
    "t16-report-reasons-to-hold-request": 20,
    "t17-check-report-y-to-stop-indication": 20,
    "t18-adjust-report-y-to-stop-indicition": 2,
    "t19-determine-report-y-to-stop-indication": 20,
    "t20-print-report-y-to-stop-indication": 20,
}


@pytest.fixture(scope="module")
def log():
    return gather(rows(REAL_LOG, Columns("case:concept:name", "concept:name", "time:timestamp")))


@pytest.fixture(scope="module")
def mapping(log):
    blocks = blocks_of(log.activities, KnownSeries("Receipt"))
    return Mapping("receipt", blocks, Roles(goals=frozenset(block for block in blocks if block.name == GOAL)))


@pytest.fixture(scope="module")
def facts(log, mapping):
    """(type, person, block or None) -> the earliest instant. Only events of visits have a block."""
    known = {}
    for event in mapping.events(log):
        block = event["block"] if event["type"].startswith("BLOCK_") else None
        fact, at = (event["type"], event["person"], block), datetime.fromisoformat(event["at"])
        known[fact] = min(at, known.get(fact, at))
    return known


def count(facts, kind, as_of, block=None):
    return sum((type_, of) == (kind, block) and at <= as_of for (type_, _, of), at in facts.items())


def outcomes(facts, as_of):
    kinds = ["ENTRY_STARTED", "ENTRY_FINISHED", "ENTRY_DISENGAGED", "ENTRY_EXITED", "GOAL_HIT"]
    started, *ends, goals = (count(facts, kind, as_of) for kind in kinds)
    return [started, *ends, goals, started - sum(ends)]


def test_the_log_has_its_known_size(log):
    assert (len(log.cases), len(log.at), len(log.activities)) == (1434, 8577, 27)


def test_every_outcome_of_2030(facts):
    assert outcomes(facts, datetime(2030, 1, 1, tzinfo=UTC)) == [1434, 1434, 0, 0, 1283, 0]


def test_every_outcome_as_of_june_2011(facts):
    assert outcomes(facts, datetime(2011, 6, 1, tzinfo=UTC)) == [768, 754, 0, 0, 693, 14]


def test_every_block_is_reached_as_often_as_expected(facts, mapping):
    later = datetime(2030, 1, 1, tzinfo=UTC)

    assert {block.key: count(facts, "BLOCK_REACHED", later, block.key) for block in mapping.blocks} == REACHED


def test_the_states_of_t02_as_of_june_2011(facts):
    june = datetime(2011, 6, 1, tzinfo=UTC)
    people = [
        person for (kind, person, block), at in facts.items() if (kind, block) == ("BLOCK_REACHED", T02) and at <= june
    ]
    left = [person for person in people if facts.get(("BLOCK_LEFT", person, T02), june) < june]
    ended = [
        person for person in people if facts.get(("ENTRY_FINISHED", person, None), june) < june and person not in left
    ]

    assert (len(people), len(left), len(ended)) == (708, 707, 0)


def test_the_time_in_t02(facts):
    durations = []
    for (kind, person, block), reached in facts.items():
        if (kind, block) == ("BLOCK_REACHED", T02):
            left = facts.get(("BLOCK_LEFT", person, T02)) or facts["ENTRY_FINISHED", person, None]
            durations.append((left - reached).total_seconds())
    durations.sort()

    # No one is still there, so the Kaplan-Meier median (90th percentile) is the least time within which half (nine
    # tenths) have moved on.
    assert len(durations) == 1316
    assert (durations[1316 // 2 - 1], durations[-(-1316 * 9 // 10) - 1]) == (29.563, 5920.427)


def test_finished_by_month(facts):
    amsterdam = ZoneInfo("Europe/Amsterdam")
    bounds = [datetime(2011, month, 1, tzinfo=amsterdam).astimezone(UTC) for month in range(1, 8)]
    finished = sorted(at for (kind, _, _), at in facts.items() if kind == "ENTRY_FINISHED")
    started = sorted(at for (kind, _, _), at in facts.items() if kind == "ENTRY_STARTED")
    points = []
    for start, end in pairwise(bounds):
        cumulative, base = sum(at < end for at in finished), sum(at < end for at in started)
        within = sum(start <= at < end for at in finished)
        points.append((f"{start:%m-%d %H}", within, cumulative, base, round(100 * cumulative / base, 4)))

    assert points == [
        ("12-31 23", 122, 312, 338, 92.3077),
        ("01-31 23", 114, 426, 444, 95.9459),
        ("02-28 23", 102, 528, 575, 91.8261),
        ("03-31 22", 109, 637, 661, 96.3691),
        ("04-30 22", 117, 754, 768, 98.1771),
        ("05-31 22", 80, 834, 848, 98.3491),
    ]


def test_the_paths_are_those_that_were_taken(log, mapping):
    paths = {path for _, steps in log.by_case() for path in paths_of(mapping.steps(steps))}

    assert len(paths) == 94
    assert all(path.start != path.end for path in paths)
