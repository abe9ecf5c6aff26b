"""Series that people of the onboarding series enter later. Each person in them has random numbers of their own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from random import Random
from typing import Any

from simulation import editor, payments
from simulation.passage import DAY, Event, Passage, milliseconds
from simulation.people import Newcomer

_NO_ONE_STARTS = [
    {
        "key": "year-review",
        "name": "Your year in review",
        "status": "LIVE",
        "goal": "Shared the review",
        "blocks": [
            {"key": "year-over", "name": "The year is over", "kind": "RULE", "isEntry": True},
            {"key": "review", "name": "Your year in numbers", "kind": "CAROUSEL"},
            {"key": "thanks", "name": "Thank you", "kind": "EMAIL"},
        ],
        "paths": [
            {"from": "year-over", "to": "review", "condition": "MATCHED"},
            {"from": "review", "to": "thanks", "condition": "DELIVERED"},
        ],
    },
    {
        "key": "win-back",
        "name": "Win back former customers",
        "status": "DRAFT",
        "goal": "Subscribed again",
        "blocks": [
            {"key": "canceled", "name": "Canceled 60 days ago", "kind": "RULE", "isEntry": True},
            {"key": "whats-new", "name": "What is new since you left", "kind": "EMAIL"},
            {"key": "one-week", "name": "One week", "kind": "WAIT"},
            {"key": "discount", "name": "Half price for three months", "kind": "EMAIL"},
        ],
        "paths": [
            {"from": "canceled", "to": "whats-new", "condition": "MATCHED"},
            {"from": "whats-new", "to": "one-week", "condition": "DELIVERED"},
            {"from": "one-week", "to": "discount", "condition": "NEXT"},
        ],
    },
]


@dataclass(frozen=True, slots=True)
class Joining:
    """A series, and which people enter it. Shares are from 0 to 1, and times are in milliseconds."""

    definition: dict[str, Any]
    play: Callable[[Passage], None]
    share: float
    within: int  # after they started the onboarding series
    most_entries: int
    again: float  # share of those whose pass has ended
    pause: int  # between two passes, on average


_JOINING = (
    Joining(payments.DEFINITION, payments.play, share=0.12, within=25 * DAY, most_entries=4, again=0.5, pause=20 * DAY),
    Joining(editor.DEFINITION, editor.play, share=0.12, within=40 * DAY, most_entries=1, again=0, pause=0),
)


def further_definitions() -> list[dict[str, Any]]:
    """The series as DefineSeriesInput objects. No one starts the last two."""
    return [joining.definition for joining in _JOINING] + _NO_ONE_STARTS


def further_events(people: Iterable[Newcomer], *, seed: int, through: datetime) -> list[Event]:
    """What these people do in the series, up to `through`, in order of time. A later `through` only adds events."""
    end = milliseconds(through)
    found = [
        event
        for newcomer in people
        for joining in _JOINING
        for event in _entries(joining, newcomer, f"user-{seed}-{newcomer.number}", end)
    ]
    return [event for _, event in sorted(found, key=itemgetter(0))]


def _entries(joining: Joining, newcomer: Newcomer, person: str, end: int) -> Iterator[tuple[int, Event]]:
    series = joining.definition["key"]
    random = Random(f"{series}/{person}")  # noqa: S311 - repeatable, not secret
    if random.random() >= joining.share:
        return
    start = milliseconds(newcomer.started_at) + int(random.random() * joining.within)
    for number in range(1, joining.most_entries + 1):
        common = {"series": series, "person": person, "entry": f"{person}-{number}"}
        passage = Passage(random, start, end, end, common, f"{series}/{person}/{number}")
        joining.play(passage)
        yield from passage.events
        if not (passage.ended and passage.returns) or random.random() >= joining.again:
            return
        start = passage.clock + int((0.5 + random.random()) * joining.pause)
