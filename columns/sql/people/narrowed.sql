-- The copied rows of some people: those named (SEMI JOIN), or all others (ANTI JOIN).
CREATE TEMP VIEW copied_entry AS
SELECT entry.* FROM {entry} AS entry {join} JOIN named ON named.id = entry.person_id;

CREATE TEMP VIEW copied_visit AS
SELECT visit.* FROM {visit} AS visit {join} JOIN named ON named.id = visit.person_id;

CREATE TEMP VIEW copied_event AS
SELECT event.* FROM {event} AS event {join} JOIN named ON named.id = event.person_id;
