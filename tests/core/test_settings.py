"""Settings that are checked against each other or taken apart."""

import pytest

from core.errors import InvalidSetting
from core.settings import read_settings


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("SMTP_URL", "MAIL_FROM", "PUBLIC_URL"):
        monkeypatch.delenv(f"MILEPOST_{name}", raising=False)
    return monkeypatch


def test_mail_settings_that_fit_are_taken(environment: pytest.MonkeyPatch):
    environment.setenv("MILEPOST_SMTP_URL", "smtp://user:secret@mail.example.com")
    environment.setenv("MILEPOST_MAIL_FROM", "Milepost <milepost@example.com>")
    environment.setenv("MILEPOST_PUBLIC_URL", "https://milepost.example.com/")

    settings = read_settings()

    assert settings.public_url == "https://milepost.example.com"
    assert "secret" not in repr(settings)


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        (
            {"SMTP_URL": "smtp://mail.example.com"},
            "MILEPOST_SMTP_URL: it needs MILEPOST_MAIL_FROM beside it, the sender of the mails",
        ),
        (
            {"SMTP_URL": "mail.example.com:25", "MAIL_FROM": "milepost@example.com"},
            "MILEPOST_SMTP_URL: This is not the URL of a mail server: write smtp://user:password@host:587 or smtps://user:password@host:465.",
        ),
        (
            {"SMTP_URL": "smtp://mail.example.com", "MAIL_FROM": "Milepost"},
            "MILEPOST_MAIL_FROM: This is not an address: write one such as Milepost <milepost@example.com>.",
        ),
        (
            {"PUBLIC_URL": "milepost.example.com"},
            "MILEPOST_PUBLIC_URL: This is not a URL: write one such as https://milepost.example.com.",
        ),
    ],
)
def test_a_wrong_setting_is_told_in_a_sentence(
    environment: pytest.MonkeyPatch, variables: dict[str, str], sentence: str
):
    for name, value in variables.items():
        environment.setenv(f"MILEPOST_{name}", value)

    with pytest.raises(InvalidSetting) as refusal:
        read_settings()

    assert str(refusal.value) == sentence
