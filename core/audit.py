"""The audit log: what an entry says about a change."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from core.breakdowns import Dimension, Group, GroupBy
from core.ids import global_id
from core.outcome_sets import OutcomeSet
from core.people_filters import PeopleFilter


class AuditAction(StrEnum):
    """What was done."""

    TAG = "TAG"
    UNTAG = "UNTAG"
    MESSAGE = "MESSAGE"
    UNDO = "UNDO"
    CANCEL = "CANCEL"
    EXPORT = "EXPORT"
    DOWNLOAD = "DOWNLOAD"
    TOKEN = "TOKEN"  # noqa: S105 - the name of an action
    WORKSPACE = "WORKSPACE"
    SERIES = "SERIES"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent a request. Both are None for a command of the operator."""

    request_id: str | None = None
    address: str | None = None  # of the client, as the HTTP server knows it


NO_CALLER = Caller()


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """An entry to write. `detail` is a JSON object; `people` is the number of selected people."""

    action: AuditAction
    detail: Mapping[str, Any]
    token: str | None
    caller: Caller
    people: int | None = None


_MOST_IDS = 100
# The fields of a filter that are ids, with the types of these; and the names of fields that the API names differently.
_IDS = {
    "ids": "Person", "excluded_ids": "Person", "series_id": "Series", "block_id": "Block", "path_to": "Block",
    "split_id": "Block", "first_blocks": "Block", "failed_action": "BulkAction",
}  # fmt: skip
_NAMES = {
    "excluded_ids": "except", "series_id": "series", "block_id": "block", "split_id": "split", "any_of": "any",
    "none_of": "not",
}  # fmt: skip
# Customers' names, addresses and the like: the log would keep them after they are changed or erased.
_PERSONAL = {"value", "values", "searches"}


def filter_detail(people: PeopleFilter) -> dict[str, Any]:
    """A people filter for the log: without the search texts and attribute values, and with at most 100 ids."""
    return _conditions(people)


def _conditions(condition: Any) -> dict[str, Any]:
    match condition:
        case OutcomeSet(series_id, _):
            return {"series": global_id("Series", series_id), "outcomes": [*condition.outcomes]}
        case Group(_, Dimension(GroupBy.TAG | GroupBy.VARIANT | GroupBy.COMPANY)):
            return {**_fields(condition), "values": condition.listed}
        case _:
            return _fields(condition)


def _fields(condition: Any) -> dict[str, Any]:
    has_search = isinstance(condition, PeopleFilter) and condition.searches
    shown: dict[str, Any] = {"search": True} if has_search else {}
    for field in fields(condition):
        value = getattr(condition, field.name)
        if field.name not in _PERSONAL and value != field.default:
            shown[_NAMES.get(field.name) or _camel(field.name)] = _shown(value, _IDS.get(field.name))
    return shown


def _shown(value: Any, type_of_id: str | None) -> Any:
    if isinstance(value, tuple):
        values = cast(tuple[Any, ...], value)
        return [_shown(each, type_of_id) for each in values[:_MOST_IDS]]
    if type_of_id is not None and isinstance(value, int):
        return global_id(type_of_id, value)
    if isinstance(value, datetime):
        return value.isoformat()
    return _conditions(value) if is_dataclass(value) else value


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))
