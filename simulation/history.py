"""A deterministic history of the onboarding series: the same arguments give the same events.

Pure: it reads no clock and no files. People are simulated in groups, in the order in which they start, so that memory
does not grow with their number. Within a group, events are in order of time.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from operator import itemgetter
from random import Random

from core.errors import Invalid
from simulation.arrivals import arrivals
from simulation.passage import DAY, Event, Passage
from simulation.steps import play

MOST_DAYS = 3650
_EARLIEST_YEAR, _LATEST_YEAR = 1980, 8999  # so that the beginning and the ends of waits are valid dates
_GROUP = 5_000  # people; about 80,000 events, 60 MB
_WITH_COMPANY = 0.3
_COMING_BACK = 0.12  # of those whose first pass ends in a way that allows it


def history(
    *, people: int, series: str = "onboarding", seed: int = 1, days: int = 90, until: datetime
) -> Iterator[Event]:
    """The events of `people` people who start within the `days` days before `until`, as EventInput objects.

    No event is after `until`; a `waitsUntil` can be. The ids of people contain the seed, so histories with different
    seeds can be combined. Raises Invalid unless there is at least one person, 1 to 3650 days, and an offset and
    a year from 1980 to 8999 in `until`.
    """
    _check(people, days, until)
    return _groups(people, series, seed, timedelta(days=days), until)


def _groups(people: int, series: str, seed: int, days: timedelta, until: datetime) -> Iterator[Event]:
    end = until.astimezone(UTC)
    since = end - days
    random = Random(f"{series}/{seed}")  # noqa: S311 - repeatable, not secret
    origin, last = _milliseconds(since), _milliseconds(end)
    starts = enumerate(arrivals(people, random, since=since, hours=24 * days.days), 1)
    while group := list(islice(starts, _GROUP)):
        events: list[tuple[int, Event]] = []
        for number, after in group:
            events += _person(random, series, f"user-{seed}-{number}", origin + after, last)
        events.sort(key=itemgetter(0))
        yield from map(itemgetter(1), events)


def _person(random: Random, series: str, person: str, start: int, until: int) -> list[tuple[int, Event]]:
    common: Event = {"series": series, "person": person}
    if random.random() < _WITH_COMPANY:
        common["company"] = f"company-{1 + int(random.random() * random.random() * 500)}"
    again = random.random() < _COMING_BACK
    first = Passage(random, start, until, common | ({"entry": f"{person}-1"} if again else {}), f"{series}/{person}/1")
    play(first)
    if not (again and first.ended and first.returns):
        return first.events
    back = first.clock + 2 * DAY + first.soon(20 * DAY)
    if back > until:
        return first.events
    second = Passage(random, back, until, common | {"entry": f"{person}-2"}, f"{series}/{person}/2")
    play(second)
    return first.events + second.events


def _check(people: int, days: int, until: datetime) -> None:
    if people < 1:
        raise Invalid("A simulation needs at least one person.", ("people",))
    if not 1 <= days <= MOST_DAYS:
        raise Invalid(f"A simulation covers 1 to {MOST_DAYS} days, not {days}.", ("days",))
    if until.utcoffset() is None:
        raise Invalid("The end of a simulation needs a UTC offset, such as in 2026-01-01T00:00:00Z.", ("until",))
    if not _EARLIEST_YEAR <= until.year <= _LATEST_YEAR:
        years = f"{_EARLIEST_YEAR} to {_LATEST_YEAR}"
        raise Invalid(f"The end of a simulation must be in the years {years}.", ("until",))


def _milliseconds(at: datetime) -> int:
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
