"""Messages to many people: never twice to the same person, whatever fails when.

A mail leaves only after its row was committed as SENDING, and that is done as late as can be: once the mail server has
agreed to receive it. A row that is found in SENDING later on is the one case in which nobody knows whether the mail
arrived: it is given up, not sent again. Without a mail server there is no such case: a file is written again.
"""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import structlog

from core.errors import Invalid, MailDeferred, MailRefused, MailUncertain, Unavailable
from core.templates import RenderingFailed
from db.bulk_actions import advance_bulk_action, lock_bulk_action
from db.messages import (
    DeliveryResult,
    DueRecipient,
    RecipientState,
    StoredMessage,
    add_recipients,
    due_recipients,
    fetch_message,
    leaving_recipients,
    next_recipient_due,
)
from jobs.bulk_actions import fail_bulk_action
from jobs.handlers import Handler, JobContext, PermanentFailure
from jobs.mail import Mailer, SharedMailer
from jobs.message_ledger import STOP_SECONDS, MessageLedger, message_ledger
from jobs.message_mails import MessageMails

log = structlog.stdlib.get_logger()

BATCH = 500  # mails between two looks at what is due
CHECK_SECONDS = 2  # between looks while messages wait for their time
# After each time that the mail server has put a mail off, but the last.
DEFERRALS = tuple(timedelta(seconds=seconds) for seconds in (2, 15, 60, 300, 1800))
LONGEST_OUTAGE_PAUSE = timedelta(minutes=1)
LONGEST_OUTAGE = timedelta(hours=1)  # of the mail server, before the rest of the action is given up
UNCERTAIN = "The worker ended while the mail was leaving: it may or may not have arrived, and is not sent again."


class MessageNotSent(Exception):
    """It was found at the last moment that the message is not to be sent any more."""


