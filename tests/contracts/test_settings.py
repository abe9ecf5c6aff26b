"""The table of docs/settings.md is the settings."""

import re
from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from core.client_settings import ClientSettings
from core.settings import Settings

TABLE = Path(__file__).parents[2] / "docs" / "settings.md"


def _table() -> dict[str, tuple[str, str]]:
    rows = re.findall(r"^\| `(MILEPOST_\w+)` \|(.*?)\| (.*?) \|$", TABLE.read_text("utf-8"), re.MULTILINE)
    return {variable: (default.strip(), meaning) for variable, default, meaning in rows}


def _default(field: FieldInfo) -> str:
    assert not isinstance(field.default, SecretStr)
    if isinstance(field.default, bool):
        return f"`{field.default}`".lower()
    return "" if field.default is None else f"`{field.default}`"


def test_the_docs_state_every_setting_with_its_default_and_meaning_and_no_other():
    fields = {**Settings.model_fields, **ClientSettings.model_fields}

    assert _table() == {
        f"MILEPOST_{name.upper()}": (_default(field), field.description) for name, field in fields.items()
    }
