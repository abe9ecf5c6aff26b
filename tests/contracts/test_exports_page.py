"""docs/exports.md lists the columns that exports really have."""

import re
from pathlib import Path

from core.export_files import COLUMNS

PAGE = (Path(__file__).parents[2] / "docs" / "exports.md").read_text("utf-8")


def test_every_file_is_listed_with_its_columns_ours_in_italics():
    listed = {
        name.upper(): re.findall(r"(`|\*)(\w+)\1", columns)
        for name, columns in re.findall(r"^\| `(\w+)` \| (.+) \|$", PAGE, re.MULTILINE)
    }

    assert listed == {
        file.value: [("*" if column.is_ours else "`", column.name) for column in columns]
        for file, columns in COLUMNS.items()
    }