class Messenger:
    """Sends what is left of the messages of one bulk action."""

    def __init__(self, context: JobContext, mailer: Mailer, mails: MessageMails) -> None:
        self._context = context
        self._place = (context.workspace_id, context.subject_id)
        self._mailer = mailer
        self._mails = mails
        self._unavailable: Unavailable | None = None
        self._outage = timedelta(0)
        self._stopping = False

    async def fail_uncertain(self) -> None:
        """Give up on the messages that were leaving when the worker before this one ended."""
        if person_ids := await leaving_recipients(self._context.pool, *self._place):
            log.warning("message.unknown", action_id=self._context.subject_id, people=len(person_ids))
            async with message_ledger(self._context) as ledger:
                for person_id in person_ids:
                    ledger.settle(DeliveryResult(person_id, RecipientState.FAILED, UNCERTAIN))

    async def send_all(self) -> None:
        """Send until everybody's fate is known, or the action is canceled."""
        while (due := await self._due()) is not None:
            if due:
                await self._send(due)
            elif not await self._add_recipients():
                await asyncio.sleep(await self._pause_seconds())

    async def _due(self) -> list[DueRecipient] | None:
        """The next messages to send. None: the action is over."""
        # Looking is no progress: in an effect of the job's, it would keep one that always fails from ever ending.
        async with self._context.pool.acquire() as connection, connection.transaction():
            action = await lock_bulk_action(connection, *self._place)
            if action is None or action.status.has_ended:
                return None
            return await due_recipients(connection, *self._place, BATCH)

    async def _add_recipients(self) -> bool:
        """Write the next people down as recipients. False: there are no more."""
        async with self._context.effect() as connection:
            action = await lock_bulk_action(connection, *self._place)
            if action is None or action.status.has_ended:
                return False
            progress = await add_recipients(connection, self._context.workspace_id, action)
            await advance_bulk_action(connection, *self._place, progress)
        return progress.last_batch > action.last_batch

    async def _pause_seconds(self) -> float:
        async with self._context.pool.acquire() as connection:
            due_at = await next_recipient_due(connection, *self._place)
        seconds = (due_at - datetime.now(UTC)).total_seconds() if due_at else CHECK_SECONDS
        return min(max(seconds, 0), CHECK_SECONDS)

    async def _send(self, due: list[DueRecipient]) -> None:
        waiting = iter(due)
        async with message_ledger(self._context) as ledger:
            sending = [
                asyncio.create_task(self._send_from(waiting, ledger))
                for _ in range(self._context.settings.mail_connections)
            ]
            try:
                # Not gather: when it is cancelled, it cuts off the mails that are leaving.
                done, _ = await asyncio.wait(sending, return_when=asyncio.FIRST_EXCEPTION)
                for task in done:
                    task.result()
            except BaseException:
                await self._finish(sending)
                raise
        if self._unavailable is None:
            self._outage = timedelta(0)
        else:
            await self._wait_for_server(self._unavailable)

    async def _finish(self, sending: list[asyncio.Task[None]]) -> None:
        """Let the mails that are leaving leave, and end."""
        self._stopping = True
        _, unfinished = await asyncio.wait(sending, timeout=STOP_SECONDS)
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*sending, return_exceptions=True)

    async def _wait_for_server(self, error: Unavailable) -> None:
        """Wait for the mail server, longer each time; what was to be sent stays due."""
        self._unavailable = None
        if self._outage >= LONGEST_OUTAGE:
            raise PermanentFailure(f"{error} It was tried for {LONGEST_OUTAGE // timedelta(minutes=1)} minutes.")
        pause = min(max(self._outage, timedelta(seconds=1)), LONGEST_OUTAGE_PAUSE)
        log.warning("mail.unavailable", reason=str(error), again_in_seconds=pause.total_seconds())
        self._outage += pause
        await asyncio.sleep(pause.total_seconds())

    async def _send_from(self, waiting: Iterator[DueRecipient], ledger: MessageLedger) -> None:
        for recipient in waiting:
            if self._stopping or ledger.has_ended or self._unavailable is not None:
                return
            with suppress(MessageNotSent):
                if result := await self._deliver(recipient, ledger):
                    ledger.settle(result)

    async def _deliver(self, recipient: DueRecipient, ledger: MessageLedger) -> DeliveryResult | None:
        """What became of a message. None: there is no mail server."""
        if recipient.skip is not None:
            return DeliveryResult(recipient.person_id, RecipientState.SKIPPED, recipient.skip)
        try:
            message = await asyncio.to_thread(self._mails.message, recipient)
            await self._mailer.deliver(message, lambda: self._claim(recipient, ledger))
        except (RenderingFailed, MailRefused, MailUncertain) as failure:
            return DeliveryResult(recipient.person_id, RecipientState.FAILED, str(failure))
        except MailDeferred as deferral:
            return _deferred(recipient, str(deferral))
        except Unavailable as error:
            self._unavailable = error
            return None
        return DeliveryResult(recipient.person_id, RecipientState.SENT)

    async def _claim(self, recipient: DueRecipient, ledger: MessageLedger) -> None:
        if self._stopping or not await ledger.claim(recipient.person_id):
            raise MessageNotSent


def _deferred(recipient: DueRecipient, reason: str) -> DeliveryResult:
    if recipient.deferrals >= len(DEFERRALS):
        return DeliveryResult(recipient.person_id, RecipientState.FAILED, reason)
    return DeliveryResult(recipient.person_id, RecipientState.PENDING, reason, DEFERRALS[recipient.deferrals])


async def _mails(context: JobContext, message: StoredMessage) -> MessageMails:
    try:
        return await asyncio.to_thread(MessageMails, context, message)  # parsing takes up to some tenths of a second
    except Invalid as problem:  # an older release took the template
        raise PermanentFailure(f"The {problem.path[0]} cannot be used any more. {problem.message}") from None


def message_handler() -> Handler:
    """The handler of messages. The limits on connections and mails in a second are of all its jobs together."""
    shared = SharedMailer()

    async def send_messages(context: JobContext) -> None:
        """Send all messages that are left. Safe to run twice: each leaves only once."""
        message = await fetch_message(context.pool, context.workspace_id, context.subject_id)
        if message is None:
            raise PermanentFailure("There is no message to be sent.")
        async with shared.opened(context.settings) as mailer:
            messenger = Messenger(context, mailer, await _mails(context, message))
            await messenger.fail_uncertain()
            await messenger.send_all()

    return Handler(send_messages, fail_bulk_action)
