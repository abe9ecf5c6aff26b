from datetime import UTC, datetime, timedelta, timezone

from eventlog.log import gather, instant


def at(minute, zone=UTC):
    return datetime(2026, 1, 1, 12, minute, tzinfo=zone)


def test_rows_are_grouped_by_case_and_ordered_by_instant():
    log = gather([("b", "Ask", at(5)), ("a", "Ask", at(3)), ("b", "Call", at(1)), ("a", "Call", at(4))])

    noon = 1_767_268_800_000_000
    assert log.activities == ["Ask", "Call"]
    assert list(log.by_case()) == [
        ("b", [(1, noon + 60_000_000), (0, noon + 300_000_000)]),
        ("a", [(0, noon + 180_000_000), (1, noon + 240_000_000)]),
    ]


def test_rows_of_one_instant_keep_their_order():
    log = gather([("a", "Call", at(1)), ("a", "Ask", at(1)), ("a", "Call", at(1))])

    assert [[activity for activity, _ in steps] for _, steps in log.by_case()] == [[0, 1, 0]]


def test_instants_are_compared_across_offsets():
    later = at(0, timezone(timedelta(hours=-1)))
    log = gather([("a", "Ask", later), ("a", "Call", at(59))])

    assert [instant(moment) for _, steps in log.by_case() for _, moment in steps] == [
        "2026-01-01T12:59:00Z",
        "2026-01-01T13:00:00Z",
    ]


def test_an_instant_keeps_its_microseconds():
    assert instant(1) == "1970-01-01T00:00:00.000001Z"
    assert instant(-1) == "1969-12-31T23:59:59.999999Z"


def test_a_log_can_be_empty():
    assert list(gather([]).by_case()) == []
