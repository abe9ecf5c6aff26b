"""Random scopes of figures, and random histories recorded in a workspace of their own."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from histories import KINDS, SERIES, deliveries, histories, instants
from hypothesis import strategies as st
from recording import record_events
from recount import FOREVER, NEVER, Recount

from core.definitions import SeriesDefinition
from core.events import EventInput
from db.definitions import define_series
from db.pool import Pool
from db.tokens import ensure_workspace


@dataclass(frozen=True)
class Scope:
    """A scope, as a client and as a recount say it."""

    as_of: datetime
    unit: str
    begin: datetime | None
    end: datetime | None
    person: str | None
    clock: str

    @property
    def given(self) -> dict[str, Any]:
        scope: dict[str, Any] = {"asOf": self.as_of.isoformat(), "unit": self.unit, "clock": self.clock}
        if self.begin or self.end:
            scope["range"] = {
                "from": self.begin and self.begin.isoformat(),
                "to": self.end and self.end.isoformat(),
            }
        if self.person:
            scope["people"] = {"search": self.person.upper()}
        return scope

    def recount(self, history: list[EventInput]) -> Recount:
        theirs = [event for event in history if self.person in (None, event.person)]
        recount = Recount(theirs, {key: kind.value for key, kind in KINDS.items()})
        return recount.cohort(*self.range) if self.is_cohort else recount

    @property
    def is_cohort(self) -> bool:
        return self.clock == "ENTRY_COHORT" and self.range != (NEVER, FOREVER)

    @property
    def range(self) -> tuple[datetime, datetime]:
        return self.begin or NEVER, self.end or FOREVER

    @property
    def happened(self) -> tuple[datetime, datetime]:
        """Where an instant must lie to count, of the entries of the recount."""
        return (NEVER, FOREVER) if self.is_cohort else self.range


@st.composite
def scopes(draw: st.DrawFn) -> Scope:
    begin, end = draw(st.none() | instants), draw(st.none() | instants)
    if begin and end and begin > end:
        begin, end = end, begin
    unit = draw(st.sampled_from(["PEOPLE", "ENTRIES"]))
    person = draw(st.sampled_from([None, None, "a", "b"]))
    return Scope(draw(instants), unit, begin, end, person, draw(st.sampled_from(["EVENT_TIME", "ENTRY_COHORT"])))


async def recorded(
    pool: Pool,
    data: st.DataObject,
    series: SeriesDefinition = SERIES,
    drawn: st.SearchStrategy[list[EventInput]] | None = None,
) -> tuple[int, list[EventInput]]:
    history = data.draw(histories() if drawn is None else drawn)
    workspace_id = await ensure_workspace(pool, f"test {data.draw(st.uuids())} {datetime.now(UTC)}")
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, series)
        for batch in data.draw(deliveries(history)):
            await record_events(connection, workspace_id, batch)
    return workspace_id, history
