import re
from collections import defaultdict
from datetime import UTC, datetime

import orjson
import pytest

from core.people import parse_person
from simulation.history import groups
from simulation.people import person

UNTIL = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def simulated():
    return list(groups(people=6_000, until=UNTIL))


@pytest.fixture(scope="module")
def everyone(simulated):
    return [person(each, seed=1, until=UNTIL) for group in simulated for each in group.people]


@pytest.fixture(scope="module")
def attributes(everyone):
    """All values of each attribute."""
    values = defaultdict(list)
    for each in everyone:
        for name, value in each["attributes"].items():
            values[name].append(value)
    return values


def test_every_person_is_valid_and_has_a_name(everyone):
    changes = [parse_person(orjson.dumps(each)) for each in everyone]

    assert [change.external_id for change in changes] == [f"user-1-{number}" for number in range(1, 6_001)]
    assert all(change.name for change in changes)


def test_the_same_seed_gives_the_same_people_and_another_one_others(simulated, everyone):
    newcomers = [each for group in simulated for each in group.people]

    assert [person(each, seed=1, until=UNTIL) for each in newcomers] == everyone
    assert [person(each, seed=2, until=UNTIL)["name"] for each in newcomers] != [each["name"] for each in everyone]


def test_addresses_are_unique_and_on_reserved_domains_and_a_few_people_have_none(everyone):
    addresses = [each["email"] for each in everyone if each["email"]]

    assert 5_500 < len(addresses) == len(set(addresses)) < 5_900
    assert {re.fullmatch(r"[a-z.]+\.\d+@(.+)", address)[1] for address in addresses} == {
        "example.com", "example.net", "example.org",
    }  # fmt: skip


def test_attributes_have_values_of_every_kind_and_some_are_null(attributes):
    kinds = {name: {type(value).__name__ for value in values} for name, values in attributes.items()}

    assert kinds == {
        "plan": {"str"},
        "seats": {"int"},
        "monthly_spend": {"int", "float"},
        "country": {"str"},
        "language": {"str"},
        "sign_up_source": {"str", "NoneType"},
        "company": {"str", "NoneType"},
        "employees": {"int", "NoneType"},
        "signed_up_on": {"str"},
        "last_seen_at": {"str", "NoneType"},
        "projects": {"int"},
        "is_admin": {"bool"},
        "rating": {"int", "NoneType"},
    }
    assert {len(values) for values in attributes.values()} == {6_000}


def test_people_signed_up_when_their_history_starts_and_were_seen_between_then_and_its_end(simulated, everyone):
    starts = {
        event["person"]: event["at"]
        for group in simulated
        for event in reversed(group.events)
        if event["type"] == "ENTRY_STARTED"
    }

    for each in everyone:
        start, seen = starts[each["externalId"]], each["attributes"]["last_seen_at"]
        assert each["attributes"]["signed_up_on"] == start[:10]
        assert seen is None or start[:19] <= seen[:19] <= "2026-03-01T00:00:00"


def test_people_of_one_company_have_the_same_company_in_events_and_attributes(simulated, everyone):
    of_events = {event["person"]: event.get("company") for group in simulated for event in group.events}
    named = defaultdict(set)
    for each in everyone:
        attributes = each["attributes"]
        named[of_events[each["externalId"]]].add((attributes["company"], attributes["employees"]))

    assert named.pop(None) == {(None, None)}
    assert {len(names) for names in named.values()} == {1}
