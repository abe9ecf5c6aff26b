"""Sending mail to a real mail server that refuses, defers and drops connections."""

import asyncio
import ssl
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import trustme
from mail_server import DROP, OK, MailSink, mail_server

from core.errors import MailDeferred, MailRefused, MailUncertain, MilepostError, Unavailable
from core.mail import Mail, sender_address
from core.mail import mail_server as parse_server
from jobs.mail_messages import MailMessage, build_message
from jobs.smtp import SmtpMailer

SENDER = sender_address("Milepost <milepost@example.com>")


@asynccontextmanager
async def _mailer(url: str, connections: int = 1, per_second: float = 10_000) -> AsyncGenerator[SmtpMailer]:
    mailer = SmtpMailer(parse_server(url), connections, per_second)
    yield mailer
    await mailer.close()


class Commits:
    """Counts how often a mailer has awaited `commit`."""

    def __init__(self) -> None:
        self.times = 0

    async def commit(self) -> None:
        self.times += 1


def _mail(name: str = "anna") -> MailMessage:
    return build_message(Mail(f"key of {name}", f"{name}@example.com", "Hello", f"Hello {name}\n.\n.. end\n"), SENDER)


async def test_a_mail_arrives_unchanged():
    sink, commits = MailSink(), Commits()

    async with mail_server(sink) as port, _mailer(f"smtp://127.0.0.1:{port}") as mailer:
        await mailer.deliver(_mail(), commits.commit)

    body = sink.messages()["anna@example.com"].get_body(("plain",))
    assert body is not None
    assert body.get_content() == "Hello anna\r\n.\r\n.. end\r\n"
    assert commits.times == 1


@pytest.mark.parametrize(
    ("at_recipient", "at_content", "error", "words", "expected_commits"),
    [
        ("550 Nobody here", OK, MailRefused, "The mail server replied: 550 Nobody here", 0),
        ("450 Later", OK, MailDeferred, "The mail server replied: 450 Later", 0),
        (DROP, OK, Unavailable, "cannot be used: ", 0),
        ("421 Closing", OK, Unavailable, "cannot be used: it replied 421 Closing.", 0),
        (OK, "554 Spam", MailRefused, "The mail server replied: 554 Spam", 1),
        (OK, "451 Later", MailDeferred, "The mail server replied: 451 Later", 1),
        (OK, DROP, MailUncertain, "did not confirm that it accepted the mail: ", 1),
    ],
)
async def test_each_failure_has_its_own_error_and_the_next_mail_is_delivered(
    at_recipient: str, at_content: str, error: type[MilepostError], words: str, expected_commits: int
):
    sink = MailSink(_unless_ben(at_recipient), _unless_ben(at_content))
    commits = Commits()

    async with mail_server(sink) as port, _mailer(f"smtp://127.0.0.1:{port}") as mailer:
        with pytest.raises(error) as failure:
            await mailer.deliver(_mail("anna"), commits.commit)
        first = commits.times
        await mailer.deliver(_mail("ben"), commits.commit)

    assert words in str(failure.value)
    assert first == expected_commits
    assert sink.counts == {"ben@example.com": 1}


def _unless_ben(reply: str) -> Callable[[str], str]:
    return lambda address: OK if address.startswith("ben") else reply


async def test_a_mail_is_not_sent_if_the_commit_fails():
    sink, commits = MailSink(), Commits()

    async def refuse() -> None:
        raise KeyError("the lease is lost")

    async with mail_server(sink) as port, _mailer(f"smtp://127.0.0.1:{port}") as mailer:
        with pytest.raises(KeyError):
            await mailer.deliver(_mail("anna"), refuse)
        await mailer.deliver(_mail("ben"), commits.commit)

    assert sink.counts == {"ben@example.com": 1}


async def test_a_connection_closed_by_the_server_is_reopened():
    sink, commits = MailSink(), Commits()

    async with mail_server(sink) as port, _mailer(f"smtp://127.0.0.1:{port}") as mailer:
        await mailer.deliver(_mail("anna"), commits.commit)
        for transport in sink.transports:
            transport.abort()
        await mailer.deliver(_mail("ben"), commits.commit)

    assert sink.counts == {"anna@example.com": 1, "ben@example.com": 1}


