"""Renders the mail of one recipient from the templates of a message."""

from urllib.parse import quote

from core.mail import Mail
from core.message_texts import MessageTemplate, Recipient
from core.unsubscribe_links import Unsubscribing, unsubscribe_token
from db.messages import DueRecipient, StoredMessage
from jobs.handlers import JobContext
from jobs.mail import sender_of
from jobs.mail_messages import MailMessage, build_message


class MessageMails:
    """Renders a message for each of its recipients."""

    def __init__(self, context: JobContext, message: StoredMessage) -> None:
        self._context = context
        self._sender = sender_of(context.settings)
        self._message = message
        self._template = MessageTemplate.parse(message.subject, message.body)

    def message(self, recipient: DueRecipient) -> MailMessage:
        """The mail to a recipient. Raises RenderingFailed, and MailRefused if their address is not valid."""
        return build_message(self._mail(recipient), self._sender)

    def _mail(self, due: DueRecipient) -> Mail:
        unsubscribe_url = self._unsubscribe_url(due)
        recipient = Recipient(due.name, due.email, due.external_id, due.attributes, due.tags)
        texts = self._template.render(recipient, unsubscribe_url)
        return Mail(
            key=f"{self._message.name} {due.person_id}",
            to=due.email or "",
            subject=texts.subject,
            text=texts.body,
            unsubscribe_url=unsubscribe_url,
        )

    def _unsubscribe_url(self, recipient: DueRecipient) -> str:
        """A link to this server, or the address of the sender if MILEPOST_PUBLIC_URL is not set."""
        settings = self._context.settings
        if settings.public_url is None:
            return f"mailto:{quote(self._sender.plain, safe='@')}?subject=unsubscribe"
        place = (self._context.workspace_id, self._context.subject_id)
        who = Unsubscribing(*place, recipient.person_id, recipient.inbox)
        return f"{settings.public_url}/unsubscribe/{unsubscribe_token(self._message.link_key, who)}"
