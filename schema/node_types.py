"""From stored objects to their GraphQL types."""

from core.scoped_ids import scope_text
from db.audit import StoredAuditEvent
from db.bulk_actions import StoredBulkAction
from db.exports import StoredExport
from db.people import StoredPerson
from db.series import StoredBlock, StoredPath, StoredSeries
from db.tags import StoredTag
from db.tokens import StoredToken
from resolvers.nodes import Found
from resolvers.scoped_nodes import BlockFigures, EntryAsOf, OutcomeFigure, PathFigures, SeriesFigures, VisitAsOf
from schema.audit import AuditEvent
from schema.blocks import Block, BlockStats
from schema.bulk_actions import BulkAction
from schema.entries import Entry
from schema.exports import Export
from schema.nodes import Node
from schema.outcomes import Outcome
from schema.paths import Path, PathStats
from schema.people import Person
from schema.series import Series
from schema.series_stats import SeriesStats
from schema.tags import Tag
from schema.tokens import Token
from schema.visits import PersonVisit


def node_of(found: Found | None) -> Node | None:  # noqa: C901, PLR0911, PLR0912 - one for each type
    """The GraphQL object of a stored one."""
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
        case EntryAsOf():
            return Entry.of(found.stored, found.as_of)
        case VisitAsOf():
            return PersonVisit.of(found.stored, found.as_of)
        case SeriesFigures():
            return SeriesStats.of(found.series, found.scope)
        case OutcomeFigure():
            return Outcome.of(found.outcome, found.series_id, found.scope, scope_text(found.scope))
        case BlockFigures():
            return BlockStats.of(found.stats, found.block, found.scope, scope_text(found.scope))
        case StoredPath():
            return Path.of(found)
        case PathFigures():
            return PathStats.of(found.stats, Path.of(found.path), found.scope, scope_text(found.scope))
        case StoredBulkAction():
            return BulkAction.of(found)
        case StoredExport():
            return Export.of(found)
        case StoredToken():
            return Token.of(found)
        case StoredAuditEvent():
            return AuditEvent.of(found)
