"""Finds a statement by its name: db/sql/<name>.sql."""

from functools import cache
from importlib.resources import files


@cache
def statement(name: str) -> str:
    """The text of db/sql/<name>.sql."""
    return (files("db") / "sql" / f"{name}.sql").read_text("utf-8")
