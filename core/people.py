"""Changes of people, and the rules that they must meet."""

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from core.errors import Invalid, LimitExceeded, Refused
from core.input_paths import under
from core.json_problems import problem_of
from core.json_values import canonical_json, exact_number
from core.list_bounds import MOST_TAGS, check_length
from core.placed import Placed
from core.tags import tag_names
from core.texts import LONGEST_TEXT, check_text

LONGEST_ATTRIBUTES = 100_000  # characters of JSON

# A loose check: only a delivered message proves an address.
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


# Descriptions of what valid_change checks, for /openapi.json. The decoder does not check them: its errors have no path.
_Key = Annotated[str, Meta(extra_json_schema={"minLength": 1, "maxLength": LONGEST_TEXT})]
_Email = Annotated[_Key, Meta(extra_json_schema={"pattern": f"^{_EMAIL.pattern}$"})]
_Tag = Annotated[str, Meta(extra_json_schema={"pattern": r"\S"})]
_Tags = Annotated[list[_Tag], Meta(extra_json_schema={"maxItems": MOST_TAGS})]
_Attributes = Annotated[Any, Meta(extra_json_schema={"type": ["object", "null"]})]


class GivenPerson(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True, gc=False):
    """A person as callers send it. A field that is UNSET keeps its value, null removes it. `tags` are all tags."""

    external_id: _Key
    email: _Email | UnsetType | None = UNSET
    name: _Key | UnsetType | None = UNSET
    attributes: _Attributes = UNSET
    tags: _Tags | UnsetType | None = UNSET
    unsubscribed: bool | UnsetType | None = UNSET


class PersonChange(msgspec.Struct, frozen=True, gc=False):
    """A valid change of a person, in the form that is stored. The person is created if unknown. UNSET keeps a value."""

    external_id: str
    email: str | UnsetType | None = UNSET
    name: str | UnsetType | None = UNSET
    attributes: str | UnsetType = UNSET  # canonical JSON of an object
    tags: tuple[str, ...] | UnsetType = UNSET  # all tags: names in their normal form
    unsubscribed: bool | UnsetType = UNSET

    def then(self, later: "PersonChange") -> "PersonChange":
        """The change that has the effect of this one and a later one of the same person."""
        given = {name: value for name in self.__struct_fields__ if (value := getattr(later, name)) is not UNSET}
        return msgspec.structs.replace(self, **given)


PlacedPerson = Placed[PersonChange]
_decoder = msgspec.json.Decoder(GivenPerson, float_hook=exact_number)


class _ExternalId(msgspec.Struct, frozen=True, rename="camel"):
    external_id: str | UnsetType = UNSET


_id_decoder = msgspec.json.Decoder(_ExternalId)


def parse_person(line: bytes) -> PersonChange:
    """Parses one line of NDJSON. Raises Refused with the path of a wrong field."""
    try:
        given = _decoder.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid(problem_of(error, line)) from None
    return valid_change(given)


def external_id(line: bytes) -> str | None:
    """The external id in a line of NDJSON, or None if it cannot be read."""
    try:
        given = _id_decoder.decode(line).external_id
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return given if isinstance(given, str) else None


def valid_changes(people: Sequence[GivenPerson]) -> Iterator[PersonChange | Refused]:
    """Yields, for each person of a list, the change, or the first error. Each person may be given once."""
    seen: dict[str, int] = {}
    for index, person in enumerate(people):
        first = seen.setdefault(person.external_id, index)
        try:
            with under("people", str(index)):
                change = valid_change(person)
                if first != index:
                    raise Invalid(
                        f"The person is given twice, first at index {first}: send each person once.", ("externalId",)
                    )
            yield change
        except Refused as problem:
            yield problem


def valid_change(person: GivenPerson) -> PersonChange:
    """The change in the form that is stored. Raises Refused with the path of a wrong field."""
    check_text(person.external_id, "externalId")
    if isinstance(person.email, str):
        _check_email(person.email)
    if isinstance(person.name, str):
        check_text(person.name, "name")
    return PersonChange(
        external_id=person.external_id,
        email=person.email,
        name=person.name,
        attributes=_attributes(person.attributes),
        tags=_tags(person.tags),
        unsubscribed=person.unsubscribed if person.unsubscribed is UNSET else bool(person.unsubscribed),
    )


def _check_email(email: str) -> None:
    check_text(email, "email")
    if not _EMAIL.fullmatch(email):
        raise Invalid(f"{email[:320]!r} is not an e-mail address: write one such as anna@example.com.", ("email",))


def _attributes(attributes: Any) -> str | UnsetType:
    if attributes is UNSET or attributes is None:
        return UNSET if attributes is UNSET else "{}"
    if not isinstance(attributes, dict):
        raise Invalid("`attributes` must be a JSON object.", ("attributes",))
    text = canonical_json(attributes, "attributes")
    if len(text) > LONGEST_ATTRIBUTES:
        raise LimitExceeded(
            f"`attributes` must have at most {LONGEST_ATTRIBUTES:,} characters of JSON.", ("attributes",)
        )
    return text


def _tags(tags: list[str] | UnsetType | None) -> tuple[str, ...] | UnsetType:
    if isinstance(tags, UnsetType):
        return UNSET
    check_length(tags or (), MOST_TAGS, "tags")
    return tag_names(tags or (), "tags")
