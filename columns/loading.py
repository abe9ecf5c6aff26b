"""Loads copies and additions into the engine, and unloads them."""

# DuckDB's types leave results open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
from array import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from columns.editions import Addition, Additions, LoadedEdition, Tables
from columns.engine import EngineError, set_variable, translated_errors
from columns.people_ids import table_of
from columns.scripts import add_script, load_script, rows_script, script
from core.time_ranges import BEGINNING
from db.column_copies import Copy, Edition

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_RATIO = 16  # of the people of an addition to all newer ones, up to which they are merged
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class ReadRows(NamedTuple):
    """People, whose rows are in CSV files in a folder, and the edition that contains these rows."""

    edition: Edition
    people: "array[int]"
    folder: Path


def load(copy: Copy, name: str, folder: Path, paths: Mapping[str, list[Path]], session: "DuckDBPyConnection") -> Tables:
    """Load the Parquet files of a copy into a database in the folder, and remove them."""
    set_variable(session, "workspace_id", copy.workspace_id)
    for table, files in paths.items():
        set_variable(session, f"{table}_files", [str(path) for path in files])
    session.execute(load_script(name, folder / "columns.duckdb"))
    session.execute(f"CHECKPOINT {name}")  # otherwise DETACH needs the memory to write changes into the file
    for path in (path for files in paths.values() for path in files):
        path.unlink()
    return tables_of(name, session)


def carry_over(before: LoadedEdition, copy: Copy, name: str, session: "DuckDBPyConnection") -> Addition:
    """A new addition with the people of an edition whose rows are newer than those of another copy."""
    _begin(before, table_of(array("q")), name, session)
    _keep(before.additions, copy, name, session)
    return _described(name, session)


def add(before: LoadedEdition, read: ReadRows, name: str, session: "DuckDBPyConnection") -> Additions:
    """The additions of an edition, and a new one with the people whose rows were read.

    The newest ones are merged with it unless they are several times as large. So rows are moved seldom, and there are
    few additions.
    """
    copy, since, _ = read.edition
    left, merged = _divided(before.additions, len(read.people))
    set_variable(session, "since", since)
    _begin(before, table_of(read.people), name, session)
    _keep(merged, copy, name, session)
    set_variable(session, "workspace_id", copy.workspace_id)
    session.execute(rows_script(read.folder))
    session.execute(add_script(name))
    return (*left, _described(name, session))


def unload(names: Iterable[str], session: "DuckDBPyConnection") -> list[str]:
    """Unload copies and additions. A query that runs goes on with what it reads. Returns those that stay loaded."""
    return [name for name in names if not _is_unloaded(name, session)]


def _is_unloaded(name: str, session: "DuckDBPyConnection") -> bool:
    try:
        with translated_errors():
            session.execute(f"DETACH DATABASE IF EXISTS {name}")
    except EngineError:  # such as too little memory
        return False
    return True


def tables_of(name: str, session: Any) -> Tables:
    """What is known of the rows of a database."""
    [(entries, visits, last_person)] = session.execute(script("extent").format(name=name)).fetchall()
    return Tables(name, _instant(entries), _instant(visits), last_person)


def _divided(additions: Additions, added: int) -> tuple[Additions, Additions]:
    """Those that stay, and the newest ones, which are merged with a new one of so many people."""
    place, people = len(additions), added
    while place and len(additions[place - 1].people) <= _RATIO * people:
        place -= 1
        people += len(additions[place].people)
    return additions[:place], additions[place:]


def _begin(before: LoadedEdition, added: Any, name: str, session: "DuckDBPyConnection") -> None:
    session.register("added", added)
    session.execute(script("additions/begin").format(name=name, base=before.base.name))


def _keep(additions: Sequence[Addition], copy: Copy, name: str, session: "DuckDBPyConnection") -> None:
    set_variable(session, "copied", copy.generation)
    for older in reversed(additions):
        session.execute(script("additions/keep").format(name=name, older=older.tables.name))


def _described(name: str, session: "DuckDBPyConnection") -> Addition:
    people = session.sql(script("additions/people").format(name=name)).to_arrow_table()
    return Addition(tables_of(name, session), people)


def _instant(microseconds: int | None) -> datetime:
    """An instant that DuckDB returns as a number, because it needs a further package to return a datetime."""
    return BEGINNING if microseconds is None else _EPOCH + timedelta(microseconds=microseconds)
