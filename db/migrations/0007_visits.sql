-- If a visit has several ends at the same instant, the first of the last four states counts.
CREATE TYPE visit_state AS ENUM (
    'WAITING', 'PENDING', 'TRYING_TO_MATCH', 'RECEIVED', 'MOVED_ON', 'FINISHED', 'DISENGAGED', 'EXITED'
);

CREATE TABLE visit (
    workspace_id  bigint     NOT NULL,
    entry_id      bigint     NOT NULL,
    block_id      bigint     NOT NULL,
    series_id     bigint     NOT NULL,
    person_id     bigint     NOT NULL,
    -- copies from the block and the entry, so that a visit's state follows from its own row
    kind          block_kind NOT NULL,
    is_started    boolean    NOT NULL,
    exits         timestamptz[],
    -- facts, merged from events
    first_reached timestamptz,
    waits_until   timestamptz,
    departure     occurrence,
    decision      occurrence,
    finished      timestamptz,
    disengaged    timestamptz,
    exited        timestamptz,
    received_at   timestamptz,
    -- how it relates to the other visits of the same person to the block
    superseded_at timestamptz,
    -- the same facts in the form that queries use
    reached_at    timestamptz GENERATED ALWAYS AS (CASE WHEN is_started THEN first_reached END) STORED,
    left_at       timestamptz GENERATED ALWAYS AS ((departure).at) STORED,
    decided_at    timestamptz GENERATED ALWAYS AS ((decision).at) STORED,
    matched       boolean     GENERATED ALWAYS AS ((decision).said = 'MATCHED') STORED,
    turned_at     timestamptz GENERATED ALWAYS AS (
        CASE kind
            WHEN 'RULE' THEN coalesce(waits_until, '-infinity')
            WHEN 'WAIT' THEN NULL WHEN 'TAG' THEN NULL WHEN 'WEBHOOK' THEN NULL WHEN 'SPLIT' THEN NULL
            ELSE received_at
        END) STORED,
    ended_at      timestamptz GENERATED ALWAYS AS
        (LEAST((departure).at, finished, disengaged, exited, first_since(exits, first_reached))) STORED,
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

COMMENT ON TABLE visit IS 'One block that an entry has reached, or about which an event has been reported.';
COMMENT ON COLUMN visit.is_started IS 'Whether the start of the entry is known: before that the visit does not count';
COMMENT ON COLUMN visit.exits IS 'Exits of the entry that name no block';
COMMENT ON COLUMN visit.superseded_at IS 'When the person reached the block again, in a later entry';
COMMENT ON COLUMN visit.turned_at IS 'When the visit, still open, changes its state without leaving the block';
COMMENT ON COLUMN visit.ended_as IS 'The state it ends in, of ends at one instant the first in the order of '
    'visit_state';
