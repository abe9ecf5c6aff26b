"""What is removed once it is old: whom bulk actions were about, and jobs that have ended."""

from datetime import timedelta

from db.pool import Pool
from db.statements.composer import statement


async def old_bulk_actions(pool: Pool, age: timedelta) -> list[tuple[int, int]]:
    """The workspace and id of each bulk action that has been over for so long, and whose people are still kept."""
    rows = await pool.fetch(statement("old_bulk_actions"), age)
    return [(row["workspace_id"], row["id"]) for row in rows]


async def remove_recipients(
    pool: Pool, workspace_id: int, action_id: int, after_person_id: int, most: int
) -> int | None:
    """Remove the next recipients of a bulk action and return the last of them. None: there are no more."""
    arguments = (workspace_id, action_id, after_person_id, most)
    return await pool.fetchval(statement("remove_recipients"), *arguments)


async def remove_batches(pool: Pool, workspace_id: int, action_id: int) -> None:
    """Remove whom a bulk action was about: from now on it cannot be taken back."""
    await pool.execute(statement("remove_batches"), workspace_id, action_id)


async def workspaces_with_old_jobs(pool: Pool, age: timedelta) -> list[int]:
    """The workspaces in which a job ended so long ago."""
    return [row["workspace_id"] for row in await pool.fetch(statement("workspaces_with_old_jobs"), age)]


async def remove_old_jobs(pool: Pool, workspace_id: int, age: timedelta, most: int) -> int:
    """Remove jobs that ended so long ago, and return how many they were."""
    status = await pool.execute(statement("remove_old_jobs"), workspace_id, age, most)
    return int(status.rpartition(" ")[2])
