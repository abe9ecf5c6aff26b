"""The requests of the dashboard stay well below the limit of the cost, also of selected people."""

from typing import Any

from dashboard_queries import dashboard_queries
from graphql import OperationDefinitionNode

from schema.documents import document_of
from schema.limits import MOST_COST

PLAN = {"name": "plan", "operator": "EQ", "value": "free"}
FILTER = {"search": "a", "tags": ["vip"], "attributes": [PLAN], "not": {"tags": ["staff"]}}
RANGE = {"from": "2026-01-01T00:00:00Z", "to": "2026-04-01T00:00:00Z"}
# As the dashboard sends them. Others cost nothing.
VARIABLES: dict[str, Any] = {
    "scope": {"people": FILTER, "range": RANGE, "clock": "ENTRY_COHORT", "unit": "ENTRIES"},
    "filter": FILTER,
    "first": 100,
    "range": RANGE,
    "deep": False,
}
# All blocks with the selections of their states, a page of 100 entries with their visits, of 100 people with their last
# blocks, and of 25 series with their trends.
LONG_LISTS: dict[str, dict[str, Any]] = {
    "BoardInTableQuery": {},
    "FigurePeopleQuery": {},
    "PersonDialogPastQuery": {},
    "PersonDialogQuery": {},
    "SeriesListQuery": {"first": 25},
}


def test_every_part_of_the_dashboard_costs_less_than_a_quarter_of_the_limit():
    costs: dict[str, int] = {}
    for name, text in dashboard_queries().items():
        document = document_of(text)
        [operation] = [each for each in document.node.definitions if isinstance(each, OperationDefinitionNode)]
        costs[name] = document.cost_of(operation).points(VARIABLES | LONG_LISTS.get(name, {}))

    assert {name: cost for name, cost in costs.items() if cost >= MOST_COST / 4 and name not in LONG_LISTS} == {}
    assert all(costs[name] < MOST_COST * 2 / 3 for name in LONG_LISTS)
