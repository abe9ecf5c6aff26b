-- Makes the tables that a batch is sent to.

-- The entries that a batch names, each for one person, numbered in the order of their first events.
CREATE TEMP TABLE passing (
    number      integer NOT NULL,
    series_id   bigint  NOT NULL,
    entry       text    COLLATE "C" NOT NULL,
    person      text    NOT NULL,
    lane        integer NOT NULL, -- the person's
    starts      boolean NOT NULL, -- the batch has a start of it
    -- from here on as the database has it: null, and not theirs, until it is found or made
    entry_id    bigint,
    person_id   bigint,
    is_theirs   boolean NOT NULL DEFAULT false,
    first_at    timestamptz,
    company_at  timestamptz,
    starts_late boolean NOT NULL DEFAULT false -- it had events before, and its start comes only now
);

-- The events of a batch, one for each id, with the block's id for its key. Those that turn out to be recorded already,
-- or of an entry that is another person's, are taken out.
CREATE TEMP TABLE incoming (
    passing     integer     NOT NULL,
    block_id    bigint,
    id          text        COLLATE "C" NOT NULL,
    type        event_type  NOT NULL,
    at          timestamptz NOT NULL,
    waits_until timestamptz,
    along       path_condition,
    variant     text,
    reason      text,
    company     text,
    receipt     text,
    url         text,
    detail      jsonb
);

-- The people of these entries who have several in a series.
CREATE TEMP TABLE reentered (
    series_id bigint NOT NULL,
    person_id bigint NOT NULL
);
