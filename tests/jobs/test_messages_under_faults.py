"""Messages whose worker is killed or stopped, and whose database goes away: nobody is ever sent theirs twice."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from acting import ALL, WATCH, Desk
from mail_server import MailSink, mail_server

from db.pool import create_pool
from db.tokens import ensure_workspace
from jobs.messages import UNCERTAIN

MESSAGE = """
mutation ($input: MessagePeopleInput!) {
  answer: messagePeople(input: $input) { bulkAction { id } userErrors { message } }
}
"""
READERS = 120
OVER = "SELECT count(*) FROM bulk_action WHERE completed_at IS NOT NULL"
CONNECTIONS = 4


@pytest.fixture
async def sink(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[MailSink]:
    sink = MailSink(seconds=0.05)
    async with mail_server(sink) as port:
        monkeypatch.setenv("MILEPOST_SMTP_URL", f"smtp://127.0.0.1:{port}")
        monkeypatch.setenv("MILEPOST_MAIL_FROM", "Milepost <milepost@example.com>")
        monkeypatch.setenv("MILEPOST_MAIL_PER_SECOND", "1000")
        monkeypatch.setenv("MILEPOST_MAIL_CONNECTIONS", str(CONNECTIONS))
        yield sink


async def _ask(site) -> str:
    """The id of an action that messages everybody."""
    async with await create_pool(site.settings) as pool:
        desk = Desk(site.settings, pool, await ensure_workspace(pool, "shop"))
        await desk.people(READERS)
        await pool.execute("UPDATE person SET email = external_id || '@example.com'")
        answer = await desk.ask(MESSAGE, ALL, input={"people": {}, "subject": "Hello", "body": "Hi!"})
        return answer["bulkAction"]["id"]


async def _watch(site, action_id: str) -> dict[str, int]:
    async with await create_pool(site.settings) as pool:
        return await Desk(site.settings, pool, await ensure_workspace(pool, "shop")).ask(WATCH, id=action_id)


async def _addresses(site, state: str) -> set[object]:
    query = "SELECT email FROM recipient JOIN person ON person.id = person_id WHERE state::text = $1"
    return {row[0] for row in await site.fetch(query, state)}


async def test_workers_killed_in_the_middle_send_nobody_a_second_mail(site, sink: MailSink):
    action_id = await _ask(site)
    kills = 3
    for number in range(1, kills + 1):
        worker = site.start_program()
        await sink.until(25 * number)
        worker.kill()
        worker.wait()

    site.start_program()
    await site.until(OVER, expected=1)

    over = await _watch(site, action_id)
    sent, failed = await _addresses(site, "SENT"), await _addresses(site, "FAILED")
    reasons = {row[0] for row in await site.fetch("SELECT reason FROM recipient WHERE state = 'FAILED'")}
    assert (over["processed"], over["succeeded"], over["failed"]) == (READERS, len(sent), len(failed))
    assert max(sink.counts.values()) == 1
    assert sent <= set(sink.counts) <= sent | failed
    assert len(failed) <= CONNECTIONS * kills
    assert reasons <= {UNCERTAIN}


async def test_a_worker_killed_while_a_group_is_leaving_leaves_that_group_in_doubt_and_nobody_else(
    site, sink: MailSink
):
    sink.seconds = 600  # it has the group, and says nothing
    action_id = await _ask(site)
    worker = site.start_program()
    await site.until("SELECT count(*) FROM recipient WHERE state = 'SENDING'", expected=CONNECTIONS)
    group = await _addresses(site, "SENDING")
    worker.kill()
    worker.wait()
    sink.seconds = 0

    site.start_program()
    await site.until(OVER, expected=1)

    over = await _watch(site, action_id)
    assert (over["processed"], over["succeeded"], over["failed"]) == (READERS, READERS - CONNECTIONS, CONNECTIONS)
    assert await _addresses(site, "FAILED") == group
    assert sink.counts == dict.fromkeys(await _addresses(site, "SENT"), 1)


async def test_workers_told_to_stop_let_the_mails_that_are_leaving_leave(site, sink: MailSink):
    sink.seconds = 0.4  # more of them than a worker that is told to stop still sends
    action_id = await _ask(site)
    worker = site.start_program()
    await sink.until(10)
    worker.terminate()
    assert await asyncio.to_thread(worker.wait) == 0
    assert len(sink.accepted) < READERS

    site.start_program()
    await site.until(OVER, expected=1)

    over = await _watch(site, action_id)
    assert (over["processed"], over["succeeded"], over["failed"]) == (READERS, READERS, 0)
    assert sink.counts == {f"p{number}@example.com": 1 for number in range(1, READERS + 1)}


async def test_a_database_that_restarts_costs_nobody_their_mail_and_doubles_none(site, sink: MailSink):
    action_id = await _ask(site)
    site.start_program()
    await sink.until(25)
    await asyncio.to_thread(site.stop, "postgres")
    await asyncio.to_thread(site.start, "postgres")
    await site.until(OVER, expected=1)

    over = await _watch(site, action_id)
    assert max(sink.counts.values()) == 1
    assert over["processed"] == READERS
    assert await _addresses(site, "SENT") <= set(sink.counts)
    assert over["failed"] <= CONNECTIONS


async def test_a_valkey_that_is_wiped_costs_nobody_their_mail(site, sink: MailSink):
    action_id = await _ask(site)
    site.start_program()
    await sink.until(25)
    await asyncio.to_thread(site.stop, "valkey")
    await asyncio.to_thread(site.start, "valkey")
    await site.until(OVER, expected=1)

    over = await _watch(site, action_id)
    assert (over["processed"], over["succeeded"]) == (READERS, READERS)
    assert sink.counts == {f"p{number}@example.com": 1 for number in range(1, READERS + 1)}
