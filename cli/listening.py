"""The address that the API listens on."""

import socket
from contextlib import suppress

from core.errors import InvalidSetting, reason_of

BACKLOG = 2048
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - addresses to connect to, not to listen on


def listen(host: str, port: int) -> socket.socket:
    """Opens a listening socket; port 0 chooses a free port. Raises InvalidSetting if that is impossible."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address[:2], family=family, backlog=BACKLOG)
    except (OSError, UnicodeError) as error:  # a name with an empty or long part cannot be encoded
        raise InvalidSetting(
            f"Cannot listen on {host} port {port} ({reason_of(error)}). Choose another address with --host or --port."
        ) from None


def inherited(descriptor: int) -> socket.socket:
    """The listening socket that the parent process opened. Raises InvalidSetting if it is not one."""
    try:
        listener = socket.socket(fileno=descriptor)
        if listener.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            return listener
        listener.detach()
    except OSError:
        pass
    raise InvalidSetting(f"--fd: The file descriptor {descriptor} is not a listening socket.")


def free_port(host: str, port: int) -> int:
    """Returns the port, or a free one for 0. Raises InvalidSetting if no process can listen on it now."""
    with listen(host, port) as listener:
        return listener.getsockname()[1]


def port_like(host: str, port: int) -> int:
    """Returns the port, or a free one if another process listens on it."""
    with suppress(InvalidSetting):
        return free_port(host, port)
    return free_port(host, 0)


def reachable(host: str) -> str:
    """The host to which a client on this machine connects if the API listens on `host`."""
    return EVERYWHERE.get(host, host)


def base_url(host: str, port: int) -> str:
    """The URL of the API for clients on this machine."""
    name = reachable(host)
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
