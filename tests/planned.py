"""A database of its own with a workspace full of visits, whose server writes down every plan."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from asking import ask
from databases import unattended_database
from given_server import skip_unless_embedded
from plans import EXPLAINED, PlanLog
from pools import pool_for
from recording import record_events

from bench.histories import UNTIL, multiply
from core.events import EventInput, convert_event
from core.ids import global_id
from core.settings import Settings
from db.pool import Pool
from db.tokens import ensure_workspace
from servers.directory import DataDirectory
from simulation.history import history
from simulation.onboarding import definition

PEOPLE, COPIES = 400, 60  # who make 220,000 visits
OLD_ACTION = 999  # whose recipients are known, and nothing else
DEFINE = "mutation ($input: DefineSeriesInput!) { defineSeries(input: $input) { userErrors { message } } }"


@dataclass(frozen=True, slots=True)
class Place:
    """A workspace full of visits in a database of its own, whose plans are logged."""

    settings: Settings
    pool: Pool
    workspace_id: int
    words: dict[str, str]
    log: PlanLog

    def filled(self, text: str) -> str:
        for name, word in self.words.items():
            text = text.replace(f"<{name}>", word)
        return text

    async def ask(self, query: str, **variables: Any) -> Any:
        return await ask(self.pool, self.workspace_id, self.filled(query), **variables)


@asynccontextmanager
async def full_place(settings: Settings, directory: DataDirectory) -> AsyncGenerator[Place]:
    """The database is made beside the tests' own, and removed at the end."""
    skip_unless_embedded("the plans are in its log")
    async with unattended_database(settings) as database:
        own = database.model_copy(update={"mail_outbox": directory.path / "outbox"})
        async with pool_for(own) as pool:
            workspace_id = await fill(pool)
            words = await words_of(pool, workspace_id)
            await pool.execute(EXPLAINED)
        async with pool_for(own) as pool:
            yield Place(own, pool, workspace_id, words, PlanLog(directory.log_of("postgres")))


async def fill(pool: Pool) -> int:
    """A workspace in which every table that grows has many rows."""
    source_id, workspace_id = await ensure_workspace(pool, "source"), await ensure_workspace(pool, "large")
    for id_ in (source_id, workspace_id):
        await ask(pool, id_, DEFINE, input=definition())
    async with pool.acquire() as connection:
        await record_events(connection, source_id, simulated(PEOPLE, seed=1))
        await multiply(connection, source_id, workspace_id, COPIES)
    for statement in FILL:
        await pool.execute(statement, workspace_id)
    await pool.execute("VACUUM ANALYZE")
    return workspace_id


FILL = (
    """
    WITH made AS (INSERT INTO tag (workspace_id, name) VALUES ($1, 'rare'), ($1, 'common') RETURNING id, name)
    INSERT INTO person_tag (workspace_id, tag_id, person_id)
    SELECT $1, made.id, person.id
    FROM person JOIN made ON made.name = 'common' AND person.id % 3 = 0 OR made.name = 'rare' AND person.id % 1000 = 0
    WHERE workspace_id = $1
    """,
    """
    UPDATE person SET
        attributes = jsonb_build_object('plan', CASE WHEN id % 1000 = 0 THEN 'rare' ELSE 'usual' END),
        email = external_id || '@example.org'
    WHERE workspace_id = $1
    """,
    """
    INSERT INTO job (workspace_id, kind, subject_id, state, run_at, finished_at)
    SELECT $1, 'TAG', number, 'DONE', now(), now() - CASE WHEN number % 1000 = 0 THEN interval '1 year' ELSE '0' END
    FROM generate_series(1, 50000) AS number
    """,
    """
    INSERT INTO recipient (workspace_id, bulk_action_id, person_id, state)
    SELECT $1, 999, number, (enum_range(NULL::recipient_state))[1 + number % 5]
    FROM generate_series(1, 20000) AS number
    """,
    """
    INSERT INTO audit_event (workspace_id, action, at, detail)
    SELECT $1, (ARRAY['TAG', 'EXPORT', 'DOWNLOAD', 'SERIES'])[1 + number % 4],
        now() - CASE WHEN number % 1000 = 0 THEN interval '2 years' ELSE interval '1 second' * number END, '{}'
    FROM generate_series(1, 20000) AS number
    """,
    """
    INSERT INTO unsubscribed_inbox (workspace_id, inbox, person_id)
    SELECT $1, sha256(number::text::bytea), number FROM generate_series(1, 20000) AS number
    """,
    # abandoned, one of them for the fifth time
    """
    INSERT INTO job (workspace_id, kind, subject_id, state, lease_until, failures)
    SELECT $1, 'UNTAG', 0, 'RUNNING', '2026-01-01', failures FROM unnest(ARRAY[0, 4]) AS failures
    """,
)


def simulated(people: int, seed: int) -> list[EventInput]:
    return [convert_event(event) for event in history(people=people, seed=seed, until=UNTIL)]


async def words_of(pool: Pool, workspace_id: int) -> dict[str, str]:
    row = await pool.fetchrow(
        """
        SELECT series.id AS series, block.id AS block, person.id AS person, person.external_id, entry.id AS entry,
            (SELECT min(id) FROM tag WHERE workspace_id = $1) AS tag,
            (SELECT min(id) FROM block AS split WHERE split.workspace_id = $1 AND split.kind = 'SPLIT') AS split
        FROM series JOIN block USING (workspace_id) JOIN entry USING (workspace_id) JOIN person USING (workspace_id)
        WHERE series.workspace_id = $1 AND block.key = 'welcome' AND entry.person_id = person.id
        ORDER BY person.id DESC, entry.id DESC
        LIMIT 1
        """,
        workspace_id,
    )
    assert row is not None
    return {
        "Series": global_id("Series", row["series"]),
        "Block": global_id("Block", row["block"]),
        "Person": global_id("Person", row["person"]),
        "Entry": global_id("Entry", row["entry"]),
        "Tag": global_id("Tag", row["tag"]),
        "Split": global_id("Block", row["split"]),
        "name": row["external_id"],
    }
