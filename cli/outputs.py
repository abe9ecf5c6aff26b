"""Files that commands write."""

from pathlib import Path

from core.errors import Invalid


def require_file(out: Path) -> None:
    """Raises Invalid if --out is a device, pipe or socket, which a finished file would replace."""
    if out.exists() and not out.is_file():
        raise Invalid(f"--out: {out} is a device, pipe or socket. Give the path of a file.")
