"""The subject and body of a message to one person, rendered from its templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.mail import one_line
from core.templates import RenderingFailed, Template, parse_body, parse_subject
from core.texts import is_visible


@dataclass(frozen=True, slots=True)
class Recipient:
    """What templates can print about a person."""

    name: str | None
    email: str | None
    external_id: str
    attributes: Mapping[str, Any]
    tags: Sequence[str]


@dataclass(frozen=True, slots=True)
class MessageTexts:
    """What one person receives. The subject is one line, as in the header of the mail."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """The parsed templates of a message."""

    subject: Template
    body: Template

    @classmethod
    def parse(cls, subject: str, body: str) -> "MessageTemplate":
        """Parse both templates. Raises Invalid with the path `subject` or `body`.

        It takes up to a few tenths of a second: call it in a thread.
        """
        return cls(parse_subject(subject), parse_body(body))

    def render(self, recipient: Recipient, unsubscribe_url: str) -> MessageTexts:
        """The texts for one person. Raises RenderingFailed."""
        variables = {
            "name": recipient.name,
            "email": recipient.email,
            "external_id": recipient.external_id,
            "attributes": recipient.attributes,
            "tags": recipient.tags,
            "unsubscribe_url": unsubscribe_url,
        }
        subject = one_line(_rendered("subject", self.subject, variables))
        return MessageTexts(subject, _rendered("body", self.body, variables))


def _rendered(field: str, template: Template, variables: Mapping[str, Any]) -> str:
    text = template.render(variables)
    if not is_visible(text):
        raise RenderingFailed(f"The rendered {field} is empty, so nothing is sent.")
    return text
