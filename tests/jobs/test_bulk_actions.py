"""Bulk actions whose worker is killed: each person is changed once, and the counts stay correct."""

import asyncio

from acting import TAG, UNDO, WATCH, Desk
from pools import pool_for

from core.bulk_actions import BulkActionKind
from db.bulk_actions import BATCH
from db.tokens import ensure_workspace

PEOPLE = 3 * BATCH + 1
RUNNING = "SELECT count(*) FROM job WHERE state = 'RUNNING'"
ENDED = "SELECT count(*) FROM bulk_action WHERE completed_at IS NOT NULL"


async def test_the_batch_of_a_killed_worker_is_done_by_another_worker(site):
    async with pool_for(site.settings) as pool:
        desk = Desk(site.settings, pool, await ensure_workspace(pool, "shop"))
        people = await desk.people(PEOPLE)
        await desk.done(BulkActionKind.TAG, {"ids": people[:10]})
        asked = (await desk.act(TAG, {}))["bulkAction"]
        async with pool.acquire() as connection, connection.transaction():
            await connection.execute("SELECT FROM tag FOR UPDATE")  # blocks the worker
            killed = site.start_program()
            await site.until(RUNNING, expected=1)
            await asyncio.sleep(0.5)
            killed.kill()

        site.start_program()
        await site.until(ENDED, expected=2)
        ended = await desk.ask(WATCH, id=asked["id"])

        assert (ended["status"], ended["processed"], ended["succeeded"]) == ("COMPLETED", PEOPLE, PEOPLE - 10)
        assert ended["skips"] == [{"reason": "already tagged", "count": 10}]
        assert len(await desk.tagged()) == PEOPLE


async def test_with_two_workers_an_undo_restores_the_state_before_the_action(site):
    async with pool_for(site.settings) as pool:
        desk = Desk(site.settings, pool, await ensure_workspace(pool, "shop"))
        people = await desk.people(PEOPLE)
        await desk.done(BulkActionKind.TAG, {"ids": people[:10]})
        for _ in range(2):
            site.start_program()
        asked = (await desk.act(TAG, {}))["bulkAction"]
        await site.until(ENDED, expected=2)

        await desk.ask(UNDO, id=asked["id"])
        await site.until(ENDED, expected=3)

        assert await desk.tagged() == people[:10]


async def test_an_action_that_keeps_failing_ends_as_failed_with_a_reason(site):
    async with pool_for(site.settings) as pool:
        desk = Desk(site.settings, pool, await ensure_workspace(pool, "shop"))
        await desk.people(1)
        asked = (await desk.act(TAG, {}))["bulkAction"]
        await pool.execute("ALTER TABLE person_tag RENAME TO person_tags")  # an error on our side
        await pool.execute("UPDATE job SET failures = 4")

        await desk.work()
        await pool.execute("ALTER TABLE person_tags RENAME TO person_tag")
        ended = await desk.ask(WATCH, id=asked["id"])

        reason = "The job failed repeatedly: an internal error. The worker's log has the details under job 1."
        assert (ended["status"], ended["error"], ended["processed"]) == ("FAILED", reason, 0)
        assert ended["completedAt"] is not None
