"""Sends mail over SMTP on several connections, and reports whenever a mail may or may not have been accepted."""

import asyncio
import re
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from aiolimiter import AsyncLimiter
from aiosmtplib import SMTP, SMTPException, SMTPResponseException, SMTPServerDisconnected, SMTPTimeoutError

from core.errors import MailDeferred, MailRefused, MailUncertain, Unavailable, reason_of
from core.mail import MailServer, StartTls, one_line
from jobs.mail_messages import MailMessage

ANSWER_SECONDS = 60  # for the reply to one command
QUIT_SECONDS = 5
ACCEPTANCE_SECONDS = 300  # for the reply to the content, which a server may check first
START_INPUT = 354
COMPLETED = 250
PERMANENT = 500  # replies from this code on are final: no retry
CLOSING = 421

_LOSSES = (SMTPServerDisconnected, SMTPTimeoutError, OSError)
_LINE_BEGINNING_WITH_A_PERIOD = re.compile(rb"^\.", re.MULTILINE)
_START_TLS = {StartTls.REQUIRED: True, StartTls.AUTO: None, StartTls.OFF: False}

Commit = Callable[[], Awaitable[None]]


class SmtpMailer:
    """Delivers mails to a mail server."""

    def __init__(self, server: MailServer, connections: int, per_second: float) -> None:
        self._server = server
        # Last in, first out: few connections stay open while there is little to send.
        self._free: asyncio.LifoQueue[SMTP] = asyncio.LifoQueue()
        for _ in range(connections):
            self._free.put_nowait(_client(server))
        self._pace = AsyncLimiter(1, 1 / per_second)

    async def deliver(self, message: MailMessage, commit: Commit) -> None:
        """Deliver a mail. `commit` is awaited after the server has accepted DATA, before the first byte is sent.

        Raises MailRefused, MailDeferred or Unavailable if the server has not accepted the mail, and MailUncertain if
        that is unknown. Exceptions of `commit` are passed on; the mail is then not sent.
        """
        async with self._connection() as client:
            await self._pace.acquire()
            await self._offer_with_retry(client, message)
            await commit()
            await _send_content(client, message.content)

    async def close(self) -> None:
        """Close all connections."""
        await asyncio.gather(*(_quit(self._free.get_nowait()) for _ in range(self._free.qsize())))

    @asynccontextmanager
    async def _connection(self) -> AsyncGenerator[SMTP]:
        client = await self._free.get()
        try:
            yield client
        except (MailRefused, MailDeferred):
            raise  # the server has replied, so the connection can be used again
        except BaseException:
            client.close()  # SMTP has no other way to abort a mail after DATA
            raise
        finally:
            self._free.put_nowait(client)

    async def _offer_with_retry(self, client: SMTP, message: MailMessage) -> None:
        was_open = client.is_connected
        try:
            await self._connect_and_offer(client, message)
        except Unavailable:
            if not was_open:
                raise
            client.close()
            await self._connect_and_offer(client, message)  # the server may have closed an idle connection

    async def _connect_and_offer(self, client: SMTP, message: MailMessage) -> None:
        try:
            if not client.is_connected:
                await client.connect()
        except (SMTPException, OSError) as error:  # includes refused passwords
            client.close()
            raise self._unavailable(error) from None
        try:
            await _offer(client, message)
        except SMTPResponseException as error:
            if error.code == CLOSING or not client.is_connected:
                raise self._unavailable(error) from None
            await _reset(client)
            raise _refusal(error.code, error.message) from None
        except _LOSSES as error:
            raise self._unavailable(error) from None

    def _unavailable(self, error: Exception) -> Unavailable:
        place = f"{self._server.host}:{self._server.port}"
        sentence = f"The mail server at {place} (MILEPOST_SMTP_URL) cannot be used"
        return Unavailable(f"{sentence}: {_reason(error)}.", logged=f"{sentence}: {_reason_to_log(error)}.")


def _client(server: MailServer) -> SMTP:
    return SMTP(
        hostname=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.tls,
        start_tls=_START_TLS[server.start_tls],
        timeout=ANSWER_SECONDS,
    )


async def _offer(client: SMTP, message: MailMessage) -> None:
    """Send the commands up to DATA, after which the server waits for the content."""
    options: list[str] = []
    if message.needs_utf8:
        if not client.supports_extension("smtputf8"):
            raise MailRefused(
                "The mail server does not support addresses with non-ASCII characters before the @ (SMTPUTF8)."
            )
        options = ["SMTPUTF8"]
    await client.mail(message.sender.plain, options=options, encoding="utf-8")
    await client.rcpt(message.to.plain, encoding="utf-8")
    reply = await client.execute_command(b"DATA")
    if reply.code != START_INPUT:
        raise SMTPResponseException(reply.code, reply.message)


async def _send_content(client: SMTP, content: bytes) -> None:
    """Send the content. Not `SMTP.data` of aiosmtplib, whose errors do not say if any byte was sent."""
    protocol = client.protocol
    if protocol is None:
        raise MailDeferred("The mail server closed the connection.")
    try:
        protocol.write(_LINE_BEGINNING_WITH_A_PERIOD.sub(b"..", content) + b".\r\n")
        reply = await protocol.read_response(timeout=ACCEPTANCE_SECONDS)
    except _LOSSES as error:
        client.close()
        raise MailUncertain(f"The mail server did not confirm that it accepted the mail: {_reason(error)}.") from None
    if reply.code != COMPLETED:
        raise _refusal(reply.code, reply.message)


async def _reset(client: SMTP) -> None:
    try:
        await client.rset()
    except (SMTPResponseException, *_LOSSES):
        client.close()


async def _quit(client: SMTP) -> None:
    if client.is_connected:
        with suppress(SMTPException, OSError):
            await client.quit(timeout=QUIT_SECONDS)
    client.close()


def _refusal(code: int, message: str) -> MailRefused | MailDeferred:
    sentence = f"The mail server replied: {code} {one_line(message)}"
    kind = MailRefused if code >= PERMANENT else MailDeferred
    return kind(sentence, logged=f"The mail server replied: {code}")  # the text often quotes the recipient


def _reason(error: Exception) -> str:
    if isinstance(error, SMTPResponseException):
        return f"it replied {error.code} {one_line(error.message)}".rstrip(".")
    return one_line(error.message).rstrip(".") if isinstance(error, SMTPException) else reason_of(error)


def _reason_to_log(error: Exception) -> str:
    """The reason without the text of a reply, which may quote addresses."""
    return f"it replied {error.code}" if isinstance(error, SMTPResponseException) else _reason(error)
