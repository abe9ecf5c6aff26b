"""A TCP proxy before a server, which cuts the connection in the middle of the first downloads."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

_DOWNLOAD = re.compile(rb"GET /exports/.*?range: bytes=(\d+)-", re.DOTALL | re.IGNORECASE)


class CuttingProxy:
    """Relays everything, and cuts each of the first downloads after so many bytes of its answer."""

    def __init__(self, server: str, cuts: list[int]) -> None:
        self._target = (urlsplit(server).hostname, urlsplit(server).port)
        self._cuts = cuts
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.asked: list[int] = []  # where each download was to begin

    def serve(self) -> None:
        with suppress(OSError):  # of the closed listener
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._relay, args=(client,), daemon=True).start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _relay(self, client: socket.socket) -> None:
        server = socket.create_connection(self._target)
        left, seen = None, len(self.asked)
        threading.Thread(target=self._forward, args=(client, server), daemon=True).start()
        with client, server, suppress(OSError):
            while piece := server.recv(10_000):
                if len(self.asked) > seen:
                    left, seen = (self._cuts.pop(0) if self._cuts else None), len(self.asked)
                if left is not None and len(piece) >= left:
                    client.sendall(piece[:left])
                    break
                client.sendall(piece)
                left = None if left is None else left - len(piece)
            client.shutdown(socket.SHUT_RDWR)  # which also wakes the other thread

    def _forward(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while piece := client.recv(10_000):
                self.asked += [int(begin) for begin in _DOWNLOAD.findall(piece)]
                server.sendall(piece)
            server.shutdown(socket.SHUT_WR)


@contextmanager
def cutting(server: str, *cuts: int) -> Iterator[CuttingProxy]:
    """A proxy before a server, as long as it is needed."""
    proxy = CuttingProxy(server, [*cuts])
    thread = threading.Thread(target=proxy.serve)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.close()
        thread.join()
