"""Finds the web addresses in a text, where people end them."""

import re
from collections import Counter
from collections.abc import Iterator

# ASCII letters and digits before it make it part of another word.
_START = re.compile(r"(?<![a-z0-9])https?://(?=[^\W_]|\[[0-9a-f:.]+\])", re.IGNORECASE)
# Characters that no web address contains: quotes, and the punctuation and brackets of East Asian scripts.
_NEVER = frozenset('<>"`“”„‟«»‹›。、，．；：！？…‥（）「」『』【】《》〈〉〔〕〖〗［］｛｝｢｣､｡＂＜＞')  # noqa: RUF001 - meant
_OPENERS = {")": "(", "]": "[", "}": "{"}
_JOINERS = "\u200c\u200d"  # within words of some scripts
_ENDS = ".,:;!?'‘’*([{"  # noqa: RUF001 - belong to the sentence around an address that ends with them


def split_at_links(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text in order, and whether each is a web address.

    An address ends before white space, a quote, and a closing bracket without an opening one in it. Punctuation at its
    end belongs to the sentence.
    """
    position = 0
    while start := _START.search(text, position):
        end = _end(text, start.start(), start.end())
        yield text[position : start.start()], False
        yield text[start.start() : end], True
        position = end
    yield text[position:], False


def _end(text: str, begin: int, end: int) -> int:
    opened: Counter[str] = Counter()
    while end < len(text) and not _is_border(text[end], opened):
        end += 1
    return begin + len(text[begin:end].rstrip(_ENDS))


def _is_border(character: str, opened: Counter[str]) -> bool:
    """Whether an address ends before a character. `opened` counts the brackets that are open."""
    if character in _OPENERS.values():
        opened[character] += 1
    elif character in _OPENERS:
        opened[_OPENERS[character]] -= 1
        return opened[_OPENERS[character]] < 0
    return character in _NEVER or not (character.isprintable() or character in _JOINERS) or character.isspace()
