-- LEAST of two occurrences is the one that counts: the first by instant, then by event id.
CREATE TYPE occurrence AS (
    at       timestamptz,
    event_id text COLLATE "C",
    block_id bigint,
    said     text,
    variant  text
);

COMMENT ON TYPE occurrence IS 'What one event said about an entry or a visit.';

CREATE TABLE entry (
    workspace_id  bigint  NOT NULL,
    id            bigint  GENERATED ALWAYS AS IDENTITY,
    series_id     bigint  NOT NULL,
    person_id     bigint  NOT NULL,
    key           text    COLLATE "C" NOT NULL,
    -- facts, merged from events
    first_at      timestamptz,
    is_started    boolean NOT NULL DEFAULT false,
    company       occurrence,
    finish        occurrence,
    disengagement occurrence,
    exit          occurrence,
    goal          occurrence,
    exits         timestamptz[],
    -- how it relates to the other entries of the same person in the series
    number                 integer NOT NULL DEFAULT 1,
    covered_until          timestamptz,
    is_first_start         boolean NOT NULL DEFAULT true,
    is_first_finish        boolean NOT NULL DEFAULT true,
    is_first_disengagement boolean NOT NULL DEFAULT true,
    is_first_exit          boolean NOT NULL DEFAULT true,
    is_first_goal          boolean NOT NULL DEFAULT true,
    -- the same facts in the form that queries use: null until the start is known
    started_at    timestamptz GENERATED ALWAYS AS (CASE WHEN is_started THEN first_at END) STORED,
    finished_at   timestamptz GENERATED ALWAYS AS (CASE WHEN is_started THEN (finish).at END) STORED,
    disengaged_at timestamptz GENERATED ALWAYS AS (CASE WHEN is_started THEN (disengagement).at END) STORED,
    exited_at     timestamptz GENERATED ALWAYS AS (CASE WHEN is_started THEN (exit).at END) STORED,
    goal_hit_at   timestamptz GENERATED ALWAYS AS (CASE WHEN is_started THEN (goal).at END) STORED,
    ended_at      timestamptz GENERATED ALWAYS AS
        (CASE WHEN is_started THEN LEAST((finish).at, (disengagement).at, (exit).at) END) STORED,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, series_id, key)
);

COMMENT ON TABLE entry IS 'One pass of a person through a series.';
COMMENT ON COLUMN entry.first_at IS 'Instant of the earliest event of the entry';
COMMENT ON COLUMN entry.is_started IS 'Whether its start is known: before that the entry does not count';
COMMENT ON COLUMN entry.exits IS 'Exits that name no block: each ends every visit that is open at its instant';
COMMENT ON COLUMN entry.number IS 'Counts the entries of the person in the series, from 1';
COMMENT ON COLUMN entry.covered_until IS 'Until when an earlier entry of the person was still in progress';

-- The person before the series: the visits of a few people are found by their entries in any series.
CREATE INDEX entry_person ON entry (workspace_id, person_id, series_id);
CREATE INDEX entry_started ON entry (workspace_id, series_id, started_at, id) WHERE started_at IS NOT NULL;
CREATE INDEX entry_in_progress ON entry (workspace_id, series_id, started_at, id)
    WHERE started_at IS NOT NULL AND ended_at IS NULL;
CREATE INDEX entry_finished ON entry (workspace_id, series_id, finished_at, id) WHERE finished_at IS NOT NULL;
CREATE INDEX entry_disengaged ON entry (workspace_id, series_id, disengaged_at, id) WHERE disengaged_at IS NOT NULL;
CREATE INDEX entry_exited ON entry (workspace_id, series_id, exited_at, id) WHERE exited_at IS NOT NULL;
CREATE INDEX entry_goal_hit ON entry (workspace_id, series_id, goal_hit_at, id) WHERE goal_hit_at IS NOT NULL;

-- What the planner assumes before ANALYZE, and what ANALYZE skips, for the reasons given with `person`.
SELECT pg_restore_attribute_stats(
    'schemaname', current_schema()::text, 'relname', 'entry', 'attname', assumed.attribute, 'inherited', false,
    'null_frac', 0::real, 'avg_width', 8, 'n_distinct', assumed.n_distinct::real
)
FROM (VALUES ('workspace_id', 4), ('id', -1), ('series_id', 20), ('person_id', -0.9), ('key', -1))
    AS assumed (attribute, n_distinct);

ALTER TABLE entry ALTER workspace_id SET STATISTICS 0, ALTER series_id SET STATISTICS 0;
