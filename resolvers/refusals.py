"""Refusals with the same words wherever they are raised."""

from core.errors import Conflict, NotFound
from core.ids import global_id


def unknown_person(person_id: int) -> NotFound:
    return NotFound(f"No person has the id {global_id('Person', person_id)!r}: remove it.", ("people", "ids"))


def unknown(type_: str, *path: str) -> NotFound:
    """An id of no object of this type, named in words: `bulk action`."""
    return NotFound(f"No {type_} has this id: use one from a response.", path)


def key_reused() -> Conflict:
    return Conflict(
        "The idempotency key was used with a different input: use a new key, or send the same input.",
        ("idempotencyKey",),
    )
