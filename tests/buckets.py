"""A real S3-compatible server with one bucket."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

_NAME = "exports"
_SECONDS = 60  # to start, on a busy machine


@dataclass(frozen=True)
class Bucket:
    """Where it is, and what is in it by what the server has on its disk."""

    url: str
    data: Path

    @property
    def objects(self) -> list[str]:
        """The names of what is in it."""
        return objects_in(self.data / _NAME)

    @property
    def unfinished(self) -> list[Path]:
        """Uploads in several requests of which the last never came."""
        return [*self.data.glob(".nanio/multipart/*")]


def objects_in(folder: Path) -> list[str]:
    """The names of the files in a folder, but for those that the server keeps of each object for itself."""
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    return [name for name in names if not name.startswith(".")]


@contextmanager
def serving_bucket(data: Path) -> Iterator[Bucket]:
    """The server, as long as it is needed."""
    (data / _NAME).mkdir()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "nanio", "serve", "--data-dir", data, "--host", "127.0.0.1", "--port", str(port)]
    keys = {"NANIO_ACCESS_KEY": "milepost", "NANIO_SECRET_KEY": "milepost-secret"}
    server = subprocess.Popen(command, env=keys, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    endpoint = f"http://127.0.0.1:{port}"
    try:
        _await_answer(endpoint)
        keys = "access_key_id=milepost&secret_access_key=milepost-secret"
        yield Bucket(f"s3://{_NAME}/kept?endpoint={endpoint}&allow_http=true&region=us-east-1&{keys}", data)
    finally:
        server.kill()
        server.wait()


def _await_answer(endpoint: str) -> None:
    deadline = time.monotonic() + _SECONDS
    while time.monotonic() < deadline:
        try:
            httpx.get(endpoint)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
