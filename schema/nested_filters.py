"""People filters inside of others: `all`, `any` and `not`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, Self, TypeVar

from core.errors import LimitExceeded
from core.list_bounds import MOST_CONDITIONS, check_length
from core.people_filters import MOST_IN_FILTER, MOST_LEVELS, PeopleFilter, too_many_levels

Path = tuple[str, ...]  # from the outermost filter to one inside, as in the input


class Combination(Protocol):
    """A filter of the input with filters inside."""

    @property
    def all_(self) -> Sequence[Self] | None: ...
    @property
    def any_(self) -> Sequence[Self] | None: ...
    @property
    def not_(self) -> Self | None: ...


C = TypeVar("C", bound=Combination)


def filters_of(outermost: C) -> dict[Path, C]:
    """The filter and all filters inside, by their paths. Raises LimitExceeded, with a path, for too many of them."""
    found: dict[Path, C] = {}
    for path, people in _filters(outermost, (), 1):
        found[path] = people
        if len(found) > MOST_IN_FILTER:
            raise LimitExceeded(f"A filter may consist of at most {MOST_IN_FILTER} filters: use fewer.")
    return found


def combined(outermost: Combination, own: Mapping[Path, PeopleFilter]) -> PeopleFilter:
    """The filter with those inside. `own` has what each filter is without those inside, by its path."""
    return _combined(outermost, (), own)


def _filters(people: C, path: Path, level: int) -> Iterator[tuple[Path, C]]:
    if level > MOST_LEVELS:
        raise too_many_levels(*path)
    yield path, people
    for inner_path, inner in _inside(people, path):
        yield from _filters(inner, inner_path, level + 1)


def _inside(people: C, path: Path) -> Iterator[tuple[Path, C]]:
    for name, filters in (("all", people.all_ or ()), ("any", people.any_ or ())):
        check_length(filters, MOST_CONDITIONS, *path, name)
        yield from (((*path, name, str(index)), inner) for index, inner in enumerate(filters))
    if people.not_ is not None:
        yield (*path, "not"), people.not_


def _combined(people: Combination, path: Path, own: Mapping[Path, PeopleFilter]) -> PeopleFilter:
    inside = [(inner_path[len(path)], _combined(inner, inner_path, own)) for inner_path, inner in _inside(people, path)]
    result = own[path]
    for name, inner in inside:
        if name == "all":
            result = result.intersected(inner)
        elif name == "not":
            result = replace(result, none_of=(*result.none_of, inner))
    if people.any_ is not None:
        alternatives = tuple(inner for name, inner in inside if name == "any")
        result = replace(result, any_of=(*result.any_of, alternatives))
    return result
