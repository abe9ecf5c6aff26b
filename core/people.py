"""Changes of people, and the rules that they must meet."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec import UNSET, UnsetType

from core.errors import Invalid, LimitExceeded, Refused
from core.input_paths import under
from core.list_bounds import MOST_TAGS, check_length
from core.people_filters import canonical_json
from core.tags import tag_names
from core.texts import check_text

LONGEST_ATTRIBUTES = 100_000  # characters of JSON

# A loose check: only a delivered message proves an address.
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What to change about a person, who is created if unknown. UNSET keeps a value, None removes it.

    `tags` replaces all tags of the person.
    """

    external_id: str
    email: str | UnsetType | None = UNSET
    name: str | UnsetType | None = UNSET
    attributes: Any = UNSET
    tags: Sequence[str] | UnsetType | None = UNSET
    unsubscribed: bool | UnsetType | None = UNSET


def problems_of(people: Sequence[PersonChange]) -> Iterator[Refused | None]:
    """Yields, for each person, the first error that shows without looking at stored data, or None."""
    seen: dict[str, int] = {}
    for index, person in enumerate(people):
        first = seen.setdefault(person.external_id, index)
        try:
            with under("people", str(index)):
                _check(person)
                if first != index:
                    raise Invalid(
                        f"The person is given twice, first at index {first}: send each person once.", ("externalId",)
                    )
            yield None
        except Refused as problem:
            yield problem


def _check(person: PersonChange) -> None:
    check_text(person.external_id, "externalId")
    if isinstance(person.email, str):
        check_text(person.email, "email")
        if not _EMAIL.fullmatch(person.email):
            raise Invalid(
                f"{person.email[:320]!r} is not an e-mail address: write one such as anna@example.com.", ("email",)
            )
    if isinstance(person.name, str):
        check_text(person.name, "name")
    if person.attributes is not None and person.attributes is not UNSET:
        _check_attributes(person.attributes)
    if person.tags is not None and person.tags is not UNSET:
        _check_tags(person.tags)


def _check_attributes(attributes: Any) -> None:
    if not isinstance(attributes, dict):
        raise Invalid("`attributes` must be a JSON object.", ("attributes",))
    if len(canonical_json(attributes, "attributes")) > LONGEST_ATTRIBUTES:
        raise LimitExceeded(
            f"`attributes` must have at most {LONGEST_ATTRIBUTES:,} characters of JSON.", ("attributes",)
        )


def _check_tags(tags: Sequence[str]) -> None:
    check_length(tags, MOST_TAGS, "tags")
    tag_names(tags, "tags")
