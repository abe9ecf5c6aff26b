"""The demo goes on as time passes, however late it is continued."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4

import orjson
import pytest

from cli import demo_data
from cli.client import Client, client_for
from cli.demo_data import load_demo
from core.viewer import Scope
from db.pool import Pool
from db.tokens import NewToken, add_token, ensure_workspace
from simulation.history import groups
from simulation.onboarding import definition
from simulation.people import person

PEOPLE = 80
SERIES = ("new-editor", "onboarding", "payment-reminder", "win-back", "year-review")
FIGURES = """
query ($key: String!, $scope: StatsScope!) {
  people { totalCount }
  series(key: $key) {
    key status hasStats
    stats(scope: $scope) { outcomes { kind count } }
    blocks { key stats(scope: $scope) { reached states { state count } engagement { kind total unique } } }
  }
}
"""


@pytest.fixture
def few_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo_data, "PEOPLE", PEOPLE)
    monkeypatch.setattr(demo_data, "WEEKLY", 10)


@pytest.fixture
async def client_of_its_own(pool: Pool, server: str) -> Callable[[], Any]:
    """`await client_of_its_own()`: a client of a fresh workspace."""

    async def make() -> Any:
        workspace_id = await ensure_workspace(pool, f"demo {uuid4()}")
        _, token = await add_token(pool, workspace_id, NewToken("test", (Scope.READ, Scope.INGEST)))
        return client_for(server, token)

    return make


def figures(client: Client, as_of: datetime, keys: Iterable[str] = SERIES) -> list[Any]:
    scope = {"asOf": as_of.isoformat(), "unit": "ENTRIES"}
    return [client.ask(FIGURES, {"key": key, "scope": scope}) for key in keys]


def load_as_before(client: Client, monday: datetime) -> None:
    """What earlier releases loaded: the onboarding series up to the Monday."""
    client.define_series(definition())
    for group in groups(people=PEOPLE, days=demo_data.DAYS, until=monday):
        client.send_events(b"\n".join(map(orjson.dumps, group.events)))
        people = (person(each, seed=1, until=monday) for each in group.people)
        client.send_people(b"\n".join(map(orjson.dumps, people)))


async def test_the_demo_has_series_in_different_states(few_people: None, client_of_its_own: Callable[[], Any]):
    with await client_of_its_own() as client:
        load_demo(client)
        series = [each["series"] for each in figures(client, datetime.now(UTC))]

    assert [(each["key"], each["status"], each["hasStats"]) for each in series] == [
        ("new-editor", "LIVE", True),
        ("onboarding", "LIVE", True),
        ("payment-reminder", "LIVE", True),
        ("win-back", "DRAFT", False),
        ("year-review", "LIVE", False),
    ]


async def test_figures_move_for_thirty_days_after_loading(few_people: None, client_of_its_own: Callable[[], Any]):
    now = datetime.now(UTC)
    with await client_of_its_own() as client:
        load_demo(client, now)
        days = [now + timedelta(days=days) for days in (0, 10, 20, 30)]
        seen = [figures(client, as_of, ["onboarding"]) for as_of in days]

    assert all(before != after for before, after in pairwise(seen))


@pytest.mark.parametrize("days", [[3, 25, 25], [60]])
async def test_a_demo_that_is_continued_is_the_same_as_one_that_was_loaded_at_once(
    few_people: None, client_of_its_own: Callable[[], Any], days: list[int]
):
    now = datetime.now(UTC)
    last = now + timedelta(days=max(days))
    with await client_of_its_own() as continued, await client_of_its_own() as at_once:
        mondays = {load_demo(continued, now + timedelta(days=each)) for each in (0, *days)}
        assert {load_demo(at_once, last)} == mondays == {demo_data.monday_before(now)}

        for as_of in (now, last, last + timedelta(days=60)):
            assert figures(continued, as_of) == figures(at_once, as_of)


async def test_a_demo_of_an_earlier_release_is_continued(few_people: None, client_of_its_own: Callable[[], Any]):
    now = datetime.now(UTC)
    with await client_of_its_own() as old, await client_of_its_own() as new:
        load_as_before(old, demo_data.monday_before(now))
        load_demo(old, now)
        load_demo(new, now)

        assert figures(old, now + timedelta(days=60)) == figures(new, now + timedelta(days=60))


async def test_an_interrupted_loading_is_completed(
    few_people: None, client_of_its_own: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
):
    now = datetime.now(UTC)
    with await client_of_its_own() as interrupted, await client_of_its_own() as whole:
        with monkeypatch.context() as patch:
            patch.setattr(Client, "send_people", _interrupt)
            with pytest.raises(KeyboardInterrupt):
                load_demo(interrupted, now)
        load_demo(interrupted, now)
        load_demo(whole, now)

        assert figures(interrupted, now + timedelta(days=60)) == figures(whole, now + timedelta(days=60))


async def test_continuing_leaves_changes_of_people_alone(few_people: None, client_of_its_own: Callable[[], Any]):
    now = datetime.now(UTC)
    query = '{ person(externalId: "user-1-1") { name tags { name } } }'
    with await client_of_its_own() as client:
        load_demo(client, now)
        client.send_people(orjson.dumps({"externalId": "user-1-1", "name": "Changed", "tags": ["mine"]}))
        load_demo(client, now + timedelta(days=7))

        assert client.ask(query) == {"person": {"name": "Changed", "tags": [{"name": "mine"}]}}


async def test_attributes_name_no_instant_in_the_future_and_people_have_signed_up_when_their_first_entry_starts(
    few_people: None, client_of_its_own: Callable[[], Any]
):
    now = datetime.now(UTC)
    query = """
    query ($series: ID) {
      people(first: 200) {
        nodes { attributes entries(series: $series, first: 5) { nodes { startedAt } } } pageInfo { hasNextPage }
      }
    }
    """
    with await client_of_its_own() as client:
        load_demo(client, now - timedelta(days=14))
        load_demo(client, now)
        onboarding = client.ask('{ series(key: "onboarding") { id } }')["series"]["id"]
        page = client.ask(query, {"series": onboarding})["people"]

    assert not page["pageInfo"]["hasNextPage"]
    for each in page["nodes"]:
        starts = [entry["startedAt"][:10] for entry in each["entries"]["nodes"]]
        assert each["attributes"]["signed_up_on"] == min(starts, default=None)
        seen = each["attributes"]["last_seen_at"]
        assert seen is None or (min(starts) <= seen and datetime.fromisoformat(seen) <= now)


async def test_continuing_keeps_attributes_that_others_changed(few_people: None, client_of_its_own: Callable[[], Any]):
    now = datetime.now(UTC)
    query = '{ people(filter: {search: "user-3-"}, first: 200) { nodes { externalId attributes } } }'
    with await client_of_its_own() as client:
        load_demo(client, now)
        later = client.ask(query)["people"]["nodes"]
        changed = [
            {"externalId": each["externalId"], "attributes": each["attributes"] | {"plan": "own"}} for each in later
        ]
        client.send_people(b"\n".join(map(orjson.dumps, changed)))
        load_demo(client, now + timedelta(days=14))
        found = {each["externalId"]: each["attributes"] for each in client.ask(query)["people"]["nodes"]}

    assert {each["attributes"]["signed_up_on"] for each in later} == {None}
    assert len(found) == 10
    for attributes in found.values():
        assert (attributes["plan"], attributes["signed_up_on"] is None) == ("own", False)


async def test_nothing_is_sent_while_thirty_days_are_ahead(
    few_people: None, client_of_its_own: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
):
    now = datetime.now(UTC)
    with await client_of_its_own() as client:
        load_demo(client, now)
        monkeypatch.setattr(Client, "send_events", _interrupt)

        load_demo(client, now)
        with pytest.raises(KeyboardInterrupt):
            load_demo(client, now + timedelta(days=7))


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
