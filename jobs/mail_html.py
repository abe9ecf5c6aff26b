"""The HTML part of a mail: looks like its text, with links."""

import re
from html import escape

from core.links import split_at_links

# White space that browsers would collapse: runs, tabs, and a space at either end of a line.
_COLLAPSING = re.compile(r"[ \t]{2,}|\t|(?m:^) | (?m:$)")
# The second property is the one that Outlook needs.
_KEPT = '<span style="white-space: pre-wrap; mso-spacerun: yes">{}</span>'


def html_of(text: str) -> str:
    """The plain text, whose lines end with a line feed, as an HTML document that looks the same and has links."""
    parts = (_link(part) if is_link else escape(part) for part, is_link in split_at_links(text))
    body = _COLLAPSING.sub(lambda spaces: _KEPT.format(spaces[0]), "".join(parts)).replace("\n", "<br>\n")
    return f'<!DOCTYPE html>\n<html>\n<head><meta charset="utf-8"></head>\n<body>\n{body}\n</body>\n</html>\n'


def _link(address: str) -> str:
    return f'<a href="{escape(address)}">{escape(address)}</a>'
