"""A real mail server that does to each mail what a test asks for."""
# ruff: noqa: ARG002, ARG005 - aiosmtpd calls these with more than a test needs

import asyncio
import ssl
from collections import Counter
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from pydantic import SecretStr

OK = "250 OK"
DROP = "drop the connection"


@dataclass
class MailSink:
    """What the server was given. The functions answer by recipient; "drop the connection" does just that."""

    on_recipient: Callable[[str], str] = lambda address: OK
    on_content: Callable[[str], str] = lambda address: OK
    seconds: float = 0  # that it takes to accept a mail
    accepted: list[tuple[str, bytes]] = field(default_factory=list[tuple[str, bytes]])
    sessions: set[int] = field(default_factory=set[int])
    logins: list[tuple[bytes, bytes]] = field(default_factory=list[tuple[bytes, bytes]])
    encrypted: list[bool] = field(default_factory=list[bool])
    news: asyncio.Event = field(default_factory=asyncio.Event)
    transports: set[asyncio.Transport] = field(default_factory=set[asyncio.Transport])

    @property
    def counts(self) -> Counter[str]:
        """How many mails each recipient was accepted for."""
        return Counter(address for address, _ in self.accepted)

    def messages(self) -> dict[str, EmailMessage]:
        """The mail of each recipient, parsed."""
        return {address: message_from_bytes(content, policy=default) for address, content in self.accepted}

    async def until(self, count: int) -> None:
        """Return once so many mails were accepted."""
        while len(self.accepted) < count:
            self.news.clear()
            await self.news.wait()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.transports.add(server.transport)
        reply = self.on_recipient(address)
        if reply == DROP:
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        await asyncio.sleep(self.seconds)
        address = envelope.rcpt_tos[0]
        reply = self.on_content(address)
        if reply == OK:
            self.accepted.append((address, bytes(envelope.content or b"")))
            self.news.set()
            self.sessions.add(id(session))
            self.encrypted.append(session.ssl is not None)
        if reply == DROP:
            server.transport.abort()
        return reply

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login, data.password))
        return AuthResult(success=data.password == b"right p@ss", handled=False)


def mail_settings(port: int) -> dict[str, Any]:
    """The settings with which mails are sent through the server on a port."""
    return {"smtp_url": SecretStr(f"smtp://127.0.0.1:{port}"), "mail_from": "Milepost <milepost@example.com>"}


@asynccontextmanager
async def mail_server(
    sink: MailSink, port: int = 0, tls: ssl.SSLContext | None = None, **options: Any
) -> AsyncGenerator[int]:
    """The server on a port, a free one for 0, which is given. `tls`: encrypted from the first byte."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(sink, loop=loop, hostname="mail.example.com", **options), "127.0.0.1", port, ssl=tls
    )
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for transport in sink.transports:
            transport.abort()
        await server.wait_closed()
