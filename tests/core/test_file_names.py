"""Names of downloaded archives."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.file_names import archive_file_name, ascii_file_name
from core.time_ranges import ALWAYS, TimeRange

AS_OF = datetime(2026, 11, 28, 23, 30, tzinfo=UTC)
OCTOBER = TimeRange.between(datetime(2026, 9, 30, 22, tzinfo=UTC), datetime(2026, 10, 31, 23, tzinfo=UTC))
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize(
    ("series", "range_", "name", "in_ascii"),
    [
        ("Trial onboarding", ALWAYS, "Trial-onboarding_2026-11-29.zip", "Trial-onboarding_2026-11-29.zip"),
        (
            "Trial onboarding",
            OCTOBER,
            "Trial-onboarding_2026-10-01_2026-11-01.zip",
            "Trial-onboarding_2026-10-01_2026-11-01.zip",
        ),
        ("Begrüßung: 1/2", ALWAYS, "Begrüßung-1-2_2026-11-29.zip", "Begru-ung-1-2_2026-11-29.zip"),
        ("新規登録", ALWAYS, "新規登録_2026-11-29.zip", "series_2026-11-29.zip"),
        ("../../etc/passwd", ALWAYS, "etc-passwd_2026-11-29.zip", "etc-passwd_2026-11-29.zip"),
        ('"; x="', ALWAYS, "x_2026-11-29.zip", "x_2026-11-29.zip"),
        ("🚀", ALWAYS, "series_2026-11-29.zip", "series_2026-11-29.zip"),
    ],
)
def test_an_archive_is_named_after_its_series_and_dates(series: str, range_: TimeRange, name: str, in_ascii: str):
    found = archive_file_name(series, range_, AS_OF, AMSTERDAM)

    assert (found, ascii_file_name(found)) == (name, in_ascii)


@given(st.text())
def test_any_series_gives_a_short_name_without_special_characters(series: str):
    name = archive_file_name(series, OCTOBER, AS_OF, AMSTERDAM)

    assert len(name.encode()) <= 150
    assert not set(name) & set('/\\:*?"<>|\r\n\x00 ;%')
    assert ascii_file_name(name).isascii()
    assert ascii_file_name(name).endswith("_2026-10-01_2026-11-01.zip")
