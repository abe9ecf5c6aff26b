"""Strawberry used as its documentation describes: async resolvers, each with a loader that counts rows."""

import sys
from collections.abc import Generator
from contextlib import contextmanager

from bench.ground import HOST, Ground, Tenant
from bench.peers.processes import serving
from bench.sides import Side
from cli.listening import free_port

NAME = "textbook"
_QUERY = """
query ($workspaceId: Int!, $asOf: DateTime) {
  series(workspaceId: $workspaceId, key: "onboarding", asOf: $asOf) {
    outcomes { kind count percentage }
    blocks {
      key
      reached
      states { state count percentage }
      engagement { kind total unique percentage }
    }
  }
}
"""


@contextmanager
def textbook(ground: Ground, tenant: Tenant) -> Generator[Side]:
    """Runs the server. It checks no token."""
    port = free_port(HOST, 0)
    command = [sys.executable, "-P", "-m", "uvicorn", "bench.peers.textbook.app:app", "--host", HOST]
    with serving(ground, NAME, [*command, "--port", str(port), "--log-level", "warning", "--no-access-log"], port):
        yield Side(NAME, port, _QUERY, {"workspaceId": tenant.id}, "", lambda data: data["series"])
