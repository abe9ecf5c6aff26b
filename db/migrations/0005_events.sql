-- The tables of events, entries and visits have no foreign keys: ingest resolves every key itself in the same
-- transaction and nothing is ever deleted. Checking each row again would cost more than writing it.

CREATE TYPE event_type AS ENUM (
    'ENTRY_STARTED', 'BLOCK_REACHED', 'BLOCK_LEFT', 'ENTRY_FINISHED', 'ENTRY_DISENGAGED', 'ENTRY_EXITED', 'GOAL_HIT',
    'RECEIVED', 'OPENED', 'CLICKED', 'REPLIED', 'REACTED', 'COMPLETED', 'DISMISSED', 'ANSWERED', 'COLLECTED_EMAIL',
    'UNSUBSCRIBED', 'HARD_BOUNCED', 'SOFT_BOUNCED', 'MARKED_SPAM', 'FAILED',
    'BUTTON_TAPPED', 'SCREEN_VIEWED', 'STEP_VIEWED', 'STEP_FAILED', 'PERMISSION_GRANTED', 'KEYWORD_REPLIED'
);

CREATE TABLE event (
    workspace_id bigint      NOT NULL,
    id           text        COLLATE "C" NOT NULL,
    series_id    bigint      NOT NULL,
    entry_id     bigint      NOT NULL,
    person_id    bigint      NOT NULL,
    block_id     bigint,
    type         event_type  NOT NULL,
    at           timestamptz NOT NULL,
    waits_until  timestamptz,
    along        path_condition,
    variant      text,
    reason       text,
    company      text,
    receipt      text,
    url          text,
    detail       jsonb,
    PRIMARY KEY (workspace_id, id)
);

COMMENT ON TABLE event IS 'One event as the caller reported it. Entries, visits and kept counts follow from events.';
COMMENT ON COLUMN event.id IS 'The caller''s own id: a second event with the same id is a duplicate';
COMMENT ON COLUMN event.waits_until IS 'BLOCK_REACHED: when the wait at the block ends at the latest';
COMMENT ON COLUMN event.along IS 'BLOCK_LEFT: the condition of the path that was taken';
COMMENT ON COLUMN event.variant IS 'BLOCK_LEFT along VARIANT: which variant';
COMMENT ON COLUMN event.receipt IS 'Engagement: the caller''s own id of the delivery';

CREATE INDEX event_instant ON event (workspace_id, series_id, at);

-- What happened to a person at a block: engagement, and goals that name a block.
CREATE INDEX event_engagement ON event (workspace_id, block_id, person_id)
    WHERE type >= 'GOAL_HIT';

CALL stamp_changes_of('event');

-- What the planner assumes before ANALYZE, and what ANALYZE skips, for the reasons given with `person`.
SELECT pg_restore_attribute_stats(
    'schemaname', current_schema()::text, 'relname', 'event', 'attname', assumed.attribute, 'inherited', false,
    'null_frac', 0::real, 'avg_width', 8, 'n_distinct', assumed.n_distinct::real
)
FROM (VALUES
    ('workspace_id', 4), ('id', -1), ('series_id', 20), ('entry_id', -0.05), ('person_id', -0.05), ('block_id', 200),
    ('at', -1)
) AS assumed (attribute, n_distinct);

ALTER TABLE event
    ALTER workspace_id SET STATISTICS 0, ALTER series_id SET STATISTICS 0, ALTER block_id SET STATISTICS 0;

CREATE TABLE ingest_lane (
    workspace_id bigint   NOT NULL,
    series_id    bigint   NOT NULL,
    number       smallint NOT NULL,
    PRIMARY KEY (workspace_id, series_id, number)
);

COMMENT ON TABLE ingest_lane IS 'A lock for some of the people of a series. Every person is in one lane. A writer '
    'locks the row of a lane before it changes entries and visits of its people.';
