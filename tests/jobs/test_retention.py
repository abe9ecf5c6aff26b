"""Rows that are removed at the end of the undo period, and rows that are kept."""

import pytest
from acting import TAG, UNDO, WATCH, Desk
from pools import pool_for

import jobs.retention
from core.bulk_actions import BulkActionKind
from core.ids import number_of
from core.settings import Settings
from db.connection import connected
from db.pool import Pool
from db.tokens import ensure_workspace
from jobs.retention import remove_expired_rows

MESSAGE = "mutation ($input: MessagePeopleInput!) { answer: messagePeople(input: $input) { bulkAction { id } } }"
AGE = """
UPDATE bulk_action SET completed_at = now() - $2 * interval '1 day'
WHERE workspace_id = $1 AND completed_at IS NOT NULL
"""
AGE_JOBS = (
    "UPDATE job SET finished_at = now() - $2 * interval '1 day' WHERE workspace_id = $1 AND finished_at IS NOT NULL"
)


class Archive(Desk):
    """A desk whose ended actions and jobs can be aged."""

    async def age(self, days: float) -> None:
        for query in (AGE, AGE_JOBS):
            await self.pool.execute(query, self.workspace_id, days)

    async def remove_old(self) -> None:
        await remove_expired_rows(self.pool, self.settings)

    async def kept(self) -> dict[str, int]:
        """The number of rows of each table from which rows are removed."""
        tables = ("bulk_action_batch", "recipient", "job")
        query = "SELECT count(*) FROM {} WHERE workspace_id = $1"
        return {table: await self.pool.fetchval(query.format(table), self.workspace_id) for table in tables}


@pytest.fixture
def archive(settings: Settings, pool: Pool, workspace_id: int) -> Archive:
    return Archive(settings, pool, workspace_id)


async def test_during_the_undo_period_an_action_can_be_undone(archive: Archive):
    await archive.people(3)
    ended = await archive.done(BulkActionKind.TAG, {})
    await archive.age(29.9)

    await archive.remove_old()
    undo = await archive.ask(UNDO, id=ended["id"])
    await archive.work()

    assert undo["userErrors"] == []
    assert await archive.tagged() == []


async def test_after_the_undo_period_an_action_keeps_its_counts_but_cannot_be_undone(archive: Archive):
    people = await archive.people(3)
    ended = await archive.done(BulkActionKind.TAG, {})
    await archive.age(30.1)

    await archive.remove_old()
    undo = await archive.ask(UNDO, id=ended["id"])

    seen = await archive.ask(WATCH, id=ended["id"])
    day = seen["completedAt"][:10]
    message = f"The bulk action ended on {day}, and its undo period has expired."
    assert undo["userErrors"] == [{"code": "NOT_UNDOABLE", "message": message, "path": ["id"]}]
    assert await archive.kept() == {"bulk_action_batch": 0, "recipient": 0, "job": 0}
    assert {**ended, **seen, "completedAt": None} == {**ended, "completedAt": None}
    assert await archive.tagged() == people


async def test_the_setting_changes_the_undo_period(archive: Archive):
    await archive.people(1)
    await archive.done(BulkActionKind.TAG, {})
    await archive.age(8)

    await remove_expired_rows(archive.pool, archive.settings.model_copy(update={"undo_days": 7}))

    assert await archive.kept() == {"bulk_action_batch": 0, "recipient": 0, "job": 0}


async def test_an_action_that_has_not_ended_is_kept_whatever_its_age(archive: Archive):
    await archive.people(3)
    await archive.act(TAG, {})
    await archive.pool.execute(
        "UPDATE bulk_action SET created_at = now() - interval '1 year' WHERE workspace_id = $1",
        archive.workspace_id,
    )

    await archive.remove_old()
    await archive.work()

    assert len(await archive.tagged()) == 3


