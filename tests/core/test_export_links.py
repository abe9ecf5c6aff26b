"""Links to exports: each is genuine for one export alone, and only while that has an archive."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from core.export_links import LinkedExport, export_link, is_genuine, linked_export


@dataclass(frozen=True)
class Export:
    id: int = 7
    link_base: str = "https://milepost.example"
    link_key: bytes = b"key"
    expires_at: datetime | None = datetime(2026, 3, 3, tzinfo=UTC)


EXPORT = Export()
LINK = export_link(1, EXPORT) or ""
SIGNED = LINK.removeprefix("https://milepost.example/exports/")


def test_a_link_names_its_export_and_is_genuine():
    assert linked_export(SIGNED) == LinkedExport(workspace_id=1, export_id=7)
    assert is_genuine(SIGNED, 1, EXPORT)


def test_a_link_is_not_genuine_for_another_export_workspace_key_or_expiry():
    others = [
        replace(EXPORT, id=8),
        replace(EXPORT, link_key=b"other"),
        replace(EXPORT, expires_at=EXPORT.expires_at and EXPORT.expires_at + timedelta(seconds=1)),
    ]

    assert not is_genuine(SIGNED, 2, EXPORT)
    assert not any(is_genuine(SIGNED, 1, other) for other in others)


def test_without_an_archive_there_is_no_link_and_none_is_genuine():
    preparing = replace(EXPORT, expires_at=None)

    assert export_link(1, preparing) is None
    assert not is_genuine(SIGNED, 1, preparing)
    assert not is_genuine("", 1, preparing)


def test_a_text_that_is_no_link_names_no_export():
    assert [linked_export(text) for text in ("", "x", "x.y", f".{SIGNED}", SIGNED * 20)] == [None] * 5
