"""Rows of breakdowns: the value that puts an entry into a row, and the conditions to belong to one."""

from typing import Any

from core.breakdowns import Dimension, Group, GroupBy
from core.figures import CountUnit
from core.json_values import canonical_json
from core.stats_scope import StatsScope
from db.person_conditions import Condition, expression, id_set, indexed_set
from db.statements.composer import Fragment, Slots, fragment, words


def dated(scope: StatsScope, slots: Slots) -> Fragment:
    """Columns: whether an entry has each outcome in a scope."""
    happened, first_alone = scope.happened, scope.unit is CountUnit.PEOPLE
    values = {"begin": happened.begin, "before": happened.end, "first_alone": first_alone, "as_of": scope.as_of}
    return fragment("outcomes/dated", slots, **values)


def value_of(dimension: Dimension, scope: StatsScope, slots: Slots, **values: Any) -> Fragment:
    """The value of an entry; in people, that of the person's first entry in the scope. Tags have none."""
    value = _value(dimension, scope, **values)
    if dimension.is_of_person or scope.unit is CountUnit.ENTRIES:
        return value
    started = {"started_begin": scope.started.begin, "started_before": scope.started.end}
    return fragment("breakdown/of_first_entry", {**slots, "value": value}, **started)


def _value(dimension: Dimension, scope: StatsScope, **values: Any) -> Fragment:
    match dimension.by:
        case GroupBy.ATTRIBUTE:
            return fragment("breakdown/attribute", name=dimension.attribute)
        case GroupBy.VARIANT:
            return fragment("breakdown/variant", split_id=dimension.split_id, before=scope.known_before)
        case GroupBy.COMPANY:
            return fragment("breakdown/company", before=scope.known_before)
        case _:
            return fragment("breakdown/start_bucket", **values)


def conditions_of(group: Group, scope: StatsScope, slots: Slots) -> list[Condition]:
    """The conditions on a person to belong to a group, where that does not depend on the entry."""
    match group.dimension.by:
        case GroupBy.ATTRIBUTE:
            return _of_attribute(group)
        case GroupBy.TAG:
            return _of_tags(group)
        case _:
            return [_of_first_entry(group, scope, slots)]


def entry_is_in(group: Group, scope: StatsScope) -> Fragment:
    """The condition on an entry to belong to a group that does not depend on the person."""
    dimension = group.dimension
    if dimension.by is GroupBy.STARTED:
        begins, ends = [bucket.begin for bucket in group.buckets], [bucket.end for bucket in group.buckets]
        within = fragment("breakdown/started_within", begins=begins, ends=ends)
        return words("NOT {within}", {"within": within}) if group.is_rest else within
    slots = {"value": _value(dimension, scope)}
    if group.is_rest:
        return fragment("breakdown/has_other_value", slots, values=group.values)
    if not group.listed:
        return words("{value} IS NULL", slots)
    return fragment("breakdown/has_value", slots, values=group.values)


def _of_first_entry(group: Group, scope: StatsScope, slots: Slots) -> Condition:
    started = {"begin": scope.started.begin, "before": scope.started.end}
    slots = {**slots, "is_in_group": entry_is_in(group, scope)}
    return id_set("first_entry", slots, series_id=group.series_id, **started)


def _of_attribute(group: Group) -> list[Condition]:
    name = group.dimension.attribute
    if group.is_rest:
        listed = expression("attribute_in", name=name, value=group.values)
        return [expression("attribute_exists", name=name), _not(listed)]
    if not group.listed:
        return [expression("attribute_missing", name=name)]
    [value] = group.listed
    return [expression("attribute_eq", name=name, value=canonical_json(value))]


def _of_tags(group: Group) -> list[Condition]:
    if group.is_rest:
        return [expression("has_tags"), expression("without_tags", names=group.listed)]
    if not group.listed:
        return [_not(expression("has_tags"))]
    [name] = group.listed
    return [indexed_set("tag", name=name)]


def _not(condition: Condition) -> Condition:
    return Condition(words("NOT {condition}", {"condition": condition.test}))
