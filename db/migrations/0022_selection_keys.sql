ALTER TABLE workspace
    ADD selection_keys bytea[] NOT NULL DEFAULT ARRAY[uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())];

COMMENT ON COLUMN workspace.selection_keys IS 'Keys that sign selections, the oldest first: the last one signs, and all '
    'are accepted';
