"""GraphQL clients from npm."""

import shutil
from pathlib import Path

import pytest

from core.errors import Unavailable
from web.vendor import install

CLIENTS = Path(__file__).parents[1] / "clients"


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packages of the clients."""
    folder = tmp_path_factory.mktemp("clients")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(CLIENTS / name, folder)
    try:
        install(folder)
    except Unavailable as error:
        pytest.skip(f"npm could not fetch the clients: {error}")
    return folder
