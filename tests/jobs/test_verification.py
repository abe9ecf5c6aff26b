"""The hourly sample: stored counts that differ are logged as an error and counted."""

from databases import new_database
from histories import BEGIN, SERIES
from pools import pool_for
from prometheus_client import REGISTRY
from recording import record_events
from structlog.testing import capture_logs

from core.events import EventInput, EventType
from core.settings import Settings
from db.definitions import define_series
from db.migrate import migrate
from db.tokens import ensure_workspace
from jobs.verification import verify_sample


def counted() -> dict[str, float]:
    return {
        result: REGISTRY.get_sample_value("milepost_stored_count_checks_total", {"result": result}) or 0
        for result in ("equal", "different", "unfinished")
    }


async def test_a_sample_with_a_wrong_count_is_logged_as_an_error_and_counted(settings: Settings):
    async with new_database(settings) as own:
        await migrate(own)
        async with pool_for(own) as pool:
            workspace_id = await ensure_workspace(pool, "verified")
            async with pool.acquire() as connection:
                series_id = (await define_series(connection, workspace_id, SERIES)).id
                start = EventInput(id="1", type=EventType.ENTRY_STARTED, at=BEGIN, series="s", person="ann")
                await record_events(connection, workspace_id, [start])
            before = counted()
            with capture_logs() as quiet:
                await verify_sample(pool, own)
            await pool.execute("UPDATE figure_count SET people = 5 WHERE figure = 'STARTED' AND level < 2")
            with capture_logs() as logs:
                await verify_sample(pool, own)

    assert quiet == []
    assert logs == [
        {
            "event": "stored_counts.different",
            "log_level": "error",
            "workspace_id": workspace_id,
            "series_id": series_id,
            "figures": 1,
            "since": BEGIN.isoformat(),
        }
    ]
    assert counted() == {**before, "equal": before["equal"] + 1, "different": before["different"] + 1}


async def test_a_series_that_cannot_be_read_is_counted_as_unfinished(settings: Settings):
    async with new_database(settings) as own:
        await migrate(own)
        async with pool_for(own) as pool:
            async with pool.acquire() as connection:
                await define_series(connection, await ensure_workspace(pool, "verified"), SERIES)
            before = counted()
            with capture_logs() as logs:
                await verify_sample(pool, own.model_copy(update={"database_url": "postgresql://nobody@localhost:1/x"}))

    assert [log["event"] for log in logs] == ["stored_counts.not_verified"]
    assert counted() == {**before, "unfinished": before["unfinished"] + 1}
