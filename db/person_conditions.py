"""The conditions of a people filter that concern a person alone: ids, names, tags and attributes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, LiteralString

from core.people_filters import AttributeCondition, AttributeOperator, PeopleFilter
from db.statements.composer import Fragment, Slots, fragment, words

_COMPARATORS: Mapping[AttributeOperator, LiteralString] = {
    AttributeOperator.LT: "<",
    AttributeOperator.LTE: "<=",
    AttributeOperator.GT: ">",
    AttributeOperator.GTE: ">=",
}
_LIKE_ESCAPES = str.maketrans({"\\": r"\\", "%": r"\%", "_": r"\_"})


class Kind(Enum):
    """The form of a condition."""

    EXPRESSION = auto()  # on person.id
    INDEXED_SET = auto()  # a query for the ids of all people who meet it, with an index that finds one person
    SET = auto()  # such a query without such an index: to find one person reads all of it
    EXCLUDED = auto()  # a query like SET for the ids of all people who do not meet it


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on person.id."""

    fragment: Fragment
    kind: Kind = Kind.EXPRESSION

    @property
    def is_set(self) -> bool:
        return self.kind in (Kind.INDEXED_SET, Kind.SET)

    @property
    def is_read_whole(self) -> bool:
        """Whether PostgreSQL must not test people one by one."""
        return self.kind in (Kind.SET, Kind.EXCLUDED)

    @property
    def test(self) -> Fragment:
        """The condition as an expression."""
        if self.kind is Kind.EXCLUDED:
            return fragment("people_filter/not", {"people": self.fragment})
        return is_in("person.id", self.fragment) if self.is_set else self.fragment


def is_in(column: LiteralString, ids: Fragment) -> Fragment:
    """The condition that a column is one of the ids that a query returns."""
    return fragment("selection/is_in", {"column": words(column), "ids": ids})


def expression(name: LiteralString, slots: Slots | None = None, /, **values: Any) -> Condition:
    """The expression db/sql/people_filter/<name>.sql."""
    return Condition(fragment(f"people_filter/{name}", slots, **values))


def id_set(name: LiteralString, slots: Slots | None = None, /, **values: Any) -> Condition:
    """The query for ids db/sql/people_filter/<name>.sql."""
    return Condition(fragment(f"people_filter/{name}", slots, **values), Kind.SET)


def indexed_set(name: LiteralString, slots: Slots | None = None, /, **values: Any) -> Condition:
    """The query for ids db/sql/people_filter/<name>.sql, which reads tables with indexes by person."""
    return Condition(fragment(f"people_filter/{name}", slots, **values), Kind.INDEXED_SET)


def conditions_of_person(people: PeopleFilter) -> Iterator[Condition]:
    """The conditions of a filter that need no history."""
    if people.ids is not None:
        yield expression("ids", ids=people.ids)
    if people.excluded_ids:
        yield expression("except", ids=people.excluded_ids)
    for search in people.searches:
        yield expression("search", pattern=f"%{search.translate(_LIKE_ESCAPES)}%")
    for tag in people.tags:
        yield indexed_set("tag", name=tag)
    if people.without_tags:
        yield expression("without_tags", names=people.without_tags)
    for attribute in people.attributes:
        yield _of_attribute(attribute)


def _of_attribute(attribute: AttributeCondition) -> Condition:
    name, value = attribute.name, attribute.value
    match attribute.operator:
        case AttributeOperator.EXISTS:
            return expression("attribute_missing" if value == "false" else "attribute_exists", name=name)
        case AttributeOperator.EQ:
            return expression("attribute_eq", name=name, value=value)
        case AttributeOperator.NE:
            return expression("attribute_ne", name=name, value=value)
        case AttributeOperator.IN:
            return expression("attribute_in", name=name, value=value)
        case AttributeOperator.CONTAINS:
            return expression("attribute_contains", name=name, value=value)
        case order:
            return expression("attribute_order", {"comparator": words(_COMPARATORS[order])}, name=name, value=value)
