-- No rows. Makes the tables that a batch passes through, once a connection, or empties them: what a small batch leaves is
-- quicker deleted, but the space is only won back by truncating. ON COMMIT DELETE ROWS would cost every commit of the
-- connection more than a small batch.
DO $$
BEGIN
    IF to_regclass('pg_temp.figure_change') IS NOT NULL THEN
        IF pg_relation_size('pg_temp.incoming') > 262144 THEN
            TRUNCATE passing, incoming, reentered, entry_version, visit_version, engagement_change, figure_change;
        ELSE
            DELETE FROM passing;
            DELETE FROM incoming;
            DELETE FROM reentered;
            DELETE FROM entry_version;
            DELETE FROM visit_version;
            DELETE FROM engagement_change;
            DELETE FROM figure_change;
        END IF;
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

    -- What all this adds to the kept counts.
    CREATE TEMP TABLE figure_change (
        series_id bigint   NOT NULL,
        block_id  bigint   NOT NULL,
        level     smallint NOT NULL,
        bucket    integer  NOT NULL,
        figure    figure   NOT NULL,
        entries   integer  NOT NULL,
        people    integer  NOT NULL,
        total     integer  NOT NULL
    );

    -- What the planner is to assume of them, as nothing analyzes them: else it joins them row by row. A negative number
    -- is a share of the rows.
    PERFORM pg_restore_attribute_stats(
        'schemaname', pg_my_temp_schema()::regnamespace::text, 'relname', assumed.relation,
        'attname', assumed.attribute, 'inherited', false,
        'null_frac', assumed.null_frac::real, 'avg_width', 8, 'n_distinct', assumed.n_distinct::real
    )
    FROM (VALUES
        ('passing', 'number', 0, -1), ('passing', 'entry_id', 0.5, -0.5), ('passing', 'person_id', 0.5, -0.5),
        ('incoming', 'passing', 0, -0.1), ('incoming', 'id', 0, -1)
    ) AS assumed (relation, attribute, null_frac, n_distinct);
END
$$
