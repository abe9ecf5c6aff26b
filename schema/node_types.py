"""From what is stored to the type that clients see it as."""

from core.exports import StoredExport
from db.bulk_actions import StoredBulkAction
from db.series import StoredBlock, StoredSeries
from resolvers.nodes import Found
from schema.blocks import Block
from schema.bulk_actions import BulkAction
from schema.exports import Export
from schema.nodes import Node
from schema.series import Series


def node_of(found: Found | None) -> Node | None:
    """The node that clients see."""
    match found:
        case None:
            return None
        case StoredSeries():
            return Series.of(found)
        case StoredBlock():
            return Block.of(found)
        case StoredBulkAction():
            return BulkAction.of(found)
        case StoredExport():
            return Export.of(found)
