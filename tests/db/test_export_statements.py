"""Statements and columns name the same facts: a misspelt one would be an empty column."""

from core.export_files import COLUMNS, ExportFile
from db._sql import statement
from db.export_statements import FILES, OfEvents, fact_of
from db.pool import Pool

# docs/exports.md: what Milepost is never told.
EMPTY = {
    ExportFile.CHECKPOINT: {"times_processed"},
    ExportFile.RECEIPT: {
        *("created_via", "device", "conversation_id", "first_people_reached_receipt", "first_fin_helpful_answer"),
        *(f"first_checklist_step_{what}" for what in ("receipt", "open", "click", "completion")),
    },
}


async def facts(pool: Pool, name: str) -> set[str]:
    async with pool.acquire() as connection:
        prepared = await connection.prepare(statement(name))
        return {fact.name for fact in prepared.get_attributes()}


async def test_every_column_is_filled_by_a_statement_but_for_those_that_are_said_to_be_empty(pool):
    for file, content in FILES.items():
        given = set[str]().union(*[await facts(pool, name) for name in content.statements])

        assert {column.name for column in COLUMNS[file] if fact_of(column, file) not in given} == EMPTY.get(file, set())


async def test_no_statement_gives_a_fact_that_no_file_has(pool):
    shown = {file: {fact_of(column, file) for column in columns} for file, columns in COLUMNS.items()}
    of_events = set[str]().union(*[shown[file] for file, content in FILES.items() if isinstance(content, OfEvents)])

    for file, content in FILES.items():
        for name in content.statements:
            assert await facts(pool, name) - (of_events if isinstance(content, OfEvents) else shown[file]) == set()
