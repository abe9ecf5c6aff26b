"""A workspace with a series, on the server of all tests."""

from collections.abc import AsyncIterator

import pytest
from conftest import TokenFor
from live import Workspace

from core.viewer import Scope


@pytest.fixture
async def place(server: str, workspace_id: int, token_for: TokenFor) -> AsyncIterator[Workspace]:
    place = Workspace(server, await token_for(workspace_id, *Scope))
    await place.define()
    yield place
    await place.close()
