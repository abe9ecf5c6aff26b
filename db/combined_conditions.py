"""Several conditions of a people filter as one query or expression."""

from collections.abc import Sequence

from db.person_conditions import Condition, Kind, id_set
from db.statements.composer import Fragment, fragment, joined, words


def tests_of(conditions: Sequence[Condition]) -> Fragment:
    """All conditions as one expression on person.id."""
    return joined("\nAND ", [condition.test for condition in conditions]) if conditions else words("true")


def selected(conditions: Sequence[Condition]) -> Fragment:
    """A query of the table person for the ids of the people who meet all conditions."""
    return fragment("selection/people", {"conditions": tests_of(conditions)})


def combined(conditions: Sequence[Condition]) -> Sequence[Condition]:
    """One set instead of several conditions, if some of them must not be tested person by person."""
    if len(conditions) < 2 or not any(each.is_read_whole for each in conditions):
        return conditions
    of_person = [each for each in conditions if each.kind is Kind.EXPRESSION]
    sets = [each.fragment for each in conditions if each.is_set]
    if of_person or not sets:
        sets.append(selected(of_person))
    excluded = [each.fragment for each in conditions if each.kind is Kind.EXCLUDED]
    slots = {"sets": joined("\nINTERSECT\n", sets), "excluded": joined("", [_except(each) for each in excluded])}
    return [id_set("all", slots)]


def _except(ids: Fragment) -> Fragment:
    return words("\nEXCEPT\n{ids}", {"ids": ids})


def ids_meeting(conditions: Sequence[Condition]) -> Fragment:
    """A query for the ids of the people who meet all conditions. A single set needs no scan of person."""
    conditions = combined(conditions)
    if len(conditions) == 1 and conditions[0].is_set:
        return conditions[0].fragment
    return selected(conditions)
