"""GraphQL without HTTP, and people and jobs to act on."""

from collections.abc import Iterable
from typing import Any

from asking import answer_to

from core.bulk_actions import BulkActionKind
from core.ids import global_id
from core.settings import Settings
from core.viewer import Scope
from db.pool import Pool
from jobs.runner import Runner
from jobs.worker import HANDLERS

ACTION = """
fragment action on BulkAction {
  id kind status selected processed succeeded skipped failed skips { reason count } error
}
"""
TAG = (
    """
mutation ($input: TagPeopleInput!) {
  answer: tagPeople(input: $input) {
    bulkAction { ...action } wouldSelect skips { reason count } userErrors { code message path }
  }
}
"""
    + ACTION
)
UNTAG = TAG.replace("tagPeople", "untagPeople")
CANCEL = (
    """
mutation ($id: ID!) {
  answer: cancelBulkAction(id: $id) { bulkAction { ...action } userErrors { code message path } }
}
"""
    + ACTION
)
UNDO = CANCEL.replace("cancelBulkAction", "undoBulkAction")
WATCH = "query ($id: ID!) { answer: bulkAction(id: $id) { ...action completedAt undoneBy { id } } }" + ACTION
ALL = frozenset(Scope)


class Desk:
    """A user of a workspace, and a worker that runs jobs only when called."""

    def __init__(self, settings: Settings, pool: Pool, workspace_id: int) -> None:
        self.settings = settings
        self.pool = pool
        self.workspace_id = workspace_id

    async def ask(self, query: str, scopes: Iterable[Scope] = ALL, **variables: Any) -> Any:
        """The field `answer` of the answer."""
        data, errors = await answer_to(self.pool, self.workspace_id, query, variables, frozenset(scopes))
        assert errors == []
        return data["answer"]

    async def act(self, query: str, people: dict[str, Any], tag: str = "vip", **more: Any) -> Any:
        return await self.ask(query, input={"people": people, "tag": tag, **more})

    async def work(self) -> None:
        """Do all jobs of the workspace that are due."""
        runner = Runner(self.pool, self.pool, self.settings, HANDLERS)
        for row in await self.pool.fetch(
            "SELECT id, attempt FROM job WHERE workspace_id = $1 AND state = 'QUEUED' ORDER BY id", self.workspace_id
        ):
            await runner.run(self.workspace_id, row["id"], row["attempt"])

    async def people(self, count: int) -> list[str]:
        """The ids of so many new people."""
        rows = await self.pool.fetch(
            "INSERT INTO person (workspace_id, external_id) SELECT $1, 'p' || number "
            "FROM generate_series(1, $2) AS number RETURNING id",
            self.workspace_id,
            count,
        )
        return [global_id("Person", row["id"]) for row in rows]

    async def tagged(self, tag: str = "vip") -> list[str]:
        """The ids of the people with a tag, in order; and the tag's own count is the same."""
        rows = await self.pool.fetch(
            "SELECT person_id FROM person_tag JOIN tag ON tag.workspace_id = $1 AND tag.id = tag_id "
            "WHERE person_tag.workspace_id = $1 AND tag.name = $2 ORDER BY person_id",
            self.workspace_id,
            tag,
        )
        kept = await self.pool.fetchval(
            "SELECT people FROM tag WHERE workspace_id = $1 AND name = $2", self.workspace_id, tag
        )
        assert (kept or 0) == len(rows)
        return [global_id("Person", row["person_id"]) for row in rows]

    async def done(self, kind: BulkActionKind, people: dict[str, Any], tag: str = "vip") -> Any:
        """A bulk action that is over."""
        asked = await self.act(TAG if kind is BulkActionKind.TAG else UNTAG, people, tag)
        assert asked["userErrors"] == []
        await self.work()
        return await self.ask(WATCH, id=asked["bulkAction"]["id"])
