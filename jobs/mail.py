"""Sends mail through the mail server of MILEPOST_SMTP_URL, or into the outbox if no mail server is set."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Protocol

import structlog

from core.errors import MailDeferred, MailUncertain, Unavailable, loggable
from core.mail import Mail, MailAddress, mail_server, sender_address
from core.settings import Settings
from jobs.mail_messages import MailMessage, build_message
from jobs.outbox import OutboxMailer
from jobs.smtp import SmtpMailer

log = structlog.stdlib.get_logger()

# Between attempts to send a single mail. The retries of the job cover longer outages.
PAUSES_SECONDS = (1, 5, 15)
DEFAULT_SENDER = MailAddress("Milepost", "milepost", "localhost")  # if MILEPOST_MAIL_FROM is not set


class Mailer(Protocol):
    """Delivers mails."""

    async def deliver(self, message: MailMessage, commit: Callable[[], Awaitable[None]]) -> None:
        """Deliver a mail. Awaits `commit` before the step that cannot be undone, if there is one.

        Raises MailRefused, MailDeferred or Unavailable if the mail is not delivered, and MailUncertain if that is
        unknown. Exceptions of `commit` are passed on; the mail is then not delivered.
        """
        ...

    async def close(self) -> None:
        """Close all connections."""
        ...


def sender_of(settings: Settings) -> MailAddress:
    """The address that mails are sent from."""
    return sender_address(settings.mail_from) if settings.mail_from else DEFAULT_SENDER


@asynccontextmanager
async def open_mailer(settings: Settings) -> AsyncGenerator[Mailer]:
    """Open the mailer that the settings choose. It can deliver several mails concurrently."""
    mailer: Mailer
    if settings.smtp_url is None:
        log.warning("mail_server.missing", outbox=str(settings.mail_outbox), setting="MILEPOST_SMTP_URL")
        mailer = OutboxMailer(settings.mail_outbox)
    else:
        server = mail_server(settings.smtp_url.get_secret_value())
        mailer = SmtpMailer(server, settings.mail_connections, settings.mail_per_second)
    try:
        yield mailer
    finally:
        await mailer.close()


class SharedMailer:
    """One mailer shared by all concurrent jobs, so that its limits apply to all of them together."""

    def __init__(self) -> None:
        self._users = 0
        self._stack = AsyncExitStack()
        self._mailer: Mailer | None = None
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def opened(self, settings: Settings) -> AsyncGenerator[Mailer]:
        """The mailer. The first user opens it, and the last one closes it."""
        self._users += 1
        try:
            async with self._lock:
                mailer = self._mailer = self._mailer or await self._stack.enter_async_context(open_mailer(settings))
            yield mailer
        finally:
            self._users -= 1
            if self._users == 0:
                self._mailer = None
                await (
                    self._stack.pop_all().aclose()
                )  # pop_all, since a new user may open the next mailer during the close


async def send_mail(settings: Settings, mail: Mail, pauses_seconds: Sequence[float] = PAUSES_SECONDS) -> None:
    """Send one mail that must arrive. Retries after each of the pauses.

    If it is unknown whether the server accepted the mail, it is sent again: the copies have the same Message-ID. Raises
    MailRefused if the server refuses it for good; MailDeferred, MailUncertain or Unavailable after the last pause.
    """
    message = build_message(mail, sender_of(settings))
    async with open_mailer(settings) as mailer:
        for pause in (*pauses_seconds, None):
            try:
                await mailer.deliver(message, _nothing_to_commit)
                break
            except (MailDeferred, MailUncertain, Unavailable) as error:
                if pause is None:
                    raise
                log.warning("mail.deferred", reason=loggable(error), retry_seconds=pause)
                await asyncio.sleep(pause)
    log.info("mail.sent", key=mail.key)


async def _nothing_to_commit() -> None:
    pass
