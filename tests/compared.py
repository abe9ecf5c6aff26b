"""Compares two answers to the same question."""

from collections.abc import Sequence
from typing import Any

Error = tuple[str, Any, Any, Any]  # message, path, locations, extensions


def agree(data: Any, errors: Sequence[Error], other_data: Any, others: Sequence[Error]) -> bool:
    """Whether two responses have the same data and the same errors.

    Where several errors make the same parent null, GraphQL allows to tell any of them, and which of them an executor
    tells depends on timing: one that both tell is enough; any, if it is all of `data` that is null.
    """
    if repr(data) != repr(other_data):  # 1 is not true, and the order of fields counts
        return False
    mine, theirs = _by_position(data, errors), _by_position(data, others)
    if mine.keys() != theirs.keys():
        return False
    return all(_agree_at(position, found, theirs[position]) for position, found in mine.items())


def _by_position(data: Any, errors: Sequence[Error]) -> dict[tuple[Any, ...] | None, list[Error]]:
    """The errors by the position that each makes null; None for errors of the whole request."""
    found: dict[tuple[Any, ...] | None, list[Error]] = {}
    for error in errors:
        found.setdefault(None if error[1] is None else _null_at(data, error[1]), []).append(error)
    return found


def _null_at(data: Any, path: Sequence[Any]) -> tuple[Any, ...]:
    for depth, step in enumerate(path):
        if data is None:
            return tuple(path[:depth])
        data = data[step]
    return tuple(path)


def _agree_at(position: tuple[Any, ...] | None, found: list[Error], others: list[Error]) -> bool:
    if position is None or all(len(error[1]) == len(position) for error in [*found, *others]):
        return sorted(found, key=repr) == sorted(others, key=repr)
    return position == () or any(error in others for error in found)
