-- Adds the other people of an older addition, unless the copy contains their changes.
CREATE OR REPLACE TEMP TABLE kept AS
FROM {older}.person AS person ANTI JOIN {name}.person AS newer ON newer.id = person.id
WHERE person.since > getvariable('copied');

INSERT INTO {name}.entry FROM {older}.entry AS copied SEMI JOIN kept ON kept.id = copied.person_id;
INSERT INTO {name}.visit FROM {older}.visit AS copied SEMI JOIN kept ON kept.id = copied.person_id;
INSERT INTO {name}.event FROM {older}.event AS copied SEMI JOIN kept ON kept.id = copied.person_id;

INSERT INTO {name}.person FROM kept;
