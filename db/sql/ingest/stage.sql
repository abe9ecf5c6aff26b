-- No rows. Makes the tables that a batch passes through, once a connection.
DO $$
BEGIN
    IF to_regclass('pg_temp.engagement_change') IS NOT NULL THEN
        RETURN;
    END IF;

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

    -- The events of a batch, one for each id, with the block's id for its key.
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

    -- Those events that were recorded now, as far as facts are made of them.
    CREATE TEMP TABLE fresh (
        id          text        COLLATE "C" NOT NULL,
        series_id   bigint      NOT NULL,
        entry_id    bigint      NOT NULL,
        person_id   bigint      NOT NULL,
        block_id    bigint,
        type        event_type  NOT NULL,
        at          timestamptz NOT NULL,
        waits_until timestamptz,
        along       path_condition,
        variant     text,
        reason      text,
        company     text
    );

    -- The people of these entries who have several in a series.
    CREATE TEMP TABLE reentered (
        series_id bigint NOT NULL,
        person_id bigint NOT NULL
    );

    -- Entries and visits as they were (sign -1) and as they are (sign 1), as far as figures follow from them.
    CREATE TEMP TABLE entry_version (
        sign                   integer     NOT NULL,
        series_id              bigint      NOT NULL,
        started_at             timestamptz NOT NULL,
        finished_at            timestamptz,
        disengaged_at          timestamptz,
        exited_at              timestamptz,
        goal_hit_at            timestamptz,
        ended_at               timestamptz,
        covered_until          timestamptz,
        is_first_start         boolean     NOT NULL,
        is_first_finish        boolean     NOT NULL,
        is_first_disengagement boolean     NOT NULL,
        is_first_exit          boolean     NOT NULL,
        is_first_goal          boolean     NOT NULL
    );
    CREATE TEMP TABLE visit_version (
        sign          integer     NOT NULL,
        series_id     bigint      NOT NULL,
        block_id      bigint      NOT NULL,
        kind          block_kind  NOT NULL,
        reached_at    timestamptz NOT NULL,
        turned_at     timestamptz,
        ended_at      timestamptz,
        ended_as      visit_state,
        decided_at    timestamptz,
        matched       boolean,
        superseded_at timestamptz
    );

    -- What all this adds to engagement, each change at its instant.
    CREATE TEMP TABLE engagement_change (
        series_id bigint      NOT NULL,
        block_id  bigint      NOT NULL,
        figure    figure      NOT NULL,
        at        timestamptz NOT NULL,
        entries   integer     NOT NULL,
        people    integer     NOT NULL,
        total     integer     NOT NULL
    );
END
$$
