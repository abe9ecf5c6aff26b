"""How the changes of many workspaces are kept notified."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from core.settings import Settings
from db.pool import Pool
from web.live import watching
from web.live.watching import Watching
from web.token_uses import TokenUses

WORKSPACES = 150


async def test_a_check_renews_the_notifications_of_no_more_than_100_workspaces(
    settings: Settings, pool: Pool, monkeypatch: pytest.MonkeyPatch
):
    by_check: list[list[int]] = []
    is_enough = asyncio.Event()

    async def find(_: Any) -> dict[Any, Any]:
        by_check.append([])
        if len(by_check) > 3:
            is_enough.set()
        return {}

    async def watch(_pool: Any, workspace_id: int, _seconds: int) -> None:
        by_check[-1].append(workspace_id)

    monkeypatch.setattr(watching, "watch_workspace", watch)
    authenticator: Any = SimpleNamespace(find=find)
    topics: Any = {
        each: SimpleNamespace(key=SimpleNamespace(workspace_id=each), subscriptions=()) for each in range(WORKSPACES)
    }
    watched = Watching(settings, pool, authenticator, TokenUses(pool))
    watched.start(topics)
    try:
        async with asyncio.timeout(20):
            await is_enough.wait()
    finally:
        await watched.close()

    assert [len(each) for each in by_check[:3]] == [100, 50, 0]
    assert {each for check in by_check for each in check} == set(range(WORKSPACES))
