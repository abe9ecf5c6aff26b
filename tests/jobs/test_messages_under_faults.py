"""Messages whose worker is killed or stopped, and whose servers restart: no one ever gets a message twice."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from acting import ALL, WATCH, Desk
from mail_server import MailSink, mail_server
from pools import pool_for

from db.tokens import ensure_workspace
from jobs.messages import UNCERTAIN

MESSAGE = """
mutation ($input: MessagePeopleInput!) {
  answer: messagePeople(input: $input) { bulkAction { id } userErrors { message } }
}
"""
READERS = 120
ENDED = "SELECT count(*) FROM bulk_action WHERE completed_at IS NOT NULL"
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
    """Request a message to everyone. Returns the id of the action."""
    async with pool_for(site.settings) as pool:
        desk = Desk(site.settings, pool, await ensure_workspace(pool, "shop"))
        await desk.people(READERS)
        await pool.execute("UPDATE person SET email = external_id || '@example.com'")
        answer = await desk.ask(MESSAGE, ALL, input={"people": {}, "subject": "Hello", "body": "Hi!"})
        return answer["bulkAction"]["id"]


async def _watch(site, action_id: str) -> dict[str, int]:
    async with pool_for(site.settings) as pool:
        return await Desk(site.settings, pool, await ensure_workspace(pool, "shop")).ask(WATCH, id=action_id)


async def _addresses(site, state: str) -> set[object]:
    query = "SELECT email FROM recipient JOIN person ON person.id = person_id WHERE state::text = $1"
    return {row[0] for row in await site.fetch(query, state)}


async def test_killed_workers_send_no_one_a_second_mail(site, sink: MailSink):
    action_id = await _ask(site)
    kills = 3
    for number in range(1, kills + 1):
        worker = site.start_program()
        await sink.until(25 * number)
        worker.kill()
        worker.wait()

    site.start_program()
    await site.until(ENDED, expected=1)

    ended = await _watch(site, action_id)
    sent, failed = await _addresses(site, "SENT"), await _addresses(site, "FAILED")
    reasons = {row[0] for row in await site.fetch("SELECT reason FROM recipient WHERE state = 'FAILED'")}
    assert (ended["processed"], ended["succeeded"], ended["failed"]) == (READERS, len(sent), len(failed))
    assert max(sink.counts.values()) == 1
    assert sent <= set(sink.counts) <= sent | failed
    assert len(failed) <= CONNECTIONS * kills
    assert reasons <= {UNCERTAIN}


async def test_a_killed_worker_leaves_only_mails_in_transmission_doubtful(site, sink: MailSink):
    sink.seconds = 600  # the server does not reply to the first mails
    action_id = await _ask(site)
    worker = site.start_program()
    await site.until("SELECT count(*) FROM recipient WHERE state = 'SENDING'", expected=CONNECTIONS)
    group = await _addresses(site, "SENDING")
    worker.kill()
    worker.wait()
    sink.seconds = 0

    site.start_program()
    await site.until(ENDED, expected=1)

    ended = await _watch(site, action_id)
    assert (ended["processed"], ended["succeeded"], ended["failed"]) == (READERS, READERS - CONNECTIONS, CONNECTIONS)
    assert await _addresses(site, "FAILED") == group
    assert sink.counts == dict.fromkeys(await _addresses(site, "SENT"), 1)


async def test_a_stopping_worker_finishes_the_mails_in_transmission(site, sink: MailSink):
    sink.seconds = 0.4  # slow enough that a stopping worker leaves most mails unsent
    action_id = await _ask(site)
    worker = site.start_program()
    await sink.until(10)
    worker.terminate()
    assert await asyncio.to_thread(worker.wait) == 0
    assert len(sink.accepted) < READERS

    site.start_program()
    await site.until(ENDED, expected=1)

    ended = await _watch(site, action_id)
    assert (ended["processed"], ended["succeeded"], ended["failed"]) == (READERS, READERS, 0)
    assert sink.counts == {f"p{number}@example.com": 1 for number in range(1, READERS + 1)}


async def test_a_restarted_database_neither_loses_nor_duplicates_mails(site, sink: MailSink):
    action_id = await _ask(site)
    site.start_program()
    await sink.until(25)
    await asyncio.to_thread(site.stop, "postgres")
    await asyncio.to_thread(site.start, "postgres")
    await site.until(ENDED, expected=1)

    ended = await _watch(site, action_id)
    assert max(sink.counts.values()) == 1
    assert ended["processed"] == READERS
    assert await _addresses(site, "SENT") <= set(sink.counts)
    assert ended["failed"] <= CONNECTIONS


async def test_a_wiped_valkey_loses_no_mails(site, sink: MailSink):
    action_id = await _ask(site)
    site.start_program()
    await sink.until(25)
    await asyncio.to_thread(site.stop, "valkey")
    await asyncio.to_thread(site.start, "valkey")
    await site.until(ENDED, expected=1)

    ended = await _watch(site, action_id)
    assert (ended["processed"], ended["succeeded"]) == (READERS, READERS)
    assert sink.counts == {f"p{number}@example.com": 1 for number in range(1, READERS + 1)}
