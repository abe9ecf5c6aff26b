"""Filters in filters select the same people for figures, lists, bulk actions and exports, as a plain recount does."""

from datetime import UTC, datetime
from typing import Any

import pytest
from acting import Desk
from asking import ask
from filters import Filter, filters, ids_of
from histories import KINDS, instants
from hypothesis import given
from hypothesis import strategies as st
from recount import Recount
from sampling import examples
from scopes import recorded
from selected import exported_people, frozen_people

from core.settings import Settings
from db.pool import Pool

pytestmark = pytest.mark.usefixtures("any_cost")

FIGURE = """
query Figure($scope: StatsScope) {
  series(key: "s") { stats(scope: $scope) { started { count people(first: 200) { nodes { externalId } } } } }
}
"""
LIST = """
query List($filter: PeopleFilter) {
  people(filter: $filter, first: 200) { totalCount nodes { externalId } }
  series(key: "s") {
    stats { started { people(filter: $filter, first: 200) { nodes { externalId } } } }
    entries(filter: $filter, first: 200) { nodes { person { externalId } } }
  }
}
"""
each_history = examples(12)


def names(people: list[dict[str, Any]]) -> set[str]:
    return {person["externalId"] for person in people}


def started(recount: Recount, as_of: datetime) -> set[str]:
    return {entry.person for entry in recount.entries.values() if entry.started_at and entry.started_at <= as_of}


@each_history
@given(data=st.data(), people=filters(), as_of=instants)
async def test_figures_lists_actions_and_exports_select_the_people_of_a_recount(
    settings: Settings, pool: Pool, data: st.DataObject, people: Filter, as_of: datetime
):
    workspace_id, history = await recorded(pool, data)
    sent = people.given(await ids_of(pool, workspace_id))
    recount, now = Recount(history, {key: kind.value for key, kind in KINDS.items()}), datetime.now(UTC)

    scope = {"asOf": as_of.isoformat(), "people": sent}
    figure = (await ask(pool, workspace_id, FIGURE, scope=scope))["series"]["stats"]["started"]
    lists = await ask(pool, workspace_id, LIST, filter=sent)
    tagged = await frozen_people(Desk(settings, pool, workspace_id), sent)
    exported = await exported_people(Desk(settings, pool, workspace_id), sent)

    expected, matching = people.people(recount, as_of), people.people(recount, now)
    assert names(figure["people"]["nodes"]) == expected & started(recount, as_of)
    assert figure["count"] == len(figure["people"]["nodes"])
    assert (names(lists["people"]["nodes"]), lists["people"]["totalCount"]) == (matching, len(matching))
    assert tagged == matching
    of_series = matching & started(recount, now)
    assert names(lists["series"]["stats"]["started"]["people"]["nodes"]) == of_series
    assert {entry["person"]["externalId"] for entry in lists["series"]["entries"]["nodes"]} == of_series
    assert exported == of_series
