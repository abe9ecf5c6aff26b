"""Clients of POST /events and POST /people."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, ClassVar

import httpx

from db.pool import Pool

NOTHING = {"accepted": 0, "duplicates": 0, "rejectedCount": 0, "unlistedCount": 0, "rejected": []}


@dataclass
class Uploader:
    """One workspace, and a client that may upload to a path."""

    path: ClassVar[str]
    client: httpx.AsyncClient
    pool: Pool
    workspace_id: int

    async def send(self, body: Any, **headers: str) -> dict[str, Any]:
        answer = await self.client.post(self.path, content=body, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()


@asynccontextmanager
async def client_with(server: str, token: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client that sends this token."""
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=server, headers=headers, timeout=60) as client:
        yield client
