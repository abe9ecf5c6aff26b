"""What a field costs, declared beside the field as its `metadata`. docs/limits.md explains the model."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from graphql import GraphQLField
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.field import StrawberryField

from core.pages import MOST, USUAL_SIZE

Metadata = dict[str, Any]

# Weights, in points.
COUNT = 50  # of a figure or number that a statement counts
ENGAGEMENT = 10  # of a statement that counts the engagement of all blocks
SETS = 300  # of a statement that reads all entries of a series
LOSSES = 1_000  # of statements that may read all visits of a series
CHECK = 3_000  # of several statements that read all entries or visits of a series
RECOUNT = 60_000  # of a statement that reads all entries, visits and events of a series
RENDERED = 30_000  # of a template, which may take half a second
DURATIONS = 1_000  # of a statement that sorts the durations of all entries of a series
STAYS = 300  # of one that sorts the durations of all visits of a block
SAMPLE = 3_000  # of a statement that reads 10,000 people
EVERY_ENTRY = 500  # of a statement that reads every entry of a series
DIVIDED = 2_000  # of one that also looks something up for each entry, and divides the entries by it
EVERY_VISIT = 1_000  # of a statement that reads every visit of a series
ROUTES = 4_000  # of one that joins the visits of each entry
SELECTED = 600  # of each figure in a scope of selected people or of a cohort, which is counted from rows
# Of each of these conditions in a filter after the dearest one, which SELECTED pays: for each figure and page, too. A
# selection can be that of a route, which reads the visits of each entry.
FURTHER_CONDITIONS: Mapping[str, int] = {"selection": 700, "outcome": 110, "visit": 45}
LONG_JSON = 250  # of a value of up to 100,000 characters, so that a response has at most 800 of them
SHORT_JSON = 20  # of a value that is usually short

_COST = "cost"


class Slicing(NamedTuple):
    """Arguments that say how many rows a page has: numbers, or lists with one element for each row.

    An argument is a path, such as `input.events`. The rows of several arguments are added.
    """

    arguments: tuple[str, ...]
    usual: int  # rows if none of the arguments is given
    most: int  # the resolver refuses more


class Declared(NamedTuple):
    """`size` is the assumed length of a list, None for that of the page around it.

    `weight` is added to each field, `each` to each of its values. `by_value` has the weights of the values of some
    arguments, each given as a path. `is_in_place` tells a field whose object is not loaded on its own for it. In a
    scope of selected people, a field with a weight costs as much as `figures` figures.
    """

    size: int | None = None
    weight: int = 0
    slicing: Slicing | None = None
    each: int = 0
    is_in_place: bool = False
    by_value: Mapping[str, Mapping[Any, int]] = {}
    figures: int = 1


_PAGE = Slicing(("first", "last"), USUAL_SIZE, MOST)


IN_PLACE: Metadata = {_COST: Declared(is_in_place=True)}
"""The field is computed from its object alone, which may be one of many in a list."""


def sized(size: int) -> Metadata:
    """The list is assumed to have at most this length. If longer ones are possible, the loaders count the objects."""
    return {_COST: Declared(size=size)}


def sized_by(*arguments: str, most: int, each: int = 0) -> Metadata:
    """The list, or lists without a size in the object that the field returns, have an element for each in arguments.

    Each value of the field costs so many points more, because of statements.
    """
    return {_COST: Declared(slicing=Slicing(arguments, 0, most), each=each)}


def sized_by_first(usual: int, most: int, weight: int = 0) -> Metadata:
    """The list, which is no page, has as many elements as its argument `first` says."""
    return {_COST: Declared(weight=weight, slicing=Slicing(("first",), usual, most))}


def weighs(weight: int, size: int | None = None, figures: int = 1) -> Metadata:
    """The field costs so many points more, because of statements or long values. `size` as for `sized`.

    Counted from rows, it takes as long as so many figures.
    """
    return {_COST: Declared(size, weight, figures=figures)}


def weighs_more(weight: int, figures: int, **if_true: int) -> Metadata:
    """As `weighs`. Each of these Boolean arguments adds its points if it is true."""
    by_value = {name: {True: points} for name, points in if_true.items()}
    return {_COST: Declared(weight=weight, by_value=by_value, figures=figures)}


def weighs_by(argument: str, points: Mapping[str | None, int]) -> Metadata:
    """The field costs more for some values of an argument, such as `orderBy.field`. None: the value is left out."""
    return {_COST: Declared(by_value={argument: points})}


def declared(definition: GraphQLField) -> Declared:
    """What is declared for a field. Unless it says otherwise, a field with the argument `first` returns a page."""
    field = definition.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    metadata: Mapping[Any, Any] = field.metadata if isinstance(field, StrawberryField) else {}
    found: Declared = metadata.get(_COST, Declared())
    return found._replace(slicing=found.slicing or _PAGE) if "first" in definition.args else found
