"""The database of the commands that need no other server: `migrate`, `token`, `verify` and `distribute`."""

from pathlib import Path
from typing import Annotated

import typer

from core.client_settings import read_client_settings
from core.errors import InvalidSetting
from core.logs import configure_logs
from core.settings import Settings, read_settings
from servers.directory import socket_directory, storage_folder
from servers.postgres import is_running_in, urls_in

DEFAULT_DATA_DIR = "MILEPOST_DATA_DIR, or .milepost"

DataDirOption = Annotated[
    Path | None,
    typer.Option(
        "--data-dir",
        help="Data directory of the running `milepost up` whose database to use, unless MILEPOST_DATABASE_URL is set.",
        show_default=DEFAULT_DATA_DIR,
    ),
]


def database_settings(data_dir: Path | None) -> Settings:
    """Configures logging, and returns the settings.

    Without MILEPOST_DATABASE_URL, they name the database that runs in the data directory.

    Raises InvalidSetting if there is neither.
    """
    settings = read_settings()
    configure_logs(settings)  # standard output is for results
    if settings.database_url is not None:
        return settings
    path = data_dir or read_client_settings().data_dir
    sockets = socket_directory(path)
    if not is_running_in(sockets):
        raise InvalidSetting(
            f"`milepost up` is not running in {path.absolute()}. "
            "Start it, choose another directory with --data-dir, or set MILEPOST_DATABASE_URL."
        )
    folders = {} if "storage_url" in settings.model_fields_set else {"storage_url": str(storage_folder(path))}
    return settings.model_copy(update={**urls_in(sockets), **folders})
