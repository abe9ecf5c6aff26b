"""Recounts stored counts from a copy."""

# DuckDB's types leave results open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from columns.engine import opened, set_variable, translated_errors
from columns.people_ids import ids_in, table_of
from columns.scripts import script
from core.settings import Settings
from db.column_copies import UsableCopy

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def recount(usable: UsableCopy, paths: Mapping[str, list[Path]], folder: Path, settings: Settings) -> None:
    """Count the people who have not changed since the copy was made, from its Parquet files.

    Writes a CSV file for each table of stored counts into the folder. Blocks: call it in a thread. Raises EngineError.
    """
    with translated_errors(), opened(folder, settings.columns_megabytes, settings.columns_threads) as database:
        _name_rows(database, usable, paths)
        database.execute(script("recount/functions"))
        database.execute(script("recount/steps"))
        # The folder is a new temporary one, whose name needs no quoting.
        database.execute(script("recount/changes").format(folder=folder))


def _name_rows(database: "DuckDBPyConnection", usable: UsableCopy, paths: Mapping[str, list[Path]]) -> None:
    for table, files in paths.items():
        set_variable(database, f"{table}_files", [str(path) for path in files])
    set_variable(database, "series_id", usable.copy.series_id)
    database.register("changed", table_of(ids_in([usable.changed])))
