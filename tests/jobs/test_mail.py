"""Single mails: sent until they are taken, or written into the outbox."""

from pathlib import Path

import pytest
from mail_server import OK, MailSink, mail_server
from pydantic import SecretStr

from core.errors import MailRefused, Unavailable
from core.mail import Mail
from core.settings import Settings
from jobs.mail import send_mail

MAIL = Mail("export 1", "anna@example.com", "Your export", "It is here: https://milepost.example.com/exports/1\n")


def _settings(port: int) -> Settings:
    return Settings(smtp_url=SecretStr(f"smtp://127.0.0.1:{port}"), mail_from="Milepost <milepost@example.com>")


async def test_it_is_sent_again_until_the_server_takes_it_under_one_message_id():
    replies = iter(["451 Later", "451 Still later", OK])
    sink = MailSink(on_content=lambda _: next(replies))

    async with mail_server(sink) as port:
        await send_mail(_settings(port), MAIL, pauses_seconds=(0, 0, 0))

    assert sink.counts == {"anna@example.com": 1}
    assert sink.messages()["anna@example.com"]["From"] == "Milepost <milepost@example.com>"


async def test_a_refusal_is_told_at_once():
    asked: list[str] = []
    sink = MailSink(on_recipient=lambda address: asked.append(address) or "550 Nobody here")

    async with mail_server(sink) as port:
        with pytest.raises(MailRefused):
            await send_mail(_settings(port), MAIL, pauses_seconds=(0, 0))

    assert asked == ["anna@example.com"]


async def test_a_server_that_stays_away_is_told_after_the_last_pause():
    async with mail_server(MailSink()) as port:
        pass

    with pytest.raises(Unavailable):
        await send_mail(_settings(port), MAIL, pauses_seconds=(0, 0))


async def test_without_a_server_the_same_mail_twice_is_one_file(tmp_path: Path):
    settings = Settings(mail_outbox=tmp_path / "outbox")

    await send_mail(settings, MAIL)
    await send_mail(settings, MAIL)

    [file] = (tmp_path / "outbox").iterdir()
    content = file.read_bytes()
    assert file.suffix == ".eml"
    assert f"\r\nMessage-ID: <{file.stem}@localhost>\r\n".encode() in content
    assert b"\r\nTo: anna@example.com\r\n" in content
