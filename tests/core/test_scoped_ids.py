"""Ids of figures: the object and its scope, there and back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.breakdowns import Dimension, Group, GroupBy
from core.errors import Invalid, LimitExceeded
from core.figures import CountUnit, EngagementKind, OutcomeKind, VisitState
from core.ids import MOST_ID_CHARACTERS, ObjectId, encoded_id, global_id, parse_id
from core.people_filters import (
    AttributeOperator,
    OutcomeCondition,
    PeopleFilter,
    VisitCondition,
    attribute_condition,
)
from core.scoped_ids import ScopedId, instant_text, read_as_of, read_scoped_id, scope_text, scoped_id
from core.stats_scope import AsOf, Clock, StatsScope
from core.time_ranges import TimeRange

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
THEN = datetime(2026, 5, 1, 12, 0, 0, 1, tzinfo=UTC)

instants = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
numbers = st.integers(0, 2**63 - 1)
texts = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=8)
ranges = st.builds(TimeRange) | st.builds(lambda a, b: TimeRange(min(a, b), max(a, b)), instants, instants)
outcomes = st.builds(
    OutcomeCondition,
    numbers,
    st.sampled_from(OutcomeKind),
    ranges,
    st.sets(st.sampled_from(OutcomeKind), max_size=3).map(lambda kinds: tuple(sorted(kinds))),
)
visits = st.builds(
    VisitCondition,
    numbers,
    st.none() | st.sets(st.sampled_from(VisitState), max_size=3).map(lambda states: tuple(sorted(states))),
    st.none() | st.booleans(),
    ranges,
    st.none() | st.sampled_from(EngagementKind),
)
attributes = st.builds(
    attribute_condition, texts, st.sampled_from([AttributeOperator.EQ, AttributeOperator.CONTAINS]), texts | st.none()
)
filters = st.builds(
    PeopleFilter,
    ids=st.none() | st.sets(numbers, max_size=5).map(lambda ids: tuple(sorted(ids))),
    excluded_ids=st.sets(numbers, max_size=2).map(lambda ids: tuple(sorted(ids))),
    tags=st.sets(texts, max_size=2).map(lambda tags: tuple(sorted(tags, key=msgspec.json.encode))),
    attributes=attributes.map(lambda one: (one,)),
    outcomes=st.lists(outcomes, max_size=1).map(tuple),
    visits=st.lists(visits, max_size=1).map(tuple),
    searches=st.lists(texts, max_size=1).map(tuple),
)
values = st.recursive(texts | st.none() | st.booleans() | st.integers(-9, 9), lambda inner: st.lists(inner, max_size=2))
groups = (
    st.builds(Group.of, numbers, st.builds(Dimension, st.just(GroupBy.ATTRIBUTE), texts), values.map(lambda one: [one]))
    | st.builds(Group.of, numbers, st.just(Dimension(GroupBy.TAG)), st.lists(texts, max_size=3), is_rest=st.just(True))
    | st.builds(Group.of, numbers, st.builds(Dimension, st.just(GroupBy.VARIANT), st.none(), numbers), st.just([]))
    | st.builds(Group.of, numbers, st.just(Dimension(GroupBy.STARTED)), ranges.map(lambda one: [one]))
)
scopes = st.builds(
    StatsScope,
    instants,
    st.sampled_from(CountUnit),
    ranges,
    st.sampled_from(Clock),
    st.none() | filters,
    st.just(True),
    st.none() | groups,
)


@given(scopes, st.text())
def test_an_id_leads_back_to_its_scope(scope: StatsScope, detail: str):
    id_ = scoped_id("Outcome", 7, scope=scope_text(scope), detail=detail)
    clock = Clock.EVENT_TIME if scope.range.is_open else scope.clock

    assert len(id_) <= MOST_ID_CHARACTERS
    assert parse_id(id_)[:2] == ("Outcome", (7,))
    assert read_scoped_id(parse_id(id_), NOW) == ScopedId(detail, replace(scope, clock=clock))


@given(scopes, scopes)
def test_two_scopes_have_two_ids(one: StatsScope, other: StatsScope):
    is_same = replace(one, clock=other.clock) == other and (one.clock is other.clock or one.range.is_open)

    assert (scope_text(one) == scope_text(other)) == is_same


def test_the_id_as_of_now_stays_the_same():
    text = scope_text(StatsScope(NOW))

    assert text == scope_text(StatsScope(THEN)) == ""
    assert scoped_id("SeriesStats", 7, scope=text) == global_id("SeriesStats", 7)
    assert read_scoped_id(parse_id(global_id("SeriesStats", 7)), THEN) == ScopedId("", StatsScope(THEN))


def test_an_instant_that_the_client_names_is_part_of_the_id():
    id_ = scoped_id("Entry", 7, scope=instant_text(AsOf(THEN, is_chosen=True)))

    assert read_as_of(parse_id(id_), NOW) == AsOf(THEN, is_chosen=True)
    assert read_as_of(parse_id(global_id("Entry", 7)), NOW) == AsOf(NOW)
    assert instant_text(AsOf(NOW)) == ""


def test_ids_are_the_same_for_ever():
    people = PeopleFilter(ids=(9, 10), tags=("vip",))
    scope = StatsScope(THEN, CountUnit.ENTRIES, TimeRange(THEN), Clock.ENTRY_COHORT, people, is_as_of_chosen=True)

    assert scope_text(scope) == (
        '{"as_of":"2026-05-01T12:00:00.000001Z","clock":"ENTRY_COHORT","people":{"ids":[9,10],"tags":["vip"]},'
        '"range":{"begin":"2026-05-01T12:00:00.000001Z"},"unit":"ENTRIES"}'
    )


def test_conditions_in_another_order_are_the_same_scope():
    some, others = attribute_condition("a", AttributeOperator.EQ, 1), attribute_condition("b", AttributeOperator.EQ, 2)
    one, other = [StatsScope(NOW, people=PeopleFilter(attributes=each)) for each in ((some, others), (others, some))]

    assert scope_text(one) == scope_text(other)


def test_a_filter_without_conditions_is_no_part_of_the_id():
    assert scope_text(StatsScope(NOW, people=PeopleFilter())) == ""


def test_the_id_of_a_long_scope_is_bounded_and_its_own_and_is_refused_when_read():
    long, longer = [
        scoped_id("SeriesStats", 7, scope=scope_text(StatsScope(NOW, people=PeopleFilter(ids=tuple(range(size))))))
        for size in (9_999, 10_000)
    ]

    assert long != longer
    assert len(long) < 100
    with pytest.raises(LimitExceeded, match="request the object by its scope"):
        read_scoped_id(parse_id(long), NOW)


@pytest.mark.parametrize(
    "part",
    [
        "x",
        "\n",
        "\nx",
        "\n[]",
        "\n{}",
        '\n{"unit":"PEOPLE"}',  # a default
        '\n{"unit":"BOTH"}',
        '\n{"unit": "ENTRIES"}',
        '\n{"clock":"ENTRY_COHORT"}',  # without a range
        '\n{"other":1}',
        '\n{"as_of":"2026-05-01T12:00:00"}',
        '\n{"as_of":"2026-05-01T12:00:00+02:00"}',
        '\n{"as_of":"0001-01-01T00:00:00Z"}',
        '\n{"is_as_of_chosen":true}',
        '\n{"range":{"begin":"2026-05-02T00:00:00Z","end":"2026-05-01T00:00:00Z"}}',
        '\n{"people":{}}',
        '\n{"people":{"ids":[2,1]}}',
        '\n{"people":{"ids":[-1]}}',
        '\n{"people":{"ids":[9223372036854775808]}}',
        '\n{"people":{"tags":["\\u0000"]}}',
        '\n{"people":{"attributes":[{"name":"a","operator":"EQ","value":"{"}]}}',
        '\n{"people":{"attributes":[{"name":"a","operator":"EQ","value":"NaN"}]}}',
        '\n{"people":{"attributes":[{"name":"a","operator":"LT","value":"null"}]}}',
        '\n{"people":{"attributes":[{"name":"a","operator":"EQ","value":"' + "[" * 1_000 + '"}]}}',
        *(
            '\n{"group":{"series_id":7,"dimension":{"by":"' + by + '"}' + rest + "}}"
            for by, rest in (
                ("TAG", ',"values":"{}"'),
                ("TAG", ',"values":"[1]"'),
                ("TAG", ',"values":"[\\"a\\",\\"b\\"]"'),
                ("TAG", ',"values":"[\\"b\\", \\"a\\"]","is_rest":true'),
                ("TAG", ',"values":"[\\"\\\\u0000\\"]"'),
                ("ATTRIBUTE", ""),
                ("VARIANT", ""),
                ("STARTED", ""),
                ("STARTED", ',"values":"[1]"'),
            )
        ),
        *(
            '\n{"people":{"selections":[{"as_of":"2026-05-01T12:00:00Z","duration":' + duration + "}]}}"
            for duration in (
                "{}",
                '{"series_id":7}',
                '{"kind":"IN_PROGRESS","series_id":7}',
                '{"kind":"STARTED","series_id":7}',
                '{"block_id":7,"kind":"EXITED"}',
            )
        ),
        "\n" + "[" * 2_000,
    ],
)
def test_a_part_that_no_scope_has_is_no_id(part: str):
    id_ = encoded_id(ObjectId("SeriesStats", (7,), part))

    with pytest.raises(Invalid, match="is not an id: use one from a response"):
        read_scoped_id(parse_id(id_), NOW)


@given(st.recursive(st.none() | st.booleans() | st.integers() | texts, lambda inner: st.dictionaries(texts, inner)))
def test_whatever_the_part_it_is_a_scope_or_refused(given_: Any):
    id_ = ObjectId("SeriesStats", (7,), "\n" + msgspec.json.encode(given_, order="deterministic").decode())
    try:
        found = read_scoped_id(id_, NOW)
    except (Invalid, LimitExceeded):
        return
    assert scope_text(found.scope) == id_.part[1:]


@pytest.mark.parametrize(
    "scope", [StatsScope(NOW, CountUnit.ENTRIES), StatsScope(NOW, range=TimeRange(NOW, NOW + timedelta(days=1)))]
)
def test_the_id_of_an_entry_names_an_instant_and_nothing_else(scope: StatsScope):
    id_ = scoped_id("Entry", 7, scope=scope_text(scope))

    with pytest.raises(Invalid, match="is not an id"):
        read_as_of(parse_id(id_), NOW)
