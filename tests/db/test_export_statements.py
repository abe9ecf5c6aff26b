"""Statements and columns name the same facts: a misspelled fact would be an empty column."""

import pytest

from core.export_files import COLUMNS, ExportFile
from db.export_facts import FACTS
from db.export_statements import FILES, OfEvents, fact_of
from db.people_filters import in_scope
from db.pool import Pool
from db.statements.composer import compose

# docs/exports.md: events that no client sends to Milepost.
EMPTY = {
    ExportFile.CHECKPOINT: {"times_processed"},
    ExportFile.RECEIPT: {
        *("created_via", "device", "conversation_id", "first_people_reached_receipt", "first_fin_helpful_answer"),
        *(f"first_checklist_step_{what}" for what in ("receipt", "open", "click", "completion")),
    },
}


@pytest.mark.parametrize("name", FACTS)
async def test_a_statement_returns_the_facts_listed_for_it(name: str, pool: Pool):
    async with pool.acquire() as connection:
        facts = (await connection.prepare(compose(name, in_scope()).query)).get_attributes()

    assert [fact.name for fact in facts] == FACTS[name]


def test_every_column_is_filled_by_a_statement_unless_it_is_listed_as_empty():
    for file, content in FILES.items():
        given = {fact for name in content.statements for fact in FACTS[name]}

        assert {column.name for column in COLUMNS[file] if fact_of(column, file) not in given} == EMPTY.get(file, set())


def test_every_fact_of_a_statement_is_a_column_of_a_file():
    shown = {file: {fact_of(column, file) for column in columns} for file, columns in COLUMNS.items()}
    of_events = set[str]().union(*[shown[file] for file, content in FILES.items() if isinstance(content, OfEvents)])

    for file, content in FILES.items():
        for name in content.statements:
            assert {*FACTS[name]} - (of_events if isinstance(content, OfEvents) else shown[file]) == set()