async def test_a_running_undo_completes_after_the_removal_of_the_original_action(archive: Archive):
    await archive.people(3)
    ended = await archive.done(BulkActionKind.TAG, {})
    await archive.ask(UNDO, id=ended["id"])
    await archive.age(31)

    await archive.remove_old()
    await archive.work()

    assert await archive.tagged() == []


async def test_recipients_are_removed_in_batches_and_the_message_is_kept(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, tmp_path
):
    monkeypatch.setattr(jobs.retention, "BATCH", 2)
    archive.settings = archive.settings.model_copy(update={"mail_outbox": tmp_path})
    await archive.people(5)
    await archive.pool.execute(
        "UPDATE person SET email = external_id || '@example.com' WHERE workspace_id = $1", archive.workspace_id
    )
    asked = await archive.ask(MESSAGE, input={"people": {}, "subject": "Hello", "body": "Hi!"})
    await archive.work()
    before = await archive.kept()
    await archive.age(31)

    await archive.remove_old()

    said = await archive.pool.fetchval(
        "SELECT body FROM message WHERE bulk_action_id = $1", number_of(asked["bulkAction"]["id"], "BulkAction")
    )
    assert before == {"bulk_action_batch": 1, "recipient": 5, "job": 1}
    assert await archive.kept() == {"bulk_action_batch": 0, "recipient": 0, "job": 0}
    assert said == "Hi!"


async def test_entries_of_the_audit_log_are_removed_in_batches_once_they_are_old(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(jobs.retention, "BATCH", 2)
    await archive.pool.execute(
        "INSERT INTO audit_event (workspace_id, action, at, detail) "
        "SELECT $1, 'TAG', now() - number * interval '100 days', to_jsonb(number) FROM generate_series(1, 9) AS number",
        archive.workspace_id,
    )
    kept = "SELECT array_agg(detail::integer ORDER BY id) FROM audit_event WHERE workspace_id = $1"

    await archive.remove_old()
    after_400_days = await archive.pool.fetchval(kept, archive.workspace_id)
    await remove_expired_rows(archive.pool, archive.settings.model_copy(update={"audit_days": 250}))

    assert after_400_days == [1, 2, 3]
    assert await archive.pool.fetchval(kept, archive.workspace_id) == [1, 2]


async def test_the_role_of_the_worker_removes_no_entry_of_the_audit_log_from_the_last_day(archive: Archive):
    workspace_id = await ensure_workspace(archive.pool, "retained")
    other_id = await ensure_workspace(archive.pool, "retained elsewhere")
    await archive.pool.execute(
        "INSERT INTO audit_event (workspace_id, action, at, detail) "
        "SELECT workspace_id, 'TAG', now() - hours * interval '1 hour', to_jsonb(hours) "
        "FROM unnest($1::bigint[]) AS workspace_id CROSS JOIN unnest(ARRAY[0, 23, 25]) AS hours",
        [workspace_id, other_id],
    )
    left = "SELECT array_agg(detail::integer ORDER BY id) FROM audit_event WHERE workspace_id = $1"
    async with connected(archive.settings) as connection:
        await connection.execute("SELECT set_config('milepost.workspace', $1, false)", str(workspace_id))
        removed = await connection.fetchval("SELECT remove_old_audit_events($1, '0 days', 100)", workspace_id)

    assert removed == 1
    assert await archive.pool.fetchval(left, workspace_id) == [0, 23]
    assert await archive.pool.fetchval(left, other_id) == [0, 23, 25]


async def test_a_worker_removes_expired_rows(site):
    async with pool_for(site.settings) as pool:
        archive = Archive(site.settings, pool, await ensure_workspace(pool, "shop"))
        await archive.people(3)
        await archive.done(BulkActionKind.TAG, {})
        await archive.age(31)
        await archive.done(BulkActionKind.TAG, {}, "young")

        site.start_program()
        await site.until("SELECT count(*) FROM job", expected=1)

        assert await archive.kept() == {"bulk_action_batch": 1, "recipient": 0, "job": 1}
