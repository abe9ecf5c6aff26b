-- The copied rows of all people, except for those whose rows have changed.
CREATE TEMP VIEW copied_entry AS
SELECT entry.* FROM {entry} AS entry ANTI JOIN changed ON changed.id = entry.person_id;

CREATE TEMP VIEW copied_visit AS
SELECT visit.* FROM {visit} AS visit ANTI JOIN changed ON changed.id = visit.person_id;

CREATE TEMP VIEW copied_event AS
SELECT event.* FROM {event} AS event ANTI JOIN changed ON changed.id = event.person_id;
