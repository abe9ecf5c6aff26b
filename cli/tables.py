"""Writes db/tables.sql, or checks that it matches a new database: `python -m cli.tables [--check]`."""

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from core.settings import Settings, read_settings
from db.connection import connected_as_owner
from db.migrate import migrate
from db.picture import picture
from db.scripts import DB
from servers.directory import data_directory
from servers.postgres import embedded_postgres, urls_in

FILE = DB / "tables.sql"


def main(arguments: list[str]) -> int:
    """Returns the exit status: 1 if --check finds a difference."""
    with (
        TemporaryDirectory() as folder,
        data_directory(Path(folder) / "data") as directory,
        embedded_postgres(directory),
    ):
        text = asyncio.run(_picture_of_new(read_settings().model_copy(update=urls_in(directory.sockets))))
    if "--check" not in arguments:
        FILE.write_text(text, "utf-8")
        return 0
    if FILE.exists() and FILE.read_text("utf-8") == text:
        return 0
    sys.stderr.write("db/tables.sql does not match a new database. Run `make tables` and review the difference.\n")
    return 1


async def _picture_of_new(settings: Settings) -> str:
    await migrate(settings)
    async with connected_as_owner(settings) as connection:
        return await picture(connection)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
