"""Validation of settings."""

import re

import pytest

from core.errors import InvalidSetting
from core.settings import Settings, read_settings
from core.unknown_variables import unknown_variables


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("SMTP_URL", "MAIL_FROM", "PUBLIC_URL"):
        monkeypatch.delenv(f"MILEPOST_{name}", raising=False)
    return monkeypatch


def test_valid_mail_settings_are_read_and_the_password_is_not_shown(environment: pytest.MonkeyPatch):
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
            "MILEPOST_SMTP_URL: Set MILEPOST_MAIL_FROM, the sender of the mails, as well.",
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
            {"LOG_LEVEL": "loud"},
            "MILEPOST_LOG_LEVEL must be 'debug', 'info', 'warning' or 'error'.",
        ),
        ({"BOOTSTRAP_TOKEN": "short"}, "MILEPOST_BOOTSTRAP_TOKEN must be at least 16 characters long."),
        ({"REQUEST_MEGABYTES": "many"}, "MILEPOST_REQUEST_MEGABYTES must be a whole number, not 'many'."),
        ({"EXPORT_HOURS": "8761"}, "MILEPOST_EXPORT_HOURS must be at most 8760."),
        ({"EXPORT_HOURS": "0"}, "MILEPOST_EXPORT_HOURS must be at least 1."),
        ({"MAIL_PER_SECOND": "0"}, "MILEPOST_MAIL_PER_SECOND must be greater than 0."),
        ({"MAIL_PER_SECOND": "fast"}, "MILEPOST_MAIL_PER_SECOND must be a number, not 'fast'."),
        (
            {"PUBLIC_URL": "milepost.example.com"},
            "MILEPOST_PUBLIC_URL: This is not a URL: write one such as https://milepost.example.com.",
        ),
    ],
)
def test_an_invalid_setting_is_refused_with_its_name_and_the_reason(
    environment: pytest.MonkeyPatch, variables: dict[str, str], sentence: str
):
    for name, value in variables.items():
        environment.setenv(f"MILEPOST_{name}", value)

    with pytest.raises(InvalidSetting) as refusal:
        read_settings()

    assert str(refusal.value) == sentence


@pytest.mark.parametrize("name", Settings.model_fields)
@pytest.mark.parametrize("value", ["?", "-1", "0", "9" * 30, "1.5", "nan", "1e999", "9" * 5_000])
def test_no_setting_is_refused_in_the_words_of_a_library(environment: pytest.MonkeyPatch, name: str, value: str):
    environment.setenv(f"MILEPOST_{name.upper()}", value)

    sentence = refusal_of_settings() or f"MILEPOST_{name.upper()} must be something else."

    assert re.fullmatch(rf"MILEPOST_{name.upper()}(: ['A-Z]| must be ).*\.", sentence)
    assert not re.search("Input|parse", sentence)


def refusal_of_settings() -> str | None:
    try:
        read_settings()
    except InvalidSetting as refusal:
        return str(refusal)
    return None


def test_a_variable_that_is_no_setting_is_named_with_the_most_similar_setting():
    names = [
        "MILEPOST_COLUMN_ENTRIES",
        "MILEPOST_WEATHER",
        "milepost_x",
        "milepost_log_level",
        "MILEPOST_TOKEN",
        "PATH",
    ]

    assert unknown_variables(names) == {
        "MILEPOST_COLUMN_ENTRIES": "MILEPOST_COLUMNS_ENTRIES",
        "MILEPOST_WEATHER": None,
        "milepost_x": None,
    }
