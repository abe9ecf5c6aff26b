"""The percentages of engagement, which are no shares."""

from datetime import UTC, datetime

from asking import ask
from exporting import Exporter

from core.events import EventInput, EventType

AT = datetime(2026, 3, 28, tzinfo=UTC)
ENGAGEMENT = '{ series(key: "s") { block(key: "mail") { stats { engagement { kind total unique percentage } } } } }'


async def test_openings_of_deliveries_that_nobody_reported_make_more_than_100_percent(settings, pool, workspace_id):
    people = ["ann", "ben", "cas", "dot"]
    events = [(EventType.RECEIVED, "ann"), *((EventType.OPENED, person) for person in people)]
    await Exporter(settings, pool, workspace_id).define(
        *(
            EventInput(id=f"s{person}", type=EventType.ENTRY_STARTED, at=AT, series="s", person=person)
            for person in people
        ),
        *(
            EventInput(id=f"{type_}{person}", type=type_, at=AT, series="s", person=person, block="mail", receipt="r")
            for type_, person in events
        ),
    )

    found = (await ask(pool, workspace_id, ENGAGEMENT))["series"]["block"]["stats"]["engagement"]

    shown = {each["kind"]: (each["total"], each["unique"], each["percentage"]) for each in found}
    assert (shown["RECEIVED"], shown["OPENED"]) == ((1, 1, 100.0), (4, 4, 400.0))
