"""The schema of a database as text. db/tables.sql contains the schema of a new database."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from textwrap import wrap

from asyncpg import Record

from db.pool import Connection, Pool
from db.statements.composer import statement

_HEAD = """\
-- The schema after all migrations and functions. Written by `make tables`: do not edit it. To change the schema, add a
-- file to db/migrations or edit one in db/functions.
"""
_WIDTH = 120
_SHORTER = {"timestamp with time zone": "timestamptz", "character varying": "varchar", " USING btree": ""}


async def picture(db: Pool | Connection) -> str:
    """The types, the tables with their columns, constraints, indexes and triggers, and the functions."""
    columns: defaultdict[str, list[Record]] = defaultdict(list)
    for row in await db.fetch(statement("schema/picture_columns")):
        columns[row["table"]].append(row)
    types = await db.fetch(statement("schema/picture_types"))
    tables = await db.fetch(statement("schema/picture_tables"))
    functions = await db.fetch(statement("schema/picture_functions"))
    return "\n".join(
        [
            _HEAD,
            *(_comment(row["description"]) + _wrapped(f"{row['definition']};") for row in types),
            *(_table(row, columns[row["name"]]) for row in tables),
            "-- Functions and procedures: db/functions/<name>.sql",
            "".join(_wrapped(row["definition"]) for row in functions),
        ]
    )


def _table(table: Record, columns: Iterable[Record]) -> str:
    parts = [*map(_column, columns), *(_wrapped(f"{each},", "    ") for each in table["constraints"])]
    parts[-1] = parts[-1].removesuffix(",\n") + "\n"
    end = f") WITH ({table['parameters']});\n" if table["parameters"] else ");\n"
    others = "".join(_wrapped(f"{each};") for each in table["others"])
    return f"{_comment(table['description'])}CREATE TABLE {table['name']} (\n{''.join(parts)}{end}{others}"


def _column(column: Record) -> str:
    notes = [column["description"], None if column["statistics"] is None else f"STATISTICS {column['statistics']}"]
    note = "; ".join(filter(None, notes))
    text = _wrapped(f"{column['definition']},", "    ")
    beside = f"{text.rstrip()} -- {note}\n"
    if not note:
        return text
    return beside if len(beside) <= _WIDTH and text.count("\n") == 1 else _comment(note, "    ") + text


def _comment(text: str | None, indent: str = "") -> str:
    return "".join(_lines(text or "", f"{indent}-- ", f"{indent}-- "))


def _wrapped(text: str, indent: str = "") -> str:
    for long, short in _SHORTER.items():
        text = text.replace(long, short)
    return "".join(_lines(text, indent, f"{indent}    "))


def _lines(text: str, first: str, others: str) -> Iterator[str]:
    for line in wrap(text, _WIDTH, initial_indent=first, subsequent_indent=others, break_long_words=False):
        yield f"{line}\n"
