"""From stored objects to their GraphQL types."""

from datetime import datetime

from db.audit import StoredAuditEvent
from db.bulk_actions import StoredBulkAction
from db.entries import StoredEntry
from db.exports import StoredExport
from db.people import StoredPerson
from db.series import StoredBlock, StoredSeries
from db.tags import StoredTag
from db.tokens import StoredToken
from db.visits import StoredVisit
from resolvers.nodes import Found
from schema.audit import AuditEvent
from schema.blocks import Block
from schema.bulk_actions import BulkAction
from schema.entries import Entry
from schema.exports import Export
from schema.nodes import Node
from schema.people import Person
from schema.series import Series
from schema.tags import Tag
from schema.tokens import Token
from schema.visits import PersonVisit


def node_of(found: Found | None, as_of: datetime) -> Node | None:  # noqa: C901, PLR0911 - one for each type
    """The GraphQL object of a stored one, as of an instant."""
    match found:
        case None:
            return None
        case StoredSeries():
            return Series.of(found)
        case StoredBlock():
            return Block.of(found)
        case StoredPerson():
            return Person.of(found)
        case StoredTag():
            return Tag.of(found)
        case StoredEntry():
            return Entry.of(found, as_of)
        case StoredVisit():
            return PersonVisit.of(found, as_of)
        case StoredBulkAction():
            return BulkAction.of(found)
        case StoredExport():
            return Export.of(found)
        case StoredToken():
            return Token.of(found)
        case StoredAuditEvent():
            return AuditEvent.of(found)
