"""Messages to many people, as clients request them, and the state of each recipient."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from acting import ACTION, WATCH, Desk
from mail_server import MailSink

MESSAGE = (
    """
mutation ($input: MessagePeopleInput!) {
  answer: messagePeople(input: $input) {
    bulkAction { ...action } wouldSelect skips { reason count } userErrors { code message path }
  }
}
"""
    + ACTION
)
UPSERT = (
    "mutation ($people: [PersonInput!]!) { answer: upsertPeople(input: {people: $people}) { userErrors { message } } }"
)
FAILURES = "query ($id: ID!) { answer: bulkAction(id: $id) { failures { personId reason } } }"
HELLO = {"subject": "Hello", "body": "Hi!"}


class Mailroom(Desk):
    """A desk that sends messages."""

    async def person(self, external_id: str, email: str | None, **more: Any) -> int:
        row = {"name": None, "attributes": {}, "unsubscribed": False, **more}
        return await self.pool.fetchval(
            "INSERT INTO person (workspace_id, external_id, email, name, attributes, unsubscribed) "
            "VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
            self.workspace_id,
            external_id,
            email,
            row["name"],
            row["attributes"],
            row["unsubscribed"],
        )

    async def readers(self, *names: str) -> None:
        for name in names:
            await self.person(name, f"{name}@example.com")

    async def upsert(self, *people: dict[str, Any]) -> None:
        assert await self.ask(UPSERT, people=people) == {"userErrors": []}

    async def message(self, **given: Any) -> Any:
        return await self.ask(MESSAGE, input={"people": {}, **HELLO, **given})

    async def sent(self, **given: Any) -> Any:
        """Send a message, and return the ended bulk action."""
        asked = await self.message(**given)
        assert asked["userErrors"] == []
        await self.work()
        return await self.ask(WATCH, id=asked["bulkAction"]["id"])

    @asynccontextmanager
    async def sending(self, sink: MailSink, readers: int, sent: int) -> AsyncIterator[str]:
        """Send a message to many readers: yields the id of the action after some mails, and then waits for its end."""
        await self.readers(*(f"p{number}" for number in range(readers)))
        sink.seconds = 0.05
        action = (await self.message())["bulkAction"]["id"]
        working = asyncio.create_task(self.work())
        await sink.until(sent)
        yield action
        await working

    async def failures(self, action_id: str) -> Any:
        """The failures of an action, as clients see them."""
        return (await self.ask(FAILURES, id=action_id))["failures"]

    async def states(self) -> dict[str, tuple[str, str | None]]:
        """The state and reason of each recipient."""
        rows = await self.pool.fetch(
            "SELECT external_id, state, reason FROM recipient JOIN person ON person.workspace_id = $1 "
            "AND person.id = person_id WHERE recipient.workspace_id = $1",
            self.workspace_id,
        )
        return {row["external_id"]: (row["state"], row["reason"]) for row in rows}


def counts(action: Mapping[str, Any]) -> tuple[str, int, int, int, int]:
    return action["status"], action["selected"], action["succeeded"], action["skipped"], action["failed"]
