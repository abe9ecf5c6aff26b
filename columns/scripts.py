"""The scripts of columns/sql. What a copy derives from rows is the same for whole copies and for additions."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from db.column_copies import TABLES


@cache
def script(name: str) -> str:
    """The text of columns/sql/<name>.sql."""
    return (files("columns") / "sql" / f"{name}.sql").read_text("utf-8").rstrip()


def rows_script(folder: Path) -> str:
    """Names the rows in the CSV files of a folder, whose name needs no quoting."""
    return script("rows").format(folder=folder)


def write_script(folder: Path) -> str:
    """Writes the Parquet files of a copy from named rows."""
    return script("write").format(folder=folder, **{table: script(f"derived/{table}") for table in TABLES})


def load_script(name: str, file: Path) -> str:
    """Loads the Parquet files that variables name into a database in a new file."""
    tables = {table: _loaded(table, f"read_parquet(getvariable('{table}_files'))") for table in TABLES}
    return script("load").format(name=name, file=file, **tables)


def add_script(name: str) -> str:
    """Adds named rows to an addition."""
    tables = {table: _loaded(table, f"(\n{script(f'derived/{table}')}\n)") for table in TABLES}
    return script("additions/add").format(name=name, **tables)


def _loaded(table: str, rows: str) -> str:
    return script(f"loaded/{table}").format(rows=rows)
