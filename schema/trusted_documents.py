"""Manifests of trusted documents, as Apollo's and Relay's tools write them."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import orjson

from core.errors import InvalidSetting
from schema.documents import document_of

APOLLO = "apollo-persisted-query-manifest"
_MOST_BYTES = 64 << 20


def hash_of(text: str) -> str:
    """Returns the SHA-256 of a document in hexadecimal digits: the id of the document for clients."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read_manifest(path: Path) -> Mapping[str, str]:
    """Returns the documents of a manifest by their hashes. Raises InvalidSetting, which says what is wrong with it.

    The manifest is one of Apollo, or a JSON object with hashes as keys and documents as values.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _wrong(path, f"it is larger than {_MOST_BYTES >> 20} MiB")
        content = orjson.loads(path.read_bytes())
    except OSError as error:
        raise _wrong(path, (error.strerror or "it cannot be read").lower()) from None
    except orjson.JSONDecodeError as error:
        raise _wrong(path, f"it is not valid JSON ({error})") from None
    if not isinstance(content, dict):
        raise _wrong(path, "it must be a JSON object")
    documents: dict[str, str] = {}
    for place, id_, text in _entries(path, cast("dict[str, Any]", content)):
        _check(path, place, id_, text)
        documents[id_] = text
    return documents


def _entries(path: Path, content: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """The place, id and text of each document."""
    if "format" not in content:
        for id_, text in content.items():
            yield f'"{id_[:100]}"', id_, text
        return
    operations = content.get("operations")
    if content["format"] != APOLLO or content.get("version") != 1 or not isinstance(operations, list):
        raise _wrong(path, f'its "format" must be "{APOLLO}", its "version" 1, and "operations" a list')
    for index, operation in enumerate(cast("list[Any]", operations)):
        place = f"operations[{index}]"
        if not isinstance(operation, dict):
            raise _wrong(path, f"{place} must be an object")
        found = cast("dict[str, Any]", operation)
        yield place, found.get("id"), found.get("body")


def _check(path: Path, place: str, id_: Any, text: Any) -> None:
    if not isinstance(text, str) or not isinstance(id_, str):
        raise _wrong(path, f"{place} must have an id and a document, both texts")
    if hash_of(text) != id_:
        raise _wrong(path, f"{place} has an id that is not the SHA-256 of its document, {hash_of(text)}")
    try:
        errors = [error.message for error in document_of(text).errors]
    except Exception as error:  # a syntax error, or a limit of documents
        errors = [str(error)]
    if errors:
        raise _wrong(path, f"{place} is not valid: {errors[0][:500]}")


def _wrong(path: Path, problem: str) -> InvalidSetting:
    return InvalidSetting(f"MILEPOST_TRUSTED_DOCUMENTS_FILE: {path}: {problem.removesuffix('.')}.")
