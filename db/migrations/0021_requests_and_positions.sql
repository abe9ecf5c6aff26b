-- Who requested a bulk action and for whom, where blocks are on the canvas, and the name of a workspace for its users.
ALTER TABLE bulk_action
    ADD requested_by text,
    ADD filter jsonb NOT NULL DEFAULT '{}',
    ADD given_filter jsonb;
COMMENT ON COLUMN bulk_action.requested_by IS 'Name of the token; null if unknown';
COMMENT ON COLUMN bulk_action.filter IS 'People filter without search texts and values';
COMMENT ON COLUMN bulk_action.given_filter IS 'People filter as it was requested; null once the people are removed';

ALTER TABLE block
    ADD x double precision,
    ADD y double precision;
COMMENT ON COLUMN block.x IS 'Position on the canvas of the caller';
COMMENT ON COLUMN block.y IS 'Position on the canvas of the caller';

ALTER TABLE workspace ADD title text;
COMMENT ON COLUMN workspace.title IS 'Name that its users have given it; null if they have not';