async def test_connections_are_limited_and_reused():
    sink, commits = MailSink(seconds=0.02), Commits()

    async with mail_server(sink) as port, _mailer(f"smtp://127.0.0.1:{port}", connections=3) as mailer:
        await asyncio.gather(*(mailer.deliver(_mail(f"p{number}"), commits.commit) for number in range(20)))

    assert sink.counts == {f"p{number}@example.com": 1 for number in range(20)}
    assert len(sink.sessions) == 3


async def test_mails_are_sent_no_faster_than_the_limit():
    sink, commits = MailSink(), Commits()
    loop = asyncio.get_running_loop()
    begun = loop.time()

    async with mail_server(sink) as port, _mailer(f"smtp://127.0.0.1:{port}", 5, per_second=20) as mailer:
        await asyncio.gather(*(mailer.deliver(_mail(f"p{number}"), commits.commit) for number in range(11)))

    assert loop.time() - begun >= 0.45


async def test_an_unreachable_server_is_named_in_the_error():
    async with mail_server(MailSink()) as port:
        pass
    async with _mailer(f"smtp://127.0.0.1:{port}") as mailer:
        with pytest.raises(Unavailable, match=rf"The mail server at 127.0.0.1:{port} \(MILEPOST_SMTP_URL\) cannot"):
            await mailer.deliver(_mail(), Commits().commit)


@pytest.fixture
def certificates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    return context


async def test_a_password_is_sent_over_an_encrypted_connection(certificates: ssl.SSLContext):
    sink, commits = MailSink(), Commits()
    options = {"tls_context": certificates, "require_starttls": True, "authenticator": sink.authenticate}

    async with mail_server(sink, **options) as port:
        async with _mailer(f"smtp://anna:right%20p%40ss@localhost:{port}") as mailer:
            await mailer.deliver(_mail(), commits.commit)

    assert sink.logins == [(b"anna", b"right p@ss")]
    assert sink.encrypted == [True]


async def test_a_password_is_not_sent_without_encryption():
    sink = MailSink()

    async with mail_server(sink, authenticator=sink.authenticate, auth_require_tls=False) as port:
        async with _mailer(f"smtp://anna:right%20p%40ss@127.0.0.1:{port}") as mailer:
            with pytest.raises(Unavailable, match="STARTTLS extension not supported"):
                await mailer.deliver(_mail(), Commits().commit)

    assert sink.logins == []


async def test_a_wrong_password_is_an_error(certificates: ssl.SSLContext):
    sink = MailSink()
    options = {"tls_context": certificates, "authenticator": sink.authenticate}

    async with mail_server(sink, **options) as port, _mailer(f"smtp://anna:wrong@localhost:{port}") as mailer:
        with pytest.raises(Unavailable, match="it replied 535"):
            await mailer.deliver(_mail(), Commits().commit)


async def test_smtps_is_encrypted_from_the_first_byte(certificates: ssl.SSLContext):
    sink, commits = MailSink(), Commits()

    async with mail_server(sink, tls=certificates) as port, _mailer(f"smtps://localhost:{port}") as mailer:
        await mailer.deliver(_mail(), commits.commit)

    assert sink.counts == {"anna@example.com": 1}


async def test_a_certificate_of_an_unknown_authority_is_refused(certificates: ssl.SSLContext):
    del certificates
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert("localhost").configure_cert(context)

    async with mail_server(MailSink(), tls=context) as port, _mailer(f"smtps://localhost:{port}") as mailer:
        with pytest.raises(Unavailable, match="certificate verify failed"):
            await mailer.deliver(_mail(), Commits().commit)


async def test_a_non_ascii_address_requires_a_server_with_smtputf8():
    sink, commits = MailSink(), Commits()
    mail = build_message(Mail("k", "ännä@example.com", "Hello", "Hello"), SENDER)

    async with mail_server(sink) as port, _mailer(f"smtp://127.0.0.1:{port}") as mailer:
        with pytest.raises(MailRefused, match="does not support addresses with non-ASCII"):
            await mailer.deliver(mail, commits.commit)
    async with mail_server(sink, enable_SMTPUTF8=True) as port, _mailer(f"smtp://127.0.0.1:{port}") as mailer:
        await mailer.deliver(mail, commits.commit)

    assert sink.counts == {"ännä@example.com": 1}
