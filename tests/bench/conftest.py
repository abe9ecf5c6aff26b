"""The environment of a benchmark, on the servers of the tests."""

from urllib.parse import urlsplit

import pytest

from bench.ground import Ground, Scale
from core.settings import Settings
from db.pool import Pool


@pytest.fixture(scope="session")
async def ground(settings: Settings, server: str, pool: Pool, tmp_path_factory: pytest.TempPathFactory) -> Ground:
    port = urlsplit(server).port
    assert port is not None
    return Ground(Scale(is_quick=True), port, pool, settings, tmp_path_factory.mktemp("bench"))
