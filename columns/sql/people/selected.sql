-- The copied rows of selected people, except for those whose rows have changed.
CREATE TEMP VIEW counted AS
SELECT selected.id FROM selected ANTI JOIN changed ON changed.id = selected.id;

CREATE TEMP VIEW copied_entry AS
SELECT entry.* FROM {entry} AS entry SEMI JOIN counted ON counted.id = entry.person_id;

CREATE TEMP VIEW copied_visit AS
SELECT visit.* FROM {visit} AS visit SEMI JOIN counted ON counted.id = visit.person_id;

CREATE TEMP VIEW copied_event AS
SELECT event.* FROM {event} AS event SEMI JOIN counted ON counted.id = event.person_id;
