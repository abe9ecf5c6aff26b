"""The columns of a log, and how their values are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from core.errors import Invalid
from core.texts import quoted


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns, and how instants and texts are written."""

    case: str
    activity: str
    at: str
    zone: ZoneInfo | None = None  # of instants without an offset
    at_format: str | None = None  # as for strptime; None for the forms that need none
    encoding: str | None = None
    only: Sequence[tuple[str, str]] = ()  # columns with the value that a row needs to be read

    @property
    def roles(self) -> tuple[str, str, str]:
        """Case, activity and instant."""
        return self.case, self.activity, self.at

    @property
    def names(self) -> list[str]:
        """All columns that are read: first case, activity and instant."""
        return list(dict.fromkeys([*self.roles, *(name for name, _ in self.only)]))


def read_only(texts: Sequence[str]) -> list[tuple[str, str]]:
    """The columns and values of COLUMN=VALUE. Raises Invalid for anything else."""
    for text in texts:
        if not text.partition("=")[0] or "=" not in text:
            raise Invalid(
                f"--only: {quoted(text)} is not a column and its value. Write them as lifecycle:transition=complete."
            )
    return [(name, value) for name, _, value in (text.partition("=") for text in texts)]


def check_columns(path: Path, columns: Columns, found: Sequence[str]) -> None:
    """Raises Invalid unless the file has each column once."""
    for name in columns.roles:
        if columns.roles.count(name) > 1:
            raise Invalid(
                f"The column {quoted(name)} is given twice. Case, activity and instant need different columns."
            )
    for name in columns.names:
        if found.count(name) != 1:
            problem = "has no column" if name not in found else "has more than one column"
            listed = ", ".join(map(quoted, found[:100]))
            raise Invalid(f"{path} {problem} {quoted(name)}. Its columns are: {listed}.")
