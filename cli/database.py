"""The database of the commands that need no other server."""

from pathlib import Path
from typing import Annotated

import typer

from core.errors import InvalidSetting
from core.settings import Settings, read_client_settings, read_settings
from servers.directory import socket_directory
from servers.postgres import is_running_in, url_in

DataDirOption = Annotated[
    Path | None,
    typer.Option("--data-dir", help="Data directory of the `milepost up` whose database is meant [.milepost]."),
]


def database_settings(data_dir: Path | None) -> Settings:
    """The settings, with the database that runs in the data directory if MILEPOST_DATABASE_URL is not set.

    Raises InvalidSetting if there is neither.
    """
    settings = read_settings()
    if settings.database_url is not None:
        return settings
    path = data_dir or read_client_settings().data_dir
    sockets = socket_directory(path)
    if not is_running_in(sockets):
        raise InvalidSetting(f"No `milepost up` runs in {path.absolute()}: start it, or set MILEPOST_DATABASE_URL.")
    return settings.model_copy(update={"database_url": url_in(sockets)})
