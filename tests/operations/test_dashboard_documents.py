"""The compiled executor completes every query of the dashboard without the stock one."""

import re
from typing import Any

from asking import answer_to, ask
from dashboard_queries import dashboard_queries
from fallbacks import fallbacks
from planned import DEFINE, simulated, words_of
from recording import record_events

from db.pool import Pool
from simulation.onboarding import definition

DECLARED = re.compile(r"\$(\w+): ")
JOBS = """
mutation ($series: ID!) {
  bulkAction: tagPeople(input: { tag: "job", people: {} }) { bulkAction { id } }
  export: requestExport(input: { series: $series }) { export { id } }
}
"""
OUTCOME = '{ series(key: "onboarding") { stats { finished { id } } } }'
# As the dashboard sends them. The ids of objects are added.
VARIABLES: dict[str, Any] = {
    "after": None, "by": {"tag": True}, "deep": True, "filter": {}, "first": 5, "hours": 24, "interval": "WEEK",
    "key": "onboarding", "kind": "FINISHED", "range": {}, "removed": True, "scope": {}, "search": None,
    "series": "onboarding", "zone": "UTC", "block": "welcome", "state": None, "matched": None, "leftAlong": None,
    "variant": None, "isFirst": True, "started": True, "finished": True, "disengaged": True, "exited": True,
    "goalHit": True,
}  # fmt: skip


def particular(jobs: Any, words: dict[str, str], outcome: str) -> dict[str, dict[str, Any]]:
    """The variables that mean something else in some queries."""
    preview = {"person": words["Person"], "subject": "Hello", "body": "Hello"}
    person = {"person": words["Person"], "series": words["Series"]}
    return {
        "BulkActionQuery": {"id": jobs["bulkAction"]["bulkAction"]["id"]},
        "ExportProgressQuery": {"id": jobs["export"]["export"]["id"]},
        "PersonDialogQuery": person,
        "TrendTableQuery": {"outcome": outcome},
        "PersonDialogPastQuery": {**person, "asOf": "2026-06-01T00:00:00Z"},
        "MessagePreviewQuery": {"input": preview},
        "BlockVisitsQuery": {"orderBy": {}},
        "FigurePeopleQuery": {"orderBy": {}},
        "WhoDialogQuery": {"orderBy": {}},
    }


async def test_no_query_of_the_dashboard_falls_back(pool: Pool, workspace_id: int) -> None:
    await ask(pool, workspace_id, DEFINE, input=definition())
    async with pool.acquire() as connection:
        await record_events(connection, workspace_id, simulated(40, seed=1))
    words = await words_of(pool, workspace_id)
    jobs = await ask(pool, workspace_id, JOBS, series=words["Series"])
    outcome = (await ask(pool, workspace_id, OUTCOME))["series"]["stats"]["finished"]["id"]
    special = particular(jobs, words, outcome)
    asked = dashboard_queries()
    before, fell_back, failed = fallbacks(), dict[str, Any](), dict[str, Any]()

    for name, text in asked.items():
        given = VARIABLES | special.get(name, {})
        variables = {each: given[each] for each in DECLARED.findall(text.partition("{")[0])}
        _, errors = await answer_to(pool, workspace_id, text, variables)
        failed |= {name: errors} if errors else {}
        if fallbacks() != before:
            fell_back[name], before = fallbacks(), fallbacks()

    assert (failed, fell_back) == ({}, {})
