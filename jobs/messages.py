"""Sends messages to many people, and never twice to the same person, whatever fails.

A mail is sent only after its row was committed as SENDING. The commit is as late as possible: after the mail server has
accepted sender, recipient and the DATA command. A row that a later attempt finds in SENDING is the only doubtful case:
it is unknown whether the mail arrived. It counts as failed and is not sent again. Without a mail server there are no
doubtful cases: the same file is written again.
"""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import structlog

from core.errors import Invalid, MailDeferred, MailRefused, MailUncertain, Unavailable, loggable
from core.mail import why_no_mail
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

BATCH = 500  # mails between two queries for due recipients
CHECK_SECONDS = 2  # between these queries while the remaining messages are not due yet
# Before each retry of a mail that the mail server has deferred. After the last one, a deferral is a failure.
DEFERRALS = tuple(timedelta(seconds=seconds) for seconds in (2, 15, 60, 300, 1800))
LONGEST_OUTAGE_PAUSE = timedelta(minutes=1)
LONGEST_OUTAGE = timedelta(hours=1)  # of the mail server; after that, the action fails
UNCERTAIN = "The worker ended while it sent the mail. It is unknown whether the mail arrived, so it is not sent again."


class MessageNotSent(Exception):
    """The message must not be sent now: the action has ended, the recipient may not get it, or the worker stops."""


class Messenger:
    """Sends the remaining messages of one bulk action."""

    def __init__(self, context: JobContext, mailer: Mailer, mails: MessageMails) -> None:
        self._context = context
        self._place = (context.workspace_id, context.subject_id)
        self._mailer = mailer
        self._mails = mails
        self._unavailable: Unavailable | None = None
        self._outage = timedelta(0)
        self._stopping = False

    async def fail_uncertain(self) -> None:
        """Count the messages as failed that an earlier attempt was sending when its worker ended."""
        if person_ids := await leaving_recipients(self._context.pool, *self._place):
            log.warning("message.interrupted", action_id=self._context.subject_id, people=len(person_ids))
            async with message_ledger(self._context) as ledger:
                for person_id in person_ids:
                    ledger.settle(DeliveryResult(person_id, RecipientState.FAILED, UNCERTAIN))

    async def send_all(self) -> None:
        """Send until every recipient has a final state, or the action is canceled."""
        while (due := await self._due()) is not None:
            if due:
                await self._send(due)
            elif not await self._add_recipients():
                await asyncio.sleep(await self._pause_seconds())

    async def _due(self) -> list[DueRecipient] | None:
        """The next messages to send, or None if the action has ended."""
        # Not an effect of the job: a query is no progress, and would reset the failures of a job that always fails.
        async with self._context.pool.acquire() as connection, connection.transaction():
            action = await lock_bulk_action(connection, *self._place)
            if action is None or action.status.has_ended:
                return None
            return await due_recipients(connection, *self._place, BATCH)

    async def _add_recipients(self) -> bool:
        """Store the next selected people as recipients. Returns False if there are no more."""
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
                # Not gather: its cancellation would interrupt mails in transmission.
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
        """Stop after the mails in transmission."""
        self._stopping = True
        _, unfinished = await asyncio.wait(sending, timeout=STOP_SECONDS)
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*sending, return_exceptions=True)

    async def _wait_for_server(self, error: Unavailable) -> None:
        """Wait before the next attempt to reach the mail server, longer each time. Unsent mails stay due.

        Raises PermanentFailure after the longest outage.
        """
        self._unavailable = None
        if self._outage >= LONGEST_OUTAGE:
            raise PermanentFailure(f"{error} Sending was retried for {LONGEST_OUTAGE // timedelta(minutes=1)} minutes.")
        pause = min(max(self._outage, timedelta(seconds=1)), LONGEST_OUTAGE_PAUSE)
        log.warning("mail_server.failed", reason=loggable(error), retry_seconds=pause.total_seconds())
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
        """Deliver one message. Returns None if the mail server cannot be used."""
        if skip := why_no_mail(recipient.email, recipient.skip):
            return DeliveryResult(recipient.person_id, RecipientState.SKIPPED, skip)
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
        if self._stopping or not await ledger.claim(recipient.person_id, recipient.inbox):
            raise MessageNotSent


def _deferred(recipient: DueRecipient, reason: str) -> DeliveryResult:
    if recipient.deferrals >= len(DEFERRALS):
        return DeliveryResult(recipient.person_id, RecipientState.FAILED, reason)
    return DeliveryResult(recipient.person_id, RecipientState.PENDING, reason, DEFERRALS[recipient.deferrals])


async def _mails(context: JobContext, message: StoredMessage) -> MessageMails:
    try:
        # In a thread, since parsing takes up to a few tenths of a second.
        return await asyncio.to_thread(MessageMails, context, message)
    except Invalid as problem:  # the template was accepted by an older release
        raise PermanentFailure(f"The {problem.path[0]} is not a valid template any more. {problem.message}") from None


def message_handler() -> Handler:
    """The handler of messages. All its jobs share one limit on connections and one on mails per second."""
    shared = SharedMailer()

    async def send_messages(context: JobContext) -> None:
        """Send the remaining messages. Safe to run twice: each message is sent at most once."""
        message = await fetch_message(context.pool, context.workspace_id, context.subject_id)
        if message is None:
            raise PermanentFailure("The bulk action has no message to send.")
        async with shared.opened(context.settings) as mailer:
            messenger = Messenger(context, mailer, await _mails(context, message))
            await messenger.fail_uncertain()
            await messenger.send_all()

    return Handler(send_messages, fail_bulk_action)
