"""The process of a peer, on the same database."""

import socket
from collections.abc import Generator, Sequence
from contextlib import contextmanager

from bench.ground import HOST, Ground, running
from core.settings import child_environment
from servers.child import await_ready

_START_SECONDS = 30


@contextmanager
def serving(ground: Ground, name: str, command: Sequence[str], port: int) -> Generator[None]:
    """Runs a server that listens on the port, and stops it at the end.

    Its environment names the database and the number of connections, which is that of Milepost. Raises Unavailable,
    with the reason from its log, if it does not start.
    """
    log = ground.path / f"{name}.log"
    environment = child_environment(
        DATABASE_URL=ground.settings.as_owner().database_url or "",
        CONNECTIONS=str(ground.settings.database_connections),
        PORT=str(port),
        NODE_ENV="production",
        GRAPHILE_ENV="production",
    )
    with running(command, environment, log) as process:
        await_ready(process, name, log, lambda: _listens(port), _START_SECONDS)
        yield


def _listens(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except OSError:
        return False
    return True
