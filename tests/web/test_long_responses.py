"""Clients that do not read their long responses keep neither connections nor turns from others."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest
from conftest import TokenFor, serving
from costs import without_cost
from raw_http import connected, head

from core.settings import Settings
from core.viewer import Scope
from db.pool import Pool
from db.tokens import ensure_workspace
from web.admission import MOST_LONG_RESPONSES_OF_WORKSPACE

CONNECTIONS = 4
PEOPLE = 60
CHARACTERS = 90_000  # of the attributes of a person: together more than the buffers of a socket
LONG = "{ people(first: 200) { nodes { attributes } } }"
SHORT = "{ people { totalCount } }"
WAIT_SECONDS = 30  # on a busy machine
UPSERT = "mutation ($people: [PersonInput!]!) { upsertPeople(input: {people: $people}) { created } }"


@pytest.fixture(scope="module")
def few(settings: Settings) -> Settings:
    return settings.model_copy(update={"database_connections": CONNECTIONS})


@pytest.fixture(scope="module")
def patient(few: Settings) -> Iterator[str]:
    with serving(few.model_copy(update={"request_seconds": 600})) as url:
        yield url


@pytest.fixture(scope="module")
def hasty(settings: Settings) -> Iterator[str]:
    """A server where a request waits for a turn for two seconds, and a client may read nothing for six."""
    with serving(settings.model_copy(update={"request_seconds": 6})) as url:
        yield url


def client_of(url: str, token: str) -> httpx.Client:
    return httpx.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=WAIT_SECONDS)


def with_long_attributes(url: str, token: str) -> None:
    people = [{"externalId": str(number), "attributes": {"a": "x" * CHARACTERS}} for number in range(PEOPLE)]
    with client_of(url, token) as client:
        answer = client.post("/graphql", json={"query": UPSERT, "variables": {"people": people}})
    assert without_cost(answer.json()) == {"data": {"upsertPeople": {"created": PEOPLE}}}


def unread(url: str, token: str, number: int) -> socket.socket:
    """A client that reads nothing of a long response. Each number asks another question, for the response cache."""
    connection = connected(url)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 10)
    body = json.dumps({"query": f"{LONG} # {number}"}).encode()
    lines = [f"Authorization: Bearer {token}", "Content-Type: application/json", f"Content-Length: {len(body)}"]
    connection.sendall(head("/graphql", *lines) + body)
    return connection


def await_responses(connections: list[socket.socket]) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    for connection in connections:
        connection.settimeout(max(0.1, deadline - time.monotonic()))
        assert connection.recv(1, socket.MSG_PEEK) == b"H"


async def test_two_workspaces_that_read_nothing_leave_all_connections_and_turns_to_others(
    patient: str, pool: Pool, token_for: TokenFor
):
    names = ("unread one", "unread two", "reader")
    tokens = [await token_for(await ensure_workspace(pool, name), Scope.READ, Scope.ADMIN) for name in names]
    with ExitStack() as stack:
        for token in tokens[:2]:
            with_long_attributes(patient, token)
            connections = [stack.enter_context(unread(patient, token, n)) for n in range(CONNECTIONS)]
            await_responses(connections)
        with client_of(patient, tokens[2]) as client:
            answers = [client.post("/graphql", json={"query": f"{SHORT} # {number}"}) for number in range(CONNECTIONS)]

    assert [without_cost(answer.json()) for answer in answers] == [{"data": {"people": {"totalCount": 0}}}] * 4


async def test_a_long_response_gets_429_if_others_of_the_workspace_are_not_read_in_time(
    hasty: str, pool: Pool, token_for: TokenFor
):
    token = await token_for(await ensure_workspace(pool, "unread three"), Scope.READ, Scope.ADMIN)
    with_long_attributes(hasty, token)
    with ExitStack() as stack, client_of(hasty, token) as client:
        unread_ones = [stack.enter_context(unread(hasty, token, n)) for n in range(MOST_LONG_RESPONSES_OF_WORKSPACE)]
        await_responses(unread_ones)
        refused = client.post("/graphql", json={"query": f"{LONG} # refused"})
        short = client.post("/graphql", json={"query": SHORT})
        later = client.post("/graphql", json={"query": f"{LONG} # refused"})  # the others have been disconnected
        while later.status_code == 429:
            later = client.post("/graphql", json={"query": f"{LONG} # refused"})

    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1")
    assert refused.json()["errors"][0]["message"].startswith(
        "The operation was executed, but 4 long responses of this workspace are being read, the most at the same time"
    )
    assert (short.status_code, later.status_code) == (200, 200)
