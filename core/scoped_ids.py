"""Ids of figures, and of objects as of an instant. They consist of the object and the scope.

Equal scopes have equal ids, and an id leads back to its scope. Defaults are left out, the time of the request too, so
the id of a figure as of now stays the same. Ids are not signed, since a client may request any scope. So the scope in
an id is checked as if it came from the input.
"""

import binascii
import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, cast

import msgspec

from core.breakdowns import Group
from core.errors import LimitExceeded, Refused
from core.ids import MOST_ID_CHARACTERS, ObjectId, encoded_id, global_id, not_an_id
from core.people_filters import AttributeCondition, DurationCondition, attribute_condition
from core.stats_scope import AsOf, StatsScope
from core.time_ranges import BEGINNING, END, TimeRange

# Of the text of a scope. Longer ones are replaced by their digest: their ids are unique, but do not lead back.
MOST_SCOPE_BYTES = 2_900  # so that the id has at most 4,096 characters
_DIGEST = "#"  # begins a digest; other texts of a scope begin with a brace
_DIGEST_BYTES = 15  # of a variant: 20 characters
_NULL = "\x00"  # PostgreSQL cannot store it
_BETWEEN = "\n"  # no JSON text has one
_MOST_REMEMBERED = 1_000
_SELECTING = (b'"people":', b'"group":', b'"ENTRY_COHORT"')
_OF_AS_OF = {"as_of", "is_as_of_chosen"}


@dataclass(frozen=True, slots=True)
class ScopedId:
    """What the id of a figure says. `detail` says which figure of the object it is, such as FINISHED."""

    detail: str
    scope: StatsScope


def scoped_id(type_: str, *numbers: int, scope: str, detail: str = "") -> str:
    """The id of an object in a scope, which is given as its text."""
    part = _part(detail, scope)
    return encoded_id(ObjectId(type_, numbers, part)) if part else global_id(type_, *numbers)


def path_detail(condition: str, variant: str | None) -> str:
    """Which of the paths between two blocks an id means. A variant is replaced by its digest, since it can be long."""
    if variant is None:
        return condition
    digest = hashlib.sha256(variant.encode()).digest()[:_DIGEST_BYTES]
    return f"{condition} {urlsafe_b64encode(digest).decode()}"


def scope_text(scope: StatsScope) -> str:
    """The text of a scope for its ids. Empty for everything as of now."""
    named = {name: value for name, value in _packed(scope).items() if name not in _OF_AS_OF}
    if "range" not in named:
        named.pop("clock", None)  # without a range, it is not used
    if not named.get("people"):
        named.pop("people", None)  # a filter without conditions matches everyone
    if scope.is_as_of_chosen:
        named["as_of"] = scope.as_of
    text = msgspec.json.encode(named, order="deterministic") if named else b""
    if len(text) > MOST_SCOPE_BYTES:
        return _DIGEST + urlsafe_b64encode(hashlib.sha256(text).digest()).decode().rstrip("=")
    return text.decode()


def instant_text(as_of: AsOf) -> str:
    """The text of an instant for ids of objects that are read as of it. Empty for the time of the request."""
    return _chosen_instant_text(as_of.at) if as_of.is_chosen else ""


@lru_cache(_MOST_REMEMBERED)
def _chosen_instant_text(at: datetime) -> str:
    return scope_text(StatsScope(at, is_as_of_chosen=True))


def selects_rows(id_: str) -> bool:
    """Whether figures in the scope of an id are counted from rows: those of selected people. Does not check the id."""
    try:
        text = urlsafe_b64decode(id_[:MOST_ID_CHARACTERS].encode("ascii", "replace") + b"===")
    except binascii.Error:
        return False
    return any(word in text for word in _SELECTING)


def read_scoped_id(id_: ObjectId, now: datetime) -> ScopedId:
    """The scope of an id, as of `now` if it names no instant.

    Raises Invalid for a part that scope_text does not produce, and LimitExceeded for a digest.
    """
    detail, _, text = id_.part.rpartition(_BETWEEN)
    if text.startswith(_DIGEST):
        raise LimitExceeded("The scope of this id is too long to be read from it: request the object by its scope.")
    try:
        scope = _read(text, now) if text else StatsScope(now)
        is_genuine = all(map(_is_usable, _parts(scope))) and id_.part in ("", _part(detail, scope_text(scope)))
    except (msgspec.MsgspecError, Refused, ValueError, RecursionError):
        raise not_an_id(encoded_id(id_)) from None
    if not is_genuine:
        raise not_an_id(encoded_id(id_))
    return ScopedId(detail, scope)


def read_as_of(id_: ObjectId, now: datetime) -> AsOf:
    """The instant of an id. Raises Invalid if the id names anything else."""
    found = read_scoped_id(id_, now)
    if found != ScopedId("", StatsScope(found.scope.as_of)):
        raise not_an_id(encoded_id(id_))
    return found.scope.instant


def _part(detail: str, text: str) -> str:
    return f"{detail}{_BETWEEN}{text}" if detail or text else ""


def _read(text: str, now: datetime) -> StatsScope:
    given: dict[str, Any] = msgspec.json.decode(text, type=dict[str, Any])
    return msgspec.convert({"as_of": now, **given, "is_as_of_chosen": "as_of" in given}, StatsScope)


def _packed(value: Any) -> Any:
    """The value without fields that have their default. All tuples are sets, so they are sorted."""
    if is_dataclass(value):
        named = {field.name: (getattr(value, field.name), field.default) for field in fields(value)}
        return {name: _packed(found) for name, (found, default) in named.items() if found != default}
    if isinstance(value, tuple):
        packed = [_packed(each) for each in cast("tuple[Any, ...]", value)]
        return sorted(packed, key=_number_or_text)
    return value


def _number_or_text(packed: Any) -> Any:
    return packed if isinstance(packed, int) else msgspec.json.encode(packed, order="deterministic")


def _is_usable(value: Any) -> bool:
    """Whether input can lead to a value, apart from what it contains. May raise Refused or ValueError instead."""
    match value:
        case int():  # or a bool
            return 0 <= value < 1 << 63
        case str():
            return _NULL not in value
        case datetime():
            return value.utcoffset() == timedelta() and BEGINNING <= value <= END
        case TimeRange(begin, end):
            return begin <= end
        case AttributeCondition() | Group() | DurationCondition():
            return _is_canonical(value)
        case _:
            return True


def _is_canonical(value: AttributeCondition | Group | DurationCondition) -> bool:
    """Whether input or a figure leads to a value."""
    if isinstance(value, Group | DurationCondition):
        return value.is_possible
    return attribute_condition(value.name, value.operator, json.loads(value.value)) == value


def _parts(value: Any) -> Iterator[Any]:
    """The value and everything in it."""
    yield value
    if is_dataclass(value):
        for field in fields(value):
            yield from _parts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in cast("tuple[Any, ...]", value):
            yield from _parts(each)
