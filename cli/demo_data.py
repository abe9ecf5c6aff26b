"""Loads the series of the demo, and continues their history while the demo is used.

The history goes on for at least 30 days after it is loaded. Events in the future count when their time comes. Up to the
Monday before the first loading it is the same in every week, so the README can show figures as of then.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain, islice
from typing import Any, NamedTuple

import orjson
import typer

from cli.client import Client
from simulation.further_series import further_definitions, further_events
from simulation.history import Group, groups
from simulation.onboarding import definition
from simulation.passage import Event, instant, milliseconds
from simulation.people import Newcomer, person

PEOPLE = 2_000  # start the onboarding series up to the Monday
WEEKLY = 150  # start it in each week after that
DAYS = 91  # whole weeks
_AHEAD = timedelta(days=30)
_WEEK = timedelta(days=7)
_BATCH = 20_000  # lines of a request
_OF_SIGNING_UP = ("signed_up_on", "last_seen_at")  # attributes that are null until a person has signed up
_NOT_SIGNED_UP = """
query ($after: String) {
  people(filter: {attributes: [{name: "signed_up_on", operator: EQ, value: null}]}, first: 200, after: $after) {
    nodes { externalId attributes }
    pageInfo { hasNextPage endCursor }
  }
}
"""


class Cohort(NamedTuple):
    """People who start up to an instant. The first cohort is that of the first loading, each other one of a week."""

    number: int
    until: datetime

    @property
    def size(self) -> int:
        return WEEKLY if self.number else PEOPLE

    @property
    def seed(self) -> int:
        return self.number + 1

    @property
    def last_person(self) -> str:
        return f"user-{self.seed}-{self.size}"

    def person(self, newcomer: Newcomer, now: datetime) -> dict[str, Any]:
        """The person as of now, which can be before they sign up."""
        return person(newcomer, seed=self.seed, until=min(self.until, now))

    def groups(self, through: datetime) -> Iterator[Group]:
        """The people, with what they do in the onboarding series."""
        days = 7 if self.number else DAYS
        return groups(people=self.size, seed=self.seed, days=days, until=self.until, through=through)


def load_demo(client: Client, now: datetime | None = None) -> datetime:
    """Loads the demo, or continues it unless 30 days are ahead already. Returns the Monday before the first loading.

    It is safe to interrupt and to repeat.
    """
    now = now or datetime.now(UTC)
    monday = monday_before(_defined_at(client))
    cohorts = _cohorts(monday, now + _AHEAD)
    loaded = next((each for each in reversed(cohorts) if _is_loaded(client, each)), None)
    if loaded != cohorts[-1]:
        _load(client, cohorts, loaded, now)
    return monday


def _load(client: Client, cohorts: list[Cohort], loaded: Cohort | None, now: datetime) -> None:
    """Sends everything that happens after the cohort `loaded` has started. None: everything."""
    through = cohorts[-1].until
    typer.echo(f"Loading the demo up to {through:%Y-%m-%d} ...")
    for each in further_definitions():
        client.define_series(each)
    since = instant(milliseconds(loaded.until)) if loaded else ""
    further_since = since if loaded and loaded.number else ""  # earlier releases loaded only the onboarding series
    people: dict[int, list[dict[str, Any]]] = defaultdict(list)  # by the number of the cohort

    def events() -> Iterator[Event]:
        for cohort in cohorts:
            for group in cohort.groups(through):
                yield from _after(since, group.events)
                yield from _after(further_since, further_events(group.people, seed=cohort.seed, through=through))
                people[cohort.number] += [cohort.person(each, now) for each in group.people]

    _send(client.send_events, events())
    _send(client.send_people, _signed_up(client, chain.from_iterable(people.values())))
    # New people come last: if the last person of a cohort has a name, everything up to its end was loaded.
    known = -1 if loaded is None else loaded.number
    _send(client.send_people, chain.from_iterable(some for number, some in people.items() if number > known))


def _signed_up(client: Client, people: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The attributes of people who have signed up since they were loaded. Attributes that others changed stay."""
    signed_up = {each["externalId"]: each["attributes"] for each in people if each["attributes"]["signed_up_on"]}
    for found in _not_signed_up(client):
        if of_person := signed_up.get(found["externalId"]):
            since = {name: of_person[name] for name in _OF_SIGNING_UP}
            yield {"externalId": found["externalId"], "attributes": found["attributes"] | since}


def _not_signed_up(client: Client) -> Iterator[dict[str, Any]]:
    after: str | None = None
    while True:
        page = client.ask(_NOT_SIGNED_UP, {"after": after})["people"]
        yield from page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = page["pageInfo"]["endCursor"]


def _defined_at(client: Client) -> datetime:
    """When the onboarding series was defined. Defines it if it is missing."""
    query = '{ series(key: "onboarding") { createdAt } }'
    if client.ask(query)["series"] is None:
        client.define_series(definition())
    return datetime.fromisoformat(client.ask(query)["series"]["createdAt"])


def _cohorts(monday: datetime, last: datetime) -> list[Cohort]:
    """The cohort up to the Monday, and those of each week after it up to the week of `last`."""
    weeks = -((monday - last) // _WEEK)
    return [Cohort(number, monday + number * _WEEK) for number in range(weeks + 1)]


def _is_loaded(client: Client, cohort: Cohort) -> bool:
    last = client.ask("query ($id: String!) { person(externalId: $id) { name } }", {"id": cohort.last_person})["person"]
    return bool(last and last["name"])


def _after(since: str, events: Iterable[Event]) -> Iterator[Event]:
    return (event for event in events if event["at"] > since)


def _send(send: Callable[[bytes], object], objects: Iterable[dict[str, Any]]) -> None:
    lines = (orjson.dumps(each, option=orjson.OPT_APPEND_NEWLINE) for each in objects)
    while batch := list(islice(lines, _BATCH)):
        send(b"".join(batch))


def monday_before(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=at.weekday())
