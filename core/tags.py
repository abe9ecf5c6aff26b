"""Names of tags: one normal form, wherever a name is given."""

from collections.abc import Iterable

from core.texts import check_text

LONGEST_TAG = 200


def tag_name(text: str, *path: str) -> str:
    """The name of a tag, without white space around it, that of Unicode included.

    Raises Invalid, with the path of the field, unless it has 1 to 200 characters. Names are compared as they are
    stored: `VIP` and `vip` are two tags.
    """
    name = text.strip()
    check_text(name, *path, longest=LONGEST_TAG)
    return name


def tag_names(texts: Iterable[str], *path: str) -> tuple[str, ...]:
    """The different names of a list, sorted. Raises Invalid with the path and index of a wrong one."""
    return tuple(sorted({tag_name(text, *path, str(index)) for index, text in enumerate(texts)}))
