"""Bulk actions under workers that are killed: every person is dealt with once, and the counts stay right."""

import asyncio

from acting import TAG, UNDO, WATCH, Desk

from core.bulk_actions import BulkActionKind
from db.bulk_actions import BATCH
from db.pool import create_pool
from db.tokens import ensure_workspace

PEOPLE = 3 * BATCH + 1
RUNNING = "SELECT count(*) FROM job WHERE state = 'RUNNING'"
OVER = "SELECT count(*) FROM bulk_action WHERE completed_at IS NOT NULL"


async def test_a_worker_that_is_killed_in_the_middle_of_a_batch_has_it_done_by_another(site):
    async with await create_pool(site.settings) as pool:
        desk = Desk(site.settings, pool, await ensure_workspace(pool, "shop"))
        people = await desk.people(PEOPLE)
        await desk.done(BulkActionKind.TAG, {"ids": people[:10]})
        asked = (await desk.act(TAG, {}))["bulkAction"]
        async with pool.acquire() as connection, connection.transaction():
            await connection.execute("SELECT FROM tag FOR UPDATE")  # for which the worker waits
            killed = site.start_program()
            await site.until(RUNNING, expected=1)
            await asyncio.sleep(0.5)
            killed.kill()

        site.start_program()
        await site.until(OVER, expected=2)
        over = await desk.ask(WATCH, id=asked["id"])

        assert (over["status"], over["processed"], over["succeeded"]) == ("COMPLETED", PEOPLE, PEOPLE - 10)
        assert over["skips"] == [{"reason": "already tagged", "count": 10}]
        assert len(await desk.tagged()) == PEOPLE


async def test_an_action_and_its_undo_leave_what_was_there_with_two_workers(site):
    async with await create_pool(site.settings) as pool:
        desk = Desk(site.settings, pool, await ensure_workspace(pool, "shop"))
        people = await desk.people(PEOPLE)
        await desk.done(BulkActionKind.TAG, {"ids": people[:10]})
        for _ in range(2):
            site.start_program()
        asked = (await desk.act(TAG, {}))["bulkAction"]
        await site.until(OVER, expected=2)

        await desk.ask(UNDO, id=asked["id"])
        await site.until(OVER, expected=3)

        assert await desk.tagged() == people[:10]


async def test_an_action_that_cannot_be_done_ends_as_failed_with_a_reason(site):
    async with await create_pool(site.settings) as pool:
        desk = Desk(site.settings, pool, await ensure_workspace(pool, "shop"))
        await desk.people(1)
        asked = (await desk.act(TAG, {}))["bulkAction"]
        await pool.execute("ALTER TABLE person_tag RENAME TO person_tags")  # an error on our side
        await pool.execute("UPDATE job SET failures = 4")

        await desk.work()
        await pool.execute("ALTER TABLE person_tags RENAME TO person_tag")
        over = await desk.ask(WATCH, id=asked["id"])

        reason = "Something went wrong on our side, again and again. The details are in the worker's log under job 1."
        assert (over["status"], over["error"], over["processed"]) == ("FAILED", reason, 0)
        assert over["completedAt"] is not None
