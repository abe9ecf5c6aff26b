-- Creates the tables that hold a batch.

-- The entries that a batch names, each for one person, numbered in the order of their first events.
CREATE TEMP TABLE staged_entry (
    number      integer NOT NULL,
    series_id   bigint  NOT NULL,
    entry       text    COLLATE "C" NOT NULL,
    person      text    NOT NULL,
    lane        integer NOT NULL, -- the lane of the person
    starts      boolean NOT NULL, -- the batch contains its start
    -- as in the database: null until the entry is found or created; is_theirs: it belongs to this person
    entry_id    bigint,
    person_id   bigint,
    is_theirs   boolean NOT NULL DEFAULT false,
    first_at    timestamptz,
    company_at  timestamptz,
    starts_late boolean NOT NULL DEFAULT false -- its start is in this batch, after events in earlier ones
);

-- The events of a batch, one for each id, with the number of the staged entry, and the id of the block instead of its
-- key. Events that are already recorded, or whose entry belongs to another person, are removed.
CREATE TEMP TABLE staged_event (
    entry_number integer     NOT NULL,
    block_id     bigint,
    id           text        COLLATE "C" NOT NULL,
    type         event_type  NOT NULL,
    at           timestamptz NOT NULL,
    waits_until  timestamptz,
    along        path_condition,
    variant      text,
    reason       text,
    company      text,
    receipt      text,
    url          text,
    detail       jsonb
);

-- The people of these entries who have several entries in a series.
CREATE TEMP TABLE reentered (
    series_id bigint NOT NULL,
    person_id bigint NOT NULL
);
