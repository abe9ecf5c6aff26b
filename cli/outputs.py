"""Files that commands write."""

import sys
from collections.abc import Iterable
from os import fstat
from os.path import samestat
from pathlib import Path

from core.errors import Invalid


def require_file(out: Path) -> None:
    """Raises Invalid if --out is a device, pipe or socket, which a finished file would replace."""
    if out.exists() and not out.is_file():
        raise Invalid(f"--out: {out} is a device, pipe or socket. Give the path of a file.")


def require_unread(option: str, out: Path, inputs: Iterable[Path]) -> None:
    """Raises Invalid if a file to write is also read, by whatever name, since opening it would empty it.

    The path `-` is standard input.
    """
    if not out.is_file():
        return
    written = out.stat()
    for path in inputs:
        if samestat(written, fstat(sys.stdin.fileno()) if str(path) == "-" else path.stat()):
            raise Invalid(f"{option}: {out} is the same file as {path}, which would be lost. Choose another.")
