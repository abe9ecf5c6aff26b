"""Refusals that several mutations share, so that each has the same words everywhere."""

from core.errors import Conflict, NotFound
from core.ids import global_id


def unknown_person(person_id: int) -> NotFound:
    return NotFound(f"No person has the id {global_id('Person', person_id)!r}: remove it.", ("people", "ids"))


def unknown_series(path: tuple[str, ...]) -> NotFound:
    return NotFound("No series has this id: use one from a response.", path)


def key_reused() -> Conflict:
    return Conflict(
        "The idempotency key was used with a different input: use a new key, or send the same input.",
        ("idempotencyKey",),
    )
