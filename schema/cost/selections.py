"""The cost of a selection: computed once, except for what depends on variables.

A cost has three parts: points that are paid once in each object, points for each row of the page around the selection,
which only the lists of a page have, such as `nodes` and `edges`, and points that are paid once for all objects of the
lists around the selection, since one statement counts their figures.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Union

from graphql import FieldNode

from schema.cost.inputs import Inputs
from schema.cost.prices import USUAL_LENGTH, Price
from schema.cost.sizes import Rows

MOST_POINTS = 10**12  # higher costs are not told apart, so that numbers stay small

Points = tuple[int, int, int]
Part = Union["Field", "Selection"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The variables of a request, and the costs that are known so far: each selection is visited once."""

    variables: Mapping[str, Any]
    known: dict[int, Points] = field(default_factory=dict[int, Points])


_WITHOUT_VARIABLES = Evaluation({})


class Field:
    """A selected field. `inside` is what is selected in its object. `constant` is its cost if it needs no variable.

    `figures` is the number of figures that are counted for the field and everything inside.
    """

    __slots__ = ("_inputs", "_page", "_price", "constant", "figures", "inside", "node")

    def __init__(
        self, node: FieldNode, price: Price, page: Rows | None, inputs: Inputs | None, inside: "Selection | None"
    ) -> None:
        self.node = node
        self.inside = inside
        self._price = price
        self._page = page
        self._inputs = inputs
        self.figures = price.figures + (inside.figures if inside else 0)
        is_constant = all(each is None or each.is_constant for each in (page, inputs))
        is_constant = is_constant and (inside is None or inside.constant is not None)
        self.constant = self._cost(_WITHOUT_VARIABLES) if is_constant else None

    def cost(self, evaluation: Evaluation) -> Points:
        """The cost of the field and everything inside."""
        return self.constant if self.constant is not None else self._cost(evaluation)

    def share(self, evaluation: Evaluation, outside: "Share | None") -> "Share":
        """The points for the field in all objects of the field outside."""
        objects, rows = (outside.objects, outside.field.rows(evaluation)) if outside else (1, 1)
        once, for_each, statements = self.cost(evaluation)
        values = self._length(evaluation) or rows
        return Share(self, (once + for_each * rows) * objects + statements, values * objects)

    def rows(self, evaluation: Evaluation) -> int:
        """The rows that count for lists inside that have no length of their own."""
        is_page = self._page is not None and self._price.size is not None
        return self._page.count(evaluation.variables) if is_page and self._page else USUAL_LENGTH

    def label(self, evaluation: Evaluation) -> str:
        """The name in the response, with the length in brackets."""
        name = self.node.alias or self.node.name
        length = self._page.count(evaluation.variables) if self._page else self._price.size or 1
        return name.value if length == 1 else f"{name.value}[{length}]"

    def _length(self, evaluation: Evaluation) -> int | None:
        """The number of values, None for as many as the page outside has rows."""
        if self._price.size is None and self._page is not None:
            return self._page.count(evaluation.variables)
        return self._price.size

    def _cost(self, evaluation: Evaluation) -> Points:
        price = self._price
        once, for_each, statements = self.inside.cost(evaluation) if self.inside else (0, 0, 0)
        value = price.value + once + for_each * self.rows(evaluation)
        call = price.call
        if self._inputs is not None:
            points, selected = self._inputs.points(evaluation.variables)
            call += points
            statements += selected * max(1, self.figures)
        length = self._length(evaluation)
        statements = min(statements, MOST_POINTS)
        if length is None:
            return call, min(value, MOST_POINTS), statements
        return min(call + value * length, MOST_POINTS), 0, statements


class Share(NamedTuple):
    """A field's part of the cost of an operation, and how often its value occurs."""

    field: Field
    points: int
    objects: int


class Selection:
    """Fields and fragments selected in one place. `choices` are those for objects of one type: the dearest counts."""

    __slots__ = ("_choices", "_parts", "constant", "figures")

    def __init__(self, parts: Sequence[Part], choices: Sequence["Selection"]) -> None:
        self._parts = parts
        self._choices = choices
        self.figures = sum(part.figures for part in parts) + max((choice.figures for choice in choices), default=0)
        is_constant = all(part.constant is not None for part in (*parts, *choices))
        self.constant = self._cost(_WITHOUT_VARIABLES) if is_constant else None

    def cost(self, evaluation: Evaluation) -> Points:
        """The cost of everything in the selection."""
        if self.constant is not None:
            return self.constant
        known = evaluation.known.get(id(self))
        if known is None:
            known = evaluation.known[id(self)] = self._cost(evaluation)
        return known

    def fields(self) -> Iterator[Field]:
        """All fields in this place, including those of fragments. Each fragment is visited once."""
        waiting: list[Part] = [self]
        seen: set[int] = set()
        while waiting:
            part = waiting.pop()
            if isinstance(part, Field):
                yield part
            elif id(part) not in seen:
                seen.add(id(part))
                waiting += part.parts()

    def parts(self) -> list[Part]:
        """The fields and fragments."""
        return [*self._parts, *self._choices]

    def _cost(self, evaluation: Evaluation) -> Points:
        costs = [part.cost(evaluation) for part in self._parts]
        choices = [choice.cost(evaluation) for choice in self._choices]
        once = sum([cost[0] for cost in costs]) + max([cost[0] for cost in choices], default=0)
        for_each = sum([cost[1] for cost in costs]) + max([cost[1] for cost in choices], default=0)
        statements = sum([cost[2] for cost in costs]) + max([cost[2] for cost in choices], default=0)
        return min(once, MOST_POINTS), min(for_each, MOST_POINTS), min(statements, MOST_POINTS)
