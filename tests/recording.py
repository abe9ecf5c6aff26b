"""Recording events that come from nowhere in particular: a batch, and its places from 0."""

from collections.abc import Iterable

from core.events import EventInput, PlacedEvent
from core.placed import Placed
from db.pool import Connection
from db.recorded import Recorded
from resolvers.lanes import record_in_transaction


def placed(events: Iterable[EventInput]) -> list[PlacedEvent]:
    return [Placed(event, place) for place, event in enumerate(events)]


async def record_events(connection: Connection, workspace_id: int, events: Iterable[EventInput]) -> Recorded:
    recorded = await record_in_transaction(connection, workspace_id, placed(events))
    return recorded.get(0, Recorded(accepted=0, duplicates=0, rejections=[]))
