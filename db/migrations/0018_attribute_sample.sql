-- The people with attributes in a random order that never changes: the first 10,000 are a random sample of them, which is
-- read without reading the others.
CREATE INDEX person_sample ON person (workspace_id, hashint8(id)) WHERE attributes <> '{}';
