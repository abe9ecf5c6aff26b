"""Whether an archive holds what it should."""

import hashlib
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.errors import MilepostError

_PIECE = 1 << 20  # bytes read at once


def check_archive(path: Path, files: Sequence[dict[str, Any]]) -> None:
    """Raise MilepostError where a file is missing, or is not what its `sha256` says."""
    try:
        with zipfile.ZipFile(path) as archive:
            for file in files:
                if _sha256(archive, file["name"]) != file["sha256"]:
                    raise MilepostError(f"{path}: {file['name']} is not what was sent: its SHA-256 differs.")
    except (zipfile.BadZipFile, KeyError) as error:
        raise MilepostError(f"{path} is not what was sent: {error}.") from None


def _sha256(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
