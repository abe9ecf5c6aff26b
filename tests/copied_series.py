"""A series with a columnar copy, whose figures are known."""

from column_sites import FIGURES, FILTERED, ColumnSite, counted_from
from histories import BEGIN, SERIES
from recording import record_events

from core.events import EventInput, EventType
from db.definitions import define_series


def of_person(number: int) -> list[EventInput]:
    """A person who starts, reaches a mail, engages with it and finishes."""
    person = f"p{number}"
    at_mail = [EventType.BLOCK_REACHED, EventType.RECEIVED, EventType.CLICKED, EventType.FAILED]
    types = [EventType.ENTRY_STARTED, *at_mail, EventType.ENTRY_FINISHED]
    return [
        EventInput(
            id=f"{person} {type_}",
            type=type_,
            at=BEGIN,
            series="s",
            person=person,
            block="mail" if type_ in at_mail else None,
        )
        for type_ in types
    ]


async def record(site: ColumnSite, workspace_id: int, events: list[EventInput]) -> None:
    async with site.pool.acquire() as connection:
        await record_events(connection, workspace_id, events)


async def with_copy(site: ColumnSite, workspace_id: int) -> int:
    """Record five people in a series, and make a copy of it."""
    async with site.pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
    await record(site, workspace_id, [event for number in range(5) for event in of_person(number)])
    await site.copy(workspace_id)
    return workspace_id


async def started(site: ColumnSite, workspace_id: int, source: str) -> int:
    """How many people of a filter have started. Checks what they are counted from, and that all figures agree."""
    before = {each: counted_from(each) for each in ("copy", "rows")}
    figures = (await site.ask(workspace_id, FIGURES, scope=FILTERED))["series"]
    assert {each for each in before if counted_from(each) > before[each]} == {source}
    [mail] = [block["stats"] for block in figures["blocks"] if block["key"] == "mail"]
    engaged = {each["kind"]: (each["total"], each["unique"]) for each in mail["engagement"] if each["total"]}
    counts = {outcome["count"] for outcome in figures["stats"].values()}
    reached = mail["reached"]
    assert counts == {reached}
    assert engaged == dict.fromkeys(("RECEIVED", "CLICKED", "FAILED"), (reached, reached))
    return counts.pop()
