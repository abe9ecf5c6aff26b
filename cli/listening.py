"""The address that the API listens on."""

import socket

from core.errors import InvalidSetting, reason_of

BACKLOG = 2048
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where to find it, not where to listen


def listen(host: str, port: int) -> socket.socket:
    """A socket that accepts connections, on a free port for 0. Raises InvalidSetting if it cannot be had."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address[:2], family=family, backlog=BACKLOG)
    except OSError as error:
        raise InvalidSetting(
            f"Cannot listen on {host} port {port} ({reason_of(error)}): choose another with --host or --port."
        ) from None


def inherited(descriptor: int) -> socket.socket:
    """The socket that the parent process has opened to listen. Raises InvalidSetting if it is none."""
    try:
        listener = socket.socket(fileno=descriptor)
        if listener.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            return listener
        listener.detach()
    except OSError:
        pass
    raise InvalidSetting(f"The file descriptor {descriptor} (--fd) is not a listening socket.")


def free_port(host: str, port: int) -> int:
    """The port, or a free one for 0, that can be listened on now. Raises InvalidSetting if it cannot."""
    with listen(host, port) as listener:
        return listener.getsockname()[1]


def reachable(host: str) -> str:
    """The host that a client on this machine connects to when the API listens on `host`."""
    return EVERYWHERE.get(host, host)


def base_url(host: str, port: int) -> str:
    """The address to open on this machine."""
    name = reachable(host)
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
