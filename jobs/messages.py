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
    DueRecipient,
    Fate,
    Outcome,
    StoredMessage,
    add_recipients,
    due_recipients,
    fetch_message,
    leaving_recipients,
    next_recipient_due,
)
from jobs.bulk_actions import give_up
from jobs.mail import Mailer, SharedMailer
from jobs.message_ledger import FAREWELL_SECONDS, MessageLedger, message_ledger
from jobs.message_mails import MessageMails
from jobs.work import Handler, Hopeless, Work

log = structlog.stdlib.get_logger()

BATCH = 500  # mails between two looks at what is due
LOOK_SECONDS = 2  # between looks while messages wait for their time
# After each time that the mail server has put a mail off, but the last.
DEFERRALS = tuple(timedelta(seconds=seconds) for seconds in (2, 15, 60, 300, 1800))
LONGEST_OUTAGE_PAUSE = timedelta(minutes=1)
MOST_OUTAGE = timedelta(hours=1)  # of the mail server, before the rest of the action is given up
UNKNOWN = "The worker ended while the mail was leaving: it may or may not have arrived, and is not sent again."


class NotToBeSent(Exception):
    """It was found at the last moment that the message is not to be sent any more."""


class Messenger:
    """Sends what is left of the messages of one bulk action."""

    def __init__(self, work: Work, mailer: Mailer, mails: MessageMails) -> None:
        self._work = work
        self._place = (work.workspace_id, work.subject_id)
        self._mailer = mailer
        self._mails = mails
        self._unavailable: Unavailable | None = None
        self._outage = timedelta(0)
        self._stopping = False

    async def abandon(self) -> None:
        """Give up on the messages that were leaving when the worker before this one ended."""
        if person_ids := await leaving_recipients(self._work.pool, *self._place):
            log.warning("message.unknown", action_id=self._work.subject_id, people=len(person_ids))
            async with message_ledger(self._work) as ledger:
                for person_id in person_ids:
                    ledger.settle(Outcome(person_id, Fate.FAILED, UNKNOWN))

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
        async with self._work.pool.acquire() as connection, connection.transaction():
            action = await lock_bulk_action(connection, *self._place)
            if action is None or action.status.has_ended:
                return None
            return await due_recipients(connection, *self._place, BATCH)

    async def _add_recipients(self) -> bool:
        """Write the next people down as recipients. False: there are no more."""
        async with self._work.effect() as connection:
            action = await lock_bulk_action(connection, *self._place)
            if action is None or action.status.has_ended:
                return False
            progress = await add_recipients(connection, self._work.workspace_id, action)
            await advance_bulk_action(connection, *self._place, progress)
        return progress.last_batch > action.last_batch

    async def _pause_seconds(self) -> float:
        async with self._work.pool.acquire() as connection:
            due_at = await next_recipient_due(connection, *self._place)
        seconds = (due_at - datetime.now(UTC)).total_seconds() if due_at else LOOK_SECONDS
        return min(max(seconds, 0), LOOK_SECONDS)

    async def _send(self, due: list[DueRecipient]) -> None:
        waiting = iter(due)
        async with message_ledger(self._work) as ledger:
            sending = [
                asyncio.create_task(self._take(waiting, ledger)) for _ in range(self._work.settings.mail_connections)
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
            await self._sit_out(self._unavailable)

    async def _finish(self, sending: list[asyncio.Task[None]]) -> None:
        """Let the mails that are leaving leave, and end."""
        self._stopping = True
        _, unfinished = await asyncio.wait(sending, timeout=FAREWELL_SECONDS)
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*sending, return_exceptions=True)

    async def _sit_out(self, error: Unavailable) -> None:
        """Wait for the mail server, longer each time; what was to be sent stays due."""
        self._unavailable = None
        if self._outage >= MOST_OUTAGE:
            raise Hopeless(f"{error} It was tried for {MOST_OUTAGE // timedelta(minutes=1)} minutes.")
        pause = min(max(self._outage, timedelta(seconds=1)), LONGEST_OUTAGE_PAUSE)
        log.warning("mail.unavailable", reason=str(error), again_in_seconds=pause.total_seconds())
        self._outage += pause
        await asyncio.sleep(pause.total_seconds())

    async def _take(self, waiting: Iterator[DueRecipient], ledger: MessageLedger) -> None:
        for recipient in waiting:
            if self._stopping or ledger.has_ended or self._unavailable is not None:
                return
            with suppress(NotToBeSent):
                if outcome := await self._treated(recipient, ledger):
                    ledger.settle(outcome)

    async def _treated(self, recipient: DueRecipient, ledger: MessageLedger) -> Outcome | None:
        """What became of a message. None: there is no mail server."""
        if recipient.skip is not None:
            return Outcome(recipient.person_id, Fate.SKIPPED, recipient.skip)
        try:
            message = await asyncio.to_thread(self._mails.message, recipient)
            await self._mailer.deliver(message, lambda: self._claim(recipient, ledger))
        except (RenderingFailed, MailRefused, MailUncertain) as failure:
            return Outcome(recipient.person_id, Fate.FAILED, str(failure))
        except MailDeferred as deferral:
            return _deferred(recipient, str(deferral))
        except Unavailable as error:
            self._unavailable = error
            return None
        return Outcome(recipient.person_id, Fate.SENT)

    async def _claim(self, recipient: DueRecipient, ledger: MessageLedger) -> None:
        if self._stopping or not await ledger.claim(recipient.person_id):
            raise NotToBeSent


def _deferred(recipient: DueRecipient, reason: str) -> Outcome:
    if recipient.deferrals >= len(DEFERRALS):
        return Outcome(recipient.person_id, Fate.FAILED, reason)
    return Outcome(recipient.person_id, Fate.PENDING, reason, DEFERRALS[recipient.deferrals])


async def _mails(work: Work, message: StoredMessage) -> MessageMails:
    try:
        return await asyncio.to_thread(MessageMails, work, message)  # parsing takes up to some tenths of a second
    except Invalid as problem:  # an older release took the template
        raise Hopeless(f"The {problem.path[0]} cannot be used any more. {problem.message}") from None


def messaging() -> Handler:
    """The handler of messages. The limits on connections and mails in a second are of all its jobs together."""
    shared = SharedMailer()

    async def send_messages(work: Work) -> None:
        """Send all messages that are left. Safe to run twice: each leaves only once."""
        message = await fetch_message(work.pool, work.workspace_id, work.subject_id)
        if message is None:
            raise Hopeless("There is no message to be sent.")
        async with shared.opened(work.settings) as mailer:
            messenger = Messenger(work, mailer, await _mails(work, message))
            await messenger.abandon()
            await messenger.send_all()

    return Handler(send_messages, give_up)
