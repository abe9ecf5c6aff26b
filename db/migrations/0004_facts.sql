-- migrate:up

-- The tables of this file have no foreign keys: ingest resolves every key itself, in the same transaction,
-- and nothing is ever deleted; checking each row again would cost more than writing it.

CREATE TYPE event_type AS ENUM (
    'ENTRY_STARTED', 'BLOCK_REACHED', 'BLOCK_LEFT', 'ENTRY_FINISHED', 'ENTRY_DISENGAGED', 'ENTRY_EXITED', 'GOAL_HIT',
    'RECEIVED', 'OPENED', 'CLICKED', 'REPLIED', 'REACTED', 'COMPLETED', 'DISMISSED', 'ANSWERED', 'COLLECTED_EMAIL',
    'UNSUBSCRIBED', 'HARD_BOUNCED', 'SOFT_BOUNCED', 'MARKED_SPAM', 'FAILED',
    'BUTTON_TAPPED', 'SCREEN_VIEWED', 'STEP_VIEWED', 'STEP_FAILED', 'PERMISSION_GRANTED', 'KEYWORD_REPLIED'
);

-- The order of the last four decides between ends of one instant.
CREATE TYPE visit_state AS ENUM (
    'WAITING', 'PENDING', 'TRYING_TO_MATCH', 'RECEIVED', 'MOVED_ON', 'FINISHED', 'DISENGAGED', 'EXITED'
);

-- What an event said, ordered by instant and then by event id: LEAST of two is the one that counts.
CREATE TYPE occurrence AS (
    at       timestamptz,
    event_id text COLLATE "C",
    block_id bigint,
    said     text,
    variant  text
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

CREATE INDEX event_instant ON event (workspace_id, series_id, at);

-- What happened to a person at a block: engagement, and goals that name one.
CREATE INDEX event_engagement ON event (workspace_id, block_id, person_id)
    WHERE type >= 'GOAL_HIT';

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
    exits         timestamptz[], -- exits that name no block: each ends every visit open at its instant
    -- where it stands among the person's entries in the series
    number               integer NOT NULL DEFAULT 1,
    covered_until        timestamptz, -- an earlier entry was still in progress until then
    is_first_start       boolean NOT NULL DEFAULT true,
    is_first_finish      boolean NOT NULL DEFAULT true,
    is_first_disengagement boolean NOT NULL DEFAULT true,
    is_first_exit        boolean NOT NULL DEFAULT true,
    is_first_goal        boolean NOT NULL DEFAULT true,
    -- the same facts, as they are asked for: null until the start is known
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

CREATE INDEX entry_person ON entry (workspace_id, series_id, person_id);
CREATE INDEX entry_started ON entry (workspace_id, series_id, started_at, id) WHERE started_at IS NOT NULL;
CREATE INDEX entry_in_progress ON entry (workspace_id, series_id, started_at, id)
    WHERE started_at IS NOT NULL AND ended_at IS NULL;
CREATE INDEX entry_finished ON entry (workspace_id, series_id, finished_at, id) WHERE finished_at IS NOT NULL;
CREATE INDEX entry_disengaged ON entry (workspace_id, series_id, disengaged_at, id) WHERE disengaged_at IS NOT NULL;
CREATE INDEX entry_exited ON entry (workspace_id, series_id, exited_at, id) WHERE exited_at IS NOT NULL;
CREATE INDEX entry_goal_hit ON entry (workspace_id, series_id, goal_hit_at, id) WHERE goal_hit_at IS NOT NULL;

-- The first of some instants that is not before another. Strict: visits without such exits never call it.
CREATE FUNCTION first_since(instants timestamptz[], since timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (SELECT min(instant) FROM unnest(instants) AS instant WHERE instant >= since);

CREATE TABLE visit (
    workspace_id  bigint     NOT NULL,
    entry_id      bigint     NOT NULL,
    block_id      bigint     NOT NULL,
    series_id     bigint     NOT NULL,
    person_id     bigint     NOT NULL,
    -- copies, so that a visit's state follows from its own row
    kind          block_kind NOT NULL,
    is_started    boolean    NOT NULL, -- the entry's start is known: before that the visit does not count
    exits         timestamptz[],       -- the entry's exits that name no block
    -- facts, merged from events
    first_reached timestamptz,
    waits_until   timestamptz,
    departure     occurrence,
    decision      occurrence,
    finished      timestamptz,
    disengaged    timestamptz,
    exited        timestamptz,
    received_at   timestamptz,
    -- where it stands among the person's visits of the block: the next one was reached then
    superseded_at timestamptz,
    -- the same facts, as they are asked for
    reached_at    timestamptz GENERATED ALWAYS AS (CASE WHEN is_started THEN first_reached END) STORED,
    left_at       timestamptz GENERATED ALWAYS AS ((departure).at) STORED,
    decided_at    timestamptz GENERATED ALWAYS AS ((decision).at) STORED,
    matched       boolean     GENERATED ALWAYS AS ((decision).said = 'MATCHED') STORED,
    -- when an open visit changes state without leaving the block
    turned_at     timestamptz GENERATED ALWAYS AS (
        CASE kind
            WHEN 'RULE' THEN coalesce(waits_until, '-infinity')
            WHEN 'WAIT' THEN NULL WHEN 'TAG' THEN NULL WHEN 'WEBHOOK' THEN NULL WHEN 'SPLIT' THEN NULL
            ELSE received_at
        END) STORED,
    ended_at      timestamptz GENERATED ALWAYS AS
        (LEAST((departure).at, finished, disengaged, exited, first_since(exits, first_reached))) STORED,
    -- of several ends at one instant the first in the order of visit_state
    ended_as      visit_state GENERATED ALWAYS AS (
        CASE LEAST((departure).at, finished, disengaged, exited, first_since(exits, first_reached))
            WHEN (departure).at THEN 'MOVED_ON'::visit_state
            WHEN finished       THEN 'FINISHED'
            WHEN disengaged     THEN 'DISENGAGED'
            WHEN exited         THEN 'EXITED'
            WHEN first_since(exits, first_reached) THEN 'EXITED'
        END) STORED,
    PRIMARY KEY (workspace_id, entry_id, block_id)
);

CREATE INDEX visit_reached ON visit (workspace_id, block_id, reached_at, entry_id) WHERE reached_at IS NOT NULL;
CREATE INDEX visit_state ON visit (workspace_id, block_id, ended_as, reached_at, entry_id) WHERE reached_at IS NOT NULL;
CREATE INDEX visit_left ON visit (workspace_id, block_id, left_at, entry_id)
    WHERE reached_at IS NOT NULL AND left_at IS NOT NULL;
CREATE INDEX visit_waits ON visit (workspace_id, block_id, waits_until, entry_id)
    WHERE reached_at IS NOT NULL AND waits_until IS NOT NULL;

-- The state of a visit at an instant at which it exists (reached_at <= as_of).
CREATE FUNCTION state_at(v visit, as_of timestamptz) RETURNS visit_state
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN v.ended_at <= as_of THEN v.ended_as
    WHEN v.turned_at <= as_of THEN CASE v.kind WHEN 'RULE' THEN 'PENDING' ELSE 'RECEIVED' END::visit_state
    ELSE CASE v.kind WHEN 'WAIT' THEN 'WAITING' WHEN 'RULE' THEN 'TRYING_TO_MATCH' ELSE 'PENDING' END::visit_state
END;

-- migrate:down
