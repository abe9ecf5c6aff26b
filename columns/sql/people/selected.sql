-- The copied rows of selected people, among whom no one has changed.
CREATE TEMP VIEW copied_entry AS
SELECT entry.* FROM {entry} AS entry SEMI JOIN selected ON selected.id = entry.person_id;

CREATE TEMP VIEW copied_visit AS
SELECT visit.* FROM {visit} AS visit SEMI JOIN selected ON selected.id = visit.person_id;

CREATE TEMP VIEW copied_event AS
SELECT event.* FROM {event} AS event SEMI JOIN selected ON selected.id = event.person_id;
