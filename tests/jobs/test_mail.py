"""Single mails: retried until they are accepted, or written to the outbox."""

from pathlib import Path

import pytest
from mail_server import OK, MailSink, mail_server, mail_settings

from core.errors import MailRefused, Unavailable
from core.mail import Mail
from core.settings import Settings
from jobs.mail import send_mail

MAIL = Mail("export 1", "anna@example.com", "Your export", "It is here: https://milepost.example.com/exports/1\n")


async def test_a_deferred_mail_is_retried_with_the_same_message_id():
    replies = iter(["451 Later", "451 Still later", OK])
    sink = MailSink(on_content=lambda _: next(replies))

    async with mail_server(sink) as port:
        await send_mail(Settings(**mail_settings(port)), MAIL, pauses_seconds=(0, 0, 0))

    assert sink.counts == {"anna@example.com": 1}
    assert sink.messages()["anna@example.com"]["From"] == "Milepost <milepost@example.com>"


async def test_a_refused_mail_is_not_retried():
    asked: list[str] = []
    sink = MailSink(on_recipient=lambda address: asked.append(address) or "550 Nobody here")

    async with mail_server(sink) as port:
        with pytest.raises(MailRefused):
            await send_mail(Settings(**mail_settings(port)), MAIL, pauses_seconds=(0, 0))

    assert asked == ["anna@example.com"]


async def test_an_unavailable_server_is_an_error_after_the_last_retry():
    async with mail_server(MailSink()) as port:
        pass

    with pytest.raises(Unavailable):
        await send_mail(Settings(**mail_settings(port)), MAIL, pauses_seconds=(0, 0))


async def test_without_a_mail_server_the_same_mail_twice_is_one_file(tmp_path: Path):
    settings = Settings(mail_outbox=tmp_path / "outbox")

    await send_mail(settings, MAIL)
    await send_mail(settings, MAIL)

    [file] = (tmp_path / "outbox").iterdir()
    content = file.read_bytes()
    assert file.suffix == ".eml"
    assert f"\r\nMessage-ID: <{file.stem}@localhost>\r\n".encode() in content
    assert b"\r\nTo: anna@example.com\r\n" in content
