"""Recipient states are committed in groups, and never let a mail be sent twice."""

import asyncio
from datetime import timedelta

import pytest
from acting import CANCEL, WATCH, Desk

from core.ids import number_of
from core.settings import Settings
from db.bulk_actions import advance_bulk_action, lock_bulk_action
from db.jobs import claim_job
from db.messages import DeliveryResult, RecipientState, add_recipients
from db.pool import Pool
from jobs.handlers import JobContext, LeaseLost
from jobs.message_ledger import message_ledger

MESSAGE = "mutation ($input: MessagePeopleInput!) { answer: messagePeople(input: $input) { bulkAction { id } } }"
READERS = 40


class Mailing(Desk):
    """A message to forty people, stored as recipients, and its first attempt."""

    async def begin(self) -> JobContext:
        await self.people(READERS)
        await self.pool.execute(
            "UPDATE person SET email = external_id || '@example.com' WHERE workspace_id = $1", self.workspace_id
        )
        asked = await self.ask(MESSAGE, input={"people": {}, "subject": "Hello", "body": "Hi!"})
        self.action_id = asked["bulkAction"]["id"]
        subject_id = number_of(self.action_id, "BulkAction")
        async with self.pool.acquire() as connection, connection.transaction():
            action = await lock_bulk_action(connection, self.workspace_id, subject_id)
            assert action is not None
            progress = await add_recipients(connection, self.workspace_id, action)
            await advance_bulk_action(connection, self.workspace_id, action.id, progress)
        job_id = await self.pool.fetchval("SELECT id FROM job WHERE workspace_id = $1", self.workspace_id)
        assert await claim_job(self.pool, self.workspace_id, job_id, 0, timedelta(minutes=1))
        return JobContext(self.pool, self.settings, self.workspace_id, subject_id, 1, job_id)

    async def recipients(self) -> dict[int, bytes]:
        """The inbox of each recipient."""
        rows = await self.pool.fetch(
            "SELECT person_id, inbox FROM recipient WHERE workspace_id = $1 ORDER BY person_id", self.workspace_id
        )
        return {row["person_id"]: row["inbox"] for row in rows}

    async def states(self) -> dict[str, int]:
        rows = await self.pool.fetch(
            "SELECT state, count(*) FROM recipient WHERE workspace_id = $1 GROUP BY state", self.workspace_id
        )
        return {row["state"]: row["count"] for row in rows}

    async def seen(self) -> tuple[str, int, int, int, int]:
        action = await self.ask(WATCH, id=self.action_id)
        return tuple(action[name] for name in ("status", "processed", "succeeded", "skipped", "failed"))


@pytest.fixture
def mailing(pool: Pool, settings: Settings, workspace_id: int) -> Mailing:
    return Mailing(settings, pool, workspace_id)


async def test_concurrent_mails_share_transactions(recorded_pool, settings, workspace_id):
    mailing = Mailing(settings, recorded_pool.pool, workspace_id)
    context = await mailing.begin()
    recipients = await mailing.recipients()
    recorded_pool.statements.clear()

    async with message_ledger(context) as ledger:
        claimed = await asyncio.gather(*map(ledger.claim, recipients, recipients.values()))
        for person_id in recipients:
            ledger.settle(DeliveryResult(person_id, RecipientState.SENT))

    transactions = [text for text in recorded_pool.statements if "UPDATE job\n" in text]
    assert claimed == [True] * READERS
    assert len(transactions) == 2
    assert len(recorded_pool.statements) == 7
    assert await mailing.seen() == ("COMPLETED", READERS, READERS, 0, 0)


