"""Clients that send several requests at once and leave: never an internal error, and the server keeps working."""

import asyncio
import socket
import struct
import time

import httpx
import orjson
import pytest
from conftest import serving
from raw_http import connected, head

from core.settings import Settings
from core.viewer import Scope

QUERY = orjson.dumps({"query": '{ people { totalCount } series(key: "s") { name } }'})
EVENTS = b'{"id": "1", "type": "ENTRY_STARTED", "at": "2026-01-01T00:00:00Z", "series": "s", "person": "p"}\n' * 50
RESET = struct.pack("ii", 1, 0)  # closing sends RST instead of FIN


def requests(token: str) -> bytes:
    """Requests of each kind, one after another."""
    sent = b""
    for path, body in (("/graphql", QUERY), ("/events", EVENTS), ("/people", b"{}\n"), ("/graphql", QUERY)):
        headers = (f"Authorization: Bearer {token}", "Content-Type: application/json", f"Content-Length: {len(body)}")
        sent += head(path, *headers) + body
    return sent


def leave_often(url: str, sent: bytes, *, is_reset: bool, is_answered: bool) -> None:
    """Sends requests and leaves, each time a bit later."""
    for number in range(8):
        connection = connected(url)
        connection.sendall(sent)
        if is_answered:
            assert connection.recv(20).startswith(b"HTTP/1.1 ")
        time.sleep(number / 1_000)
        if is_reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        connection.close()


@pytest.mark.parametrize("is_reset", [True, False], ids=["reset", "closed"])
@pytest.mark.parametrize("is_answered", [False, True], ids=["unanswered", "answered"])
async def test_a_client_that_leaves_with_requests_in_the_pipeline_is_no_internal_error(
    settings: Settings, workspace_id, token_for, capfd, caplog, *, is_reset: bool, is_answered: bool
):
    token = await token_for(workspace_id, *Scope)
    with serving(settings) as url:
        await asyncio.to_thread(leave_often, url, requests(token) * 3, is_reset=is_reset, is_answered=is_answered)
        health = await asyncio.to_thread(httpx.get, f"{url}/healthz")

    assert health.status_code == 200
    logged = capfd.readouterr().err
    assert "INTERNAL" not in logged
    assert "Traceback" not in logged
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []
