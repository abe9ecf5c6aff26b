"""The queries of the dashboard, as its build compiled them."""

import json
import re
from pathlib import Path

_COMPILED = Path(__file__).parents[1] / "dashboard" / "src" / "__generated__"
_TEXT = re.compile(r'^\s*"text": ("(?:[^"\\]|\\.)*")', re.MULTILINE)
_LEAST = 25


def dashboard_queries() -> dict[str, str]:
    """The texts by their names. Fails if the dashboard is not built."""
    texts = {
        path.name.partition(".")[0]: path.read_text("utf-8") for path in sorted(_COMPILED.glob("*Query.graphql.ts"))
    }
    found = {name: json.loads(match[1]) for name, text in texts.items() if (match := _TEXT.search(text))}
    assert len(found) > _LEAST, "build the dashboard: make dashboard"
    return found
