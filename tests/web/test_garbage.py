"""Full garbage collections, which stop all requests, are fewer than requests with large bodies."""

import asyncio
import gc
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from app_client import app_client
from conftest import TokenFor

from core.settings import Settings
from core.viewer import Scope
from db.pool import Pool
from web import garbage
from web.garbage import LEAST_SECONDS, MOST_BYTES, Garbage

SIZE = 100_000
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def collections() -> Iterator[list[int]]:
    """The generations of the collections that something has asked for."""
    found: list[int] = []

    def note(phase: str, info: dict[str, Any]) -> None:
        if phase == "start":
            found.append(info["generation"])

    gc.disable()
    gc.callbacks.append(note)
    yield found
    gc.callbacks.remove(note)
    gc.enable()


async def first_of(collections: list[int]) -> None:
    async with asyncio.timeout(30):
        while not collections:  # noqa: ASYNC110 - a timer
            await asyncio.sleep(LEAST_SECONDS / 10)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "MOST_SECONDS", 3_600)


@pytest.mark.usefixtures("patient")
async def test_requests_share_a_collection(
    settings: Settings, pool: Pool, workspace_id: int, token_for: TokenFor, collections: list[int]
):
    body = orjson.dumps({"query": "{ __typename }"}).ljust(SIZE)
    async with app_client(settings, pool, await token_for(workspace_id, Scope.READ)) as client:
        for _ in range(MOST_BYTES // SIZE):
            await client.post("/graphql", content=body, headers=JSON)
        before = len(collections)
        await client.post("/graphql", content=body, headers=JSON)
        await first_of(collections)

    assert (before, collections) == (0, [2])


async def test_a_collection_follows_a_single_request(collections: list[int], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(garbage, "MOST_SECONDS", LEAST_SECONDS)
    Garbage().note(SIZE)
    await first_of(collections)

    assert collections == [2]


async def test_requests_without_pause_do_not_put_off_the_collection(collections: list[int]):
    noted = Garbage()
    async with asyncio.timeout(30):
        while not collections:
            noted.note(MOST_BYTES)
            await asyncio.sleep(0)
