"""Stored people filters in words, as `core.audit.filter_detail` keeps them: without search texts and values."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from core.outcome_sets import FIRST_CHARACTERS
from core.people_filters import FIRST_BLOCKS
from core.texts import counted

Detail = Mapping[str, Any]
Names = Mapping[str, str]  # of series and blocks, by their ids

_OUTCOMES = {
    "STARTED": "started",
    "IN_PROGRESS": "are in progress in",
    "FINISHED": "finished",
    "DISENGAGED": "disengaged from",
    "EXITED": "exited",
    "GOAL_HIT": "hit the goal of",
}
_DIMENSIONS = {
    "ATTRIBUTE": "the attribute",
    "TAG": "tag",
    "VARIANT": "the variant",
    "COMPANY": "company",
    "STARTED": "the time of the start",
}
_UNITS = {"day": 86_400, "hour": 3_600, "minute": 60, "second": 1}  # in seconds
_MOST_IDS = 100  # that a stored filter keeps
_MOST_NAMED = 5  # values of a row of a breakdown


def ids_in(detail: Any) -> Iterator[str]:
    """The ids of the series and blocks in a filter."""
    if isinstance(detail, list):
        for each in cast("list[Any]", detail):
            yield from ids_in(each)
    elif isinstance(detail, dict):
        for name, value in cast("dict[str, Any]", detail).items():
            if name in {"series", "block", "pathTo", "split"}:
                yield from [] if value is None else [value]
            elif name == "firstBlocks":
                yield from value
            else:
                yield from ids_in(value)


def in_words(people: Detail, names: Names) -> str:
    """The people who match a filter."""
    parts = [part for name, described in _PARTS.items() if name in people for part in described(people[name], names)]
    return "; and ".join(parts) or "everyone"


def _people(ids: list[str], _: Names) -> Iterator[str]:
    more = " or more" if len(ids) == _MOST_IDS else ""
    yield "1 chosen person" if len(ids) == 1 else f"{len(ids)}{more} chosen people"


def _outcomes(outcomes: list[Detail], names: Names) -> Iterator[str]:
    for outcome in outcomes:
        left_as = outcome.get("afterLeavingAs")
        after = f" after they had left as {left_as}" if left_as else ""
        without = "".join(f", without {kind}" for kind in outcome.get("without", ()))
        when = _within(outcome.get("at")) + _in_range(outcome)
        did = _OUTCOMES[outcome["kind"]]
        if "inProgressAt" in outcome:
            did, when = "were in progress in", f" at {_instant(outcome['inProgressAt'])}"
        yield f"{did} {_series(outcome, names)}{after}{without}{when}"


def _visits(visits: list[Detail], names: Names) -> Iterator[str]:
    for visit in visits:
        states, along, engaged = (visit.get(name) for name in ("states", "leftAlong", "engaged"))
        variant = f" of the variant “{visit['variant']}”" if "variant" in visit else ""
        matched = {None: "", True: ", matched", False: ", did not match"}[visit.get("matched")]
        yield "".join(
            (
                f"reached {_block(visit, names)}",
                f", in the state {' or '.join(states)}" if states else "",
                matched,
                f", left along {along}{variant}{_leading_to(visit, names)}" if along else "",
                f", with {engaged}" if engaged else "",
                _running_out(visit["waitsUntil"]) if "waitsUntil" in visit else "",
                _within(visit.get("reachedAt")),
            )
        )


def _running_out(span: Detail) -> str:
    """The visits of `atRisk`."""
    begin, end = (datetime.fromisoformat(span[name]) for name in ("begin", "end"))
    return f", whose time runs out within {(end - begin) / timedelta(hours=1):,g} hours"


def _leading_to(visit: Detail, names: Names) -> str:
    return f" to {_block({'block': visit['pathTo']}, names)}" if "pathTo" in visit else ""


def _alternatives(choices: list[list[Detail]], names: Names) -> Iterator[str]:
    for alternatives in choices:
        yield f"any of: {' / '.join(f'({in_words(each, names)})' for each in alternatives) or 'no one'}"


def _selections(selections: list[Detail], names: Names) -> Iterator[str]:
    for selection in selections:
        figure = "; ".join(_figure(selection, names))
        people = in_words(selection.get("people", {}), names)
        scope = (
            ", by entry" if selection.get("unit") == "ENTRIES" else "",
            _in_range(selection),
            f", only: {people}" if figure and "people" in selection else "",
        )
        yield f"{figure or people}{''.join(scope)}, as of {_instant(selection['asOf'])}"


def _figure(selection: Detail, names: Names) -> Iterator[str]:
    for name, described in _FIGURES.items():
        if name in selection:
            yield described(selection[name], names)


def _outcome_set(found: Detail, names: Names) -> str:
    return f"exactly these outcomes in {_series(found, names)}: {', '.join(found['outcomes'])}"


def _disengagement(found: Detail, names: Names) -> str:
    at = f" at {_block(found, names)}" if found["block"] else ""
    return f"disengaged from {_series(found, names)}{at} {_why(found)}"


def _why(found: Detail) -> str:
    if found["reasonDigest"] is None:
        return "without a reason"
    reason = found.get("reason")  # earlier releases did not keep it
    if not reason:
        return "for one reason"
    said = reason if len(reason) < FIRST_CHARACTERS else f"{reason[: FIRST_CHARACTERS - 1]}…"
    return f"for the reason “{said}”"


def _route(found: Detail, names: Names) -> str:
    blocks = found.get("firstBlocks")  # earlier releases did not keep them
    if blocks == []:
        return f"reached no block of {_series(found, names)}"
    if "digest" in found:
        return f"took {_blocks(blocks, names) if blocks else 'one route'} through {_series(found, names)}"
    return f"took none of {len(found.get('others', ()))} routes through {_series(found, names)}"


def _blocks(ids: Sequence[str], names: Names) -> str:
    route = " → ".join(f"“{names.get(each, each)}”" for each in ids[: FIRST_BLOCKS - 1])
    return f"the route {route}{' → …' * (len(ids) == FIRST_BLOCKS)}"


def _group(found: Detail, names: Names) -> str:
    dimension, listed = found["dimension"], found.get("values") or [*map(_bucket, found.get("buckets", ()))]
    by = _DIMENSIONS[dimension["by"]]
    if "attribute" in dimension:
        by = f"{by} “{dimension['attribute']}”"
    if "split" in dimension:
        by = f"{by} of {_block({'block': dimension['split']}, names)}"
    row = ", ".join(f"“{each}”" for each in listed[:_MOST_NAMED]) + ("…" if len(listed) > _MOST_NAMED else "")
    if found.get("isRest"):
        row = f"any other value than {row}" if row else "any value"
    elif "values" in found and not listed:  # those of attributes are not stored
        row = "no value"
    return f"in one row of the breakdown of {_series(found, names)} by {by}{row and f': {row}'}"


def _bucket(bucket: Detail) -> str:
    return _within(bucket).removeprefix(", ")


def _duration(found: Detail, names: Names) -> str:
    time = _time(found["fromSeconds"], found.get("toSeconds")) if "fromSeconds" in found else None
    if "block" in found:
        at = _block(found, names)
        return f"still at {at}" if time is None else f"at {at} for {time}"
    series, kind = _series(found, names), found["kind"]
    if time is None:
        return f"started {series}, without {kind} so far"
    return f"{_OUTCOMES[kind]} {series} {time} after the start"


def _time(begin: float, end: float | None) -> str:
    return f"at least {_length(begin)}" if end is None else f"{_length(begin)} to {_length(end)}"


def _length(seconds: float) -> str:
    """In the largest unit of which it is a whole number."""
    unit = next((unit for unit in _UNITS if seconds and seconds % _UNITS[unit] == 0), "second")
    return counted(round(seconds / _UNITS[unit]), unit)


_FIGURES: Mapping[str, Callable[[Any, Names], str]] = {
    "outcome": lambda found, names: next(_outcomes([found], names)),
    "visit": lambda found, names: next(_visits([found], names)),
    "outcomeSet": _outcome_set,
    "disengagement": _disengagement,
    "route": _route,
    "duration": _duration,
    "group": _group,
    "failedAction": lambda _, __: "a bulk action failed for them",
    "hasEntries": lambda _, __: "started any series",
}

_PARTS: Mapping[str, Callable[[Any, Names], Iterator[str]]] = {
    "ids": _people,
    "except": lambda ids, _: iter([f"without {len(ids)} people"]),
    "search": lambda _, __: iter(["a name, e-mail address or id that contains a text"]),
    "tags": lambda tags, _: (f"tagged “{tag}”" for tag in tags),
    "withoutTags": lambda tags, _: (f"not tagged “{tag}”" for tag in tags),
    "attributes": lambda conditions, _: (f"a condition on “{each['name']}”" for each in conditions),
    "outcomes": _outcomes,
    "visits": _visits,
    "any": _alternatives,
    "not": lambda filters, names: (f"not ({in_words(each, names)})" for each in filters),
    "selections": _selections,
}


def _series(named: Detail, names: Names) -> str:
    return f"the series “{names.get(named['series'], named['series'])}”"


def _block(named: Detail, names: Names) -> str:
    return f"the block “{names.get(named['block'], named['block'])}”"


def _in_range(scope: Detail) -> str:
    """The range of a scope or condition: of what happened, or of the starts of the entries."""
    within = _within(scope.get("range"))
    if within and scope.get("clock") == "ENTRY_COHORT":
        return f", for entries that started{within.removeprefix(',')}"
    return within


def _within(span: Detail | None) -> str:
    begin, end = (span or {}).get("begin"), (span or {}).get("end")
    return (f", from {_instant(begin)}" if begin else "") + (f", before {_instant(end)}" if end else "")


def _instant(at: str) -> str:
    return f"{at[:16].replace('T', ' ')} UTC"