async def test_each_result_is_counted_once(mailing: Mailing):
    context = await mailing.begin()
    one, two, three, four, *_ = await mailing.recipients()

    for _ in range(2):
        async with message_ledger(context) as ledger:
            ledger.settle(DeliveryResult(one, RecipientState.SENT))
            ledger.settle(DeliveryResult(two, RecipientState.SKIPPED, "unsubscribed"))
            ledger.settle(DeliveryResult(three, RecipientState.FAILED, "nobody there"))
            ledger.settle(DeliveryResult(four, RecipientState.PENDING, "later", timedelta(hours=1)))

    assert await mailing.seen() == ("IN_PROGRESS", 3, 1, 1, 1)
    assert await mailing.states() == {"PENDING": READERS - 3, "SENT": 1, "SKIPPED": 1, "FAILED": 1}


async def test_a_claim_is_refused_for_a_second_mail_for_unsubscribed_people_and_for_a_changed_address(mailing: Mailing):
    context = await mailing.begin()
    inboxes = await mailing.recipients()
    one, two, three, four, *_ = inboxes
    await mailing.pool.execute("UPDATE person SET unsubscribed = true WHERE id = $1", two)
    await mailing.pool.execute("UPDATE person SET email = 'other@example.com' WHERE id = $1", three)

    async with message_ledger(context) as ledger:
        claims = [await ledger.claim(person_id, inboxes[person_id]) for person_id in (one, one, two, three, four)]

    assert claims == [True, False, False, False, True]


async def test_of_two_claims_of_an_inbox_in_one_group_one_is_granted(mailing: Mailing):
    context = await mailing.begin()
    one, two, *_ = await mailing.recipients()
    shared = await mailing.pool.fetchval("SELECT inbox_of('shared@example.com')")
    await mailing.pool.execute("UPDATE person SET email = 'Shared@example.com' WHERE id = ANY($1)", [one, two])
    await mailing.pool.execute("UPDATE recipient SET inbox = $1 WHERE person_id = ANY($2)", shared, [one, two])

    async with message_ledger(context) as ledger:
        claims = await asyncio.gather(ledger.claim(two, shared), ledger.claim(one, shared))

    assert claims == [False, True]


async def test_after_a_cancellation_claims_are_refused_and_sent_mails_still_count(mailing: Mailing):
    context = await mailing.begin()
    inboxes = await mailing.recipients()
    one, two, *_ = inboxes

    async with message_ledger(context) as ledger:
        await ledger.claim(one, inboxes[one])
        was_over = ledger.has_ended
        await mailing.ask(CANCEL, id=mailing.action_id)
        claimed = await ledger.claim(two, inboxes[two])
        ledger.settle(DeliveryResult(one, RecipientState.SENT))

    assert (was_over, claimed, ledger.has_ended) == (False, False, True)
    assert await mailing.seen() == ("CANCELED", 1, 1, 0, 0)


@pytest.mark.parametrize("seconds", [0, 0.001, 0.005])
async def test_a_canceled_claim_leaves_no_doubtful_case(mailing: Mailing, seconds: float):
    context = await mailing.begin()
    recipients = await mailing.recipients()

    async with message_ledger(context) as ledger:
        leaving = [asyncio.create_task(ledger.claim(*recipient)) for recipient in recipients.items()]
        await asyncio.sleep(seconds)
        given_up = [task for task in leaving[1:] if task.cancel()]
        await asyncio.gather(*leaving, return_exceptions=True)

    assert (await mailing.states()).get("PENDING", 0) == len(given_up)


async def test_an_attempt_that_lost_its_lease_changes_nothing(mailing: Mailing):
    context = await mailing.begin()
    inboxes = await mailing.recipients()
    one, *_ = inboxes
    await mailing.pool.execute("UPDATE job SET attempt = 2 WHERE workspace_id = $1", mailing.workspace_id)

    async def send() -> None:
        async with message_ledger(context) as ledger:
            with pytest.raises(LeaseLost):
                await ledger.claim(one, inboxes[one])
            ledger.settle(DeliveryResult(one, RecipientState.SENT))

    with pytest.raises(LeaseLost):
        await send()
    assert await mailing.states() == {"PENDING": READERS}
