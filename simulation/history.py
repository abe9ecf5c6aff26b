"""A deterministic history of the onboarding series: the same arguments give the same events.

Pure: it reads no clock and no files. People are simulated in groups, in the order in which they start, so that memory
does not grow with their number. Within a group, events are in order of time.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain, islice
from operator import itemgetter
from random import Random
from typing import NamedTuple

from core.errors import Invalid
from simulation.arrivals import arrivals
from simulation.passage import DAY, Event, Passage, milliseconds
from simulation.people import Newcomer
from simulation.steps import play

MOST_DAYS = 3650
_EARLIEST_YEAR, _LATEST_YEAR = 1980, 8999  # so that the beginning and the ends of waits are valid dates
_GROUP = 5_000  # people; about 80,000 events, 60 MB
_WITH_COMPANY = 0.3
_COMING_BACK = 0.12  # of those whose first pass ends in a way that allows it


class Window(NamedTuple):
    """When people start, and until when they are simulated."""

    since: datetime
    until: int
    through: int


class Group(NamedTuple):
    """People who start one after another, and their events in order of time."""

    people: list[Newcomer]
    events: list[Event]


def history(
    *,
    people: int,
    series: str = "onboarding",
    seed: int = 1,
    days: int = 90,
    until: datetime,
    through: datetime | None = None,
) -> Iterator[Event]:
    """The events of `groups` with the same arguments, as EventInput objects."""
    each = groups(people=people, series=series, seed=seed, days=days, until=until, through=through)
    return chain.from_iterable(group.events for group in each)


def groups(
    *,
    people: int,
    series: str = "onboarding",
    seed: int = 1,
    days: int = 90,
    until: datetime,
    through: datetime | None = None,
) -> Iterator[Group]:
    """`people` people who start within the `days` days before `until`, in groups, with their events up to `through`.

    Default of `through`: `until`. A later `through` only adds events that are after the earlier one. A `waitsUntil` can
    be after it. The ids of people contain the seed, so histories with different seeds can be combined. Raises Invalid
    unless there is at least one person, 1 to 3650 days, and an offset and a year from 1980 to 8999 in `until`.
    """
    _check(people, days, until)
    window = Window(until.astimezone(UTC) - timedelta(days=days), milliseconds(until), milliseconds(through or until))
    return _groups(people, series, seed, timedelta(days=days), window)


def _groups(people: int, series: str, seed: int, days: timedelta, window: Window) -> Iterator[Group]:
    since = window.since
    random = Random(f"{series}/{seed}")  # noqa: S311 - repeatable, not secret
    origin = milliseconds(since)
    starts = enumerate(arrivals(people, random, since=since, hours=24 * days.days), 1)
    while some := list(islice(starts, _GROUP)):
        newcomers: list[Newcomer] = []
        events: list[tuple[int, Event]] = []
        for number, after in some:
            company = _company(random)
            newcomers.append(Newcomer(number, since + timedelta(milliseconds=after), company))
            common = _common(series, f"user-{seed}-{number}", company)
            events += _person(random, common, origin + after, window)
        events.sort(key=itemgetter(0))
        yield Group(newcomers, [event for _, event in events])


def _company(random: Random) -> int | None:
    return 1 + int(random.random() * random.random() * 500) if random.random() < _WITH_COMPANY else None


def _common(series: str, person: str, company: int | None) -> Event:
    """The fields of every event of a person."""
    return {"series": series, "person": person} | ({} if company is None else {"company": f"company-{company}"})


def _person(random: Random, common: Event, start: int, window: Window) -> list[tuple[int, Event]]:
    person = common["person"]
    prefix = f"{common['series']}/{person}"
    again = random.random() < _COMING_BACK
    named = common | ({"entry": f"{person}-1"} if again else {})
    first = Passage(random, start, window.until, window.through, named, f"{prefix}/1")
    play(first)
    if not (again and first.ended and first.returns):
        return first.events
    back = first.clock + 2 * DAY + first.soon(20 * DAY)
    if back > window.through:
        return first.events
    named = common | {"entry": f"{person}-2"}
    second = Passage(random, back, window.until, window.through, named, f"{prefix}/2")
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
