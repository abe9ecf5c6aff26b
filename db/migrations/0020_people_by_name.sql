-- The list of people in the order of their names. People without a name follow in the order of ids.
CREATE INDEX person_name ON person (workspace_id, (lower(name) COLLATE "C"), id);
