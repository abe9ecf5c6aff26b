"""Verifies downloaded archives."""

import hashlib
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.errors import MilepostError

_PIECE = 1 << 20  # bytes read at once


def check_archive(path: Path, files: Sequence[dict[str, Any]]) -> None:
    """Raises MilepostError if a file is missing, or if its content does not have its `sha256`."""
    try:
        with zipfile.ZipFile(path) as archive:
            for file in files:
                if _sha256(archive, file["name"]) != file["sha256"]:
                    raise _damaged(path, f"the SHA-256 of {file['name']} differs")
    except (zipfile.BadZipFile, KeyError) as error:
        raise _damaged(path, error.args[0]) from None


def _damaged(path: Path, reason: str) -> MilepostError:
    return MilepostError(f"{path} is damaged ({reason}). Export it again.")


def _sha256(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
