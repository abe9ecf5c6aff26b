"""Reads what a Milepost has of an event log already: its series, and the cases."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from cli.client import Client
from core.instants import read_instant
from eventlog.blocks import Block, KnownSeries
from eventlog.log import microseconds
from eventlog.recorded import RecordedCase, Visit

_MOST_CASES = 100  # per request
_MOST_ENTRIES = 200  # of one person, per request
_MOST_VISITS = 5_000  # per request, below what one operation may load
_LONGEST_CASE = 500  # characters
_SERIES = """
query ($key: String!) {
  series(key: $key) {
    id name status goal hasStats
    blocks(includeRemoved: true) { key name kind isEntry removedAt }
  }
}
"""
_CASE = "case{0}: person(externalId: $case{0}) {{ entries(series: $series, first: 1) {{ ...Entries }} }}"
_ENTRIES = """
fragment Entries on EntryConnection {
  nodes { key finishedAt disengagedAt exitedAt visits { reachedAt leftAt block { key } } }
  pageInfo { hasNextPage endCursor }
}
"""
_CASES = _ENTRIES + "query (%s) { %s }"
_EARLIER = (
    _ENTRIES
    + """
query ($case: String!, $series: ID!, $first: Int!, $after: String!) {
  person(externalId: $case) { entries(series: $series, first: $first, after: $after) { ...Entries } }
}
"""
)

Steps = Sequence[tuple[int, int]]


class Recorded:
    """A series that may exist already, and its recorded cases. Needs a token with the scope READ."""

    def __init__(self, client: Client, key: str) -> None:
        self._client = client
        self._found: dict[str, Any] | None = client.ask(_SERIES, {"key": key})["series"]

    def series(self) -> KnownSeries | None:
        """The series, or None if it does not exist."""
        if self._found is None:
            return None
        blocks = [(each["removedAt"], _block(each)) for each in self._found["blocks"]]
        return KnownSeries(
            self._found["name"],
            self._found["status"],
            self._found["goal"],
            [block for removed_at, block in blocks if removed_at is None],
            [block for removed_at, block in blocks if removed_at is not None],
        )

    def cases(
        self, cases: Iterable[tuple[str, Steps]], blocks: Iterable[Block]
    ) -> Iterator[tuple[str, Steps, RecordedCase]]:
        """Adds to each case what is recorded of it: nothing if the series is new. `blocks` are all of the series."""
        if self._found is None or not self._found["hasStats"]:
            yield from ((case, steps, RecordedCase()) for case, steps in cases)
            return
        keyed = {block.key: block for block in blocks}
        size = max(1, min(_MOST_CASES, _MOST_VISITS // (len(keyed) + 1)))
        rest = iter(cases)
        while some := list(islice(rest, size)):
            found = self._read([case for case, _ in some], keyed)
            yield from ((case, steps, known) for (case, steps), known in zip(some, found, strict=True))

    def _read(self, names: Sequence[str], blocks: Mapping[str, Block]) -> list[RecordedCase]:
        cases = [name for name in names if _is_key(name)]
        if not cases:
            return [RecordedCase() for _ in names]
        assert self._found is not None  # noqa: S101 - the caller has checked it
        declared = "".join(f", $case{number}: String!" for number in range(len(cases)))
        query = _CASES % (f"$series: ID!{declared}", " ".join(map(_CASE.format, range(len(cases)))))
        given = {f"case{number}": case for number, case in enumerate(cases)}
        answer = self._client.ask(query, {"series": self._found["id"], **given})
        found = {case: self._case(case, answer[f"case{number}"], blocks) for number, case in enumerate(cases)}
        return [found.get(name, RecordedCase()) for name in names]

    def _case(self, case: str, person: dict[str, Any] | None, blocks: Mapping[str, Block]) -> RecordedCase:
        """The entry with the key of the case. The person may have later ones in the series, from other sources."""
        while person is not None:
            entries = person["entries"]
            if entry := next((entry for entry in entries["nodes"] if entry["key"] == case), None):
                return _case(entry, blocks)
            person = self._earlier(case, entries["pageInfo"]["endCursor"], len(blocks)) if _has_more(entries) else None
        return RecordedCase()

    def _earlier(self, case: str, after: str, blocks: int) -> dict[str, Any] | None:
        assert self._found is not None  # noqa: S101 - the caller has checked it
        first = max(1, min(_MOST_ENTRIES, _MOST_VISITS // (blocks + 1)))
        given = {"case": case, "series": self._found["id"], "first": first, "after": after}
        return self._client.ask(_EARLIER, given)["person"]


def _has_more(entries: dict[str, Any]) -> bool:
    return entries["pageInfo"]["hasNextPage"]


def _is_key(case: str) -> bool:
    """Whether a person can have this id. Events of others are rejected one by one, and cannot be recorded."""
    return len(case) <= _LONGEST_CASE and "\x00" not in case


def _case(entry: dict[str, Any], blocks: Mapping[str, Block]) -> RecordedCase:
    ends = [_instant(entry[end]) for end in ("finishedAt", "disengagedAt", "exitedAt")]
    visits = [_visit(visit, blocks) for visit in entry["visits"] if visit["reachedAt"]]
    # of several that were reached at one instant, the case is at the one that it has not left
    visits.sort(key=lambda visit: (visit.reached_at, visit.left_at is None, visit.left_at))
    return RecordedCase(visits, min((end for end in ends if end is not None), default=None))


def _visit(visit: dict[str, Any], blocks: Mapping[str, Block]) -> Visit:
    key, reached_at = visit["block"]["key"], microseconds(read_instant(visit["reachedAt"]))
    return Visit(blocks.get(key) or Block(key, key), reached_at, _instant(visit["leftAt"]))


def _instant(text: str | None) -> int | None:
    return None if text is None else microseconds(read_instant(text))


def _block(found: dict[str, Any]) -> Block:
    return Block(found["key"], found["name"], found["kind"], found["isEntry"])
