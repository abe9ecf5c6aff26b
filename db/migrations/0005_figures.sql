-- migrate:up

-- What is counted. A series' outcomes, or a block's states, decisions and engagement.
CREATE TYPE figure AS ENUM (
    'STARTED', 'IN_PROGRESS', 'FINISHED', 'DISENGAGED', 'EXITED', 'GOAL_HIT',
    'STATE_WAITING', 'STATE_PENDING', 'STATE_TRYING_TO_MATCH', 'STATE_RECEIVED',
    'STATE_MOVED_ON', 'STATE_FINISHED', 'STATE_DISENGAGED', 'STATE_EXITED',
    'MATCHED', 'NOT_MATCHED',
    'ENGAGED_RECEIVED', 'ENGAGED_OPENED', 'ENGAGED_CLICKED', 'ENGAGED_REPLIED', 'ENGAGED_REACTED',
    'ENGAGED_COMPLETED', 'ENGAGED_DISMISSED', 'ENGAGED_ANSWERED', 'ENGAGED_COLLECTED_EMAIL',
    'ENGAGED_UNSUBSCRIBED', 'ENGAGED_HARD_BOUNCED', 'ENGAGED_SOFT_BOUNCED', 'ENGAGED_MARKED_SPAM', 'ENGAGED_FAILED',
    'ENGAGED_BUTTON_TAPPED', 'ENGAGED_SCREEN_VIEWED', 'ENGAGED_STEP_VIEWED', 'ENGAGED_STEP_FAILED',
    'ENGAGED_PERMISSION_GRANTED', 'ENGAGED_KEYWORD_REPLIED', 'ENGAGED_GOAL_HIT'
);

-- The kept counts: how much each figure changed within a bucket of time. A bucket of level 0 is a quarter of an
-- hour, numbered from 1970; one of level n + 1 is 32 of level n, up to level 4 (29.9 years). So the count at any
-- instant is the sum of level 4 less at most 31 buckets of each lower level and the rows of one quarter.
-- Every offset from UTC in use today is a multiple of a quarter of an hour, so trends in local time read buckets too.
CREATE TABLE figure_count (
    workspace_id bigint   NOT NULL,
    series_id    bigint   NOT NULL,
    block_id     bigint   NOT NULL, -- 0: of the series as a whole
    level        smallint NOT NULL,
    bucket       integer  NOT NULL,
    figure       figure   NOT NULL,
    entries      integer  NOT NULL, -- change in the number of entries (visits, at a block)
    people       integer  NOT NULL, -- change in the number of distinct people
    total        integer  NOT NULL, -- change in the number of events (engagement only)
    PRIMARY KEY (workspace_id, series_id, block_id, level, bucket, figure)
) WITH (fillfactor = 70); -- room for updates within the page

-- The bucket of level 0 that an instant lies in.
CREATE FUNCTION quarter_of(at timestamptz) RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE
RETURN floor(date_part('epoch', at) / 900)::integer;

CREATE FUNCTION quarter_start(quarter integer) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_timestamp(quarter::double precision * 900);

-- The first bucket of level 0 that has nothing before an instant.
CREATE FUNCTION quarter_from(at timestamptz) RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE
RETURN ceil(date_part('epoch', at) / 900)::integer;

-- The buckets, as few as can be, that hold everything from a bucket of level 0 on: those of a level up to where one
-- of the next level begins.
CREATE FUNCTION buckets_from(quarter integer) RETURNS TABLE (level smallint, first integer, last integer)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT
        step.level::smallint,
        (quarter + (1 << (5 * step.level)) - 1) >> (5 * step.level),
        CASE step.level WHEN 4 THEN 2147483647
            ELSE (((quarter + (1 << (5 * step.level + 5)) - 1) >> (5 * step.level + 5)) << 5) - 1 END
    FROM generate_series(0, 4) AS step (level)
$$;

-- How an entry moves the outcomes: each row a change at an instant. UNION ALL, not VALUES: PostgreSQL prepares each row of
-- VALUES anew for every entry. And columns, not the row: the planner of PostgreSQL 18 fails on the two together.
CREATE FUNCTION entry_steps(
    started_at timestamptz, finished_at timestamptz, disengaged_at timestamptz, exited_at timestamptz,
    goal_hit_at timestamptz, ended_at timestamptz, covered_until timestamptz, is_first_start boolean,
    is_first_finish boolean, is_first_disengagement boolean, is_first_exit boolean, is_first_goal boolean
) RETURNS TABLE (figure figure, at timestamptz, entries integer, people integer)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT step.figure, step.at, step.entries, step.people
    FROM (
        SELECT 'STARTED'::figure AS figure, started_at AS at, 1 AS entries, is_first_start::integer AS people
        UNION ALL SELECT 'FINISHED', finished_at, 1, is_first_finish::integer
        UNION ALL SELECT 'DISENGAGED', disengaged_at, 1, is_first_disengagement::integer
        UNION ALL SELECT 'EXITED', exited_at, 1, is_first_exit::integer
        UNION ALL SELECT 'GOAL_HIT', goal_hit_at, 1, is_first_goal::integer
        UNION ALL SELECT 'IN_PROGRESS', started_at, 1, 0
        UNION ALL SELECT 'IN_PROGRESS', ended_at, -1, 0
        -- a person is in progress while any entry is: an entry adds what no earlier one covers
        UNION ALL SELECT 'IN_PROGRESS', GREATEST(started_at, covered_until), 0,
            (coalesce(covered_until, '-infinity') < coalesce(ended_at, 'infinity'))::integer
        UNION ALL SELECT 'IN_PROGRESS', ended_at, 0, -(coalesce(covered_until, '-infinity') < ended_at)::integer
    ) AS step
    WHERE started_at IS NOT NULL AND step.at IS NOT NULL AND isfinite(step.at)
        AND (step.entries <> 0 OR step.people <> 0)
$$;

-- How a visit moves the figures of its block. It passes through up to three states, [reached, turned), [turned,
-- ended) and [ended, ever), and may be decided; among a person's visits it counts until it is superseded.
-- Its columns one by one, not the row, and no VALUES: taking columns out of a row again and again, and preparing the rows
-- of VALUES anew for every visit, would cost more than all the rest of a merge.
CREATE FUNCTION visit_steps(
    kind block_kind, reached_at timestamptz, turned_at timestamptz, ended_at timestamptz, ended_as visit_state,
    decided_at timestamptz, matched boolean, superseded_at timestamptz
) RETURNS TABLE (figure figure, at timestamptz, entries integer, people integer)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT span.figure, step.at, step.entries, step.people
    FROM (SELECT
            coalesce(superseded_at, 'infinity') AS superseded_at,
            CASE WHEN ended_at IS NULL THEN 'infinity' ELSE GREATEST(ended_at, reached_at) END AS ended_at
        ) AS here
    CROSS JOIN LATERAL (SELECT
            CASE WHEN turned_at IS NULL THEN here.ended_at
                ELSE LEAST(GREATEST(turned_at, reached_at), here.ended_at) END AS turned_at
        ) AS turn
    CROSS JOIN LATERAL (
        SELECT CASE kind WHEN 'WAIT' THEN 'STATE_WAITING'::figure WHEN 'RULE' THEN 'STATE_TRYING_TO_MATCH'
                ELSE 'STATE_PENDING' END AS figure,
            reached_at AS begins, turn.turned_at AS ends
        UNION ALL
        SELECT CASE kind WHEN 'RULE' THEN 'STATE_PENDING'::figure ELSE 'STATE_RECEIVED' END,
            turn.turned_at, here.ended_at
        UNION ALL
        SELECT CASE ended_as WHEN 'MOVED_ON' THEN 'STATE_MOVED_ON'::figure WHEN 'FINISHED' THEN 'STATE_FINISHED'
                WHEN 'DISENGAGED' THEN 'STATE_DISENGAGED' ELSE 'STATE_EXITED' END,
            here.ended_at, 'infinity'
        UNION ALL
        SELECT CASE WHEN matched THEN 'MATCHED'::figure ELSE 'NOT_MATCHED' END,
            CASE WHEN decided_at IS NULL THEN 'infinity' ELSE GREATEST(decided_at, reached_at) END, 'infinity'
    ) AS span
    CROSS JOIN LATERAL (
        SELECT span.begins AS at, 1 AS entries, (span.begins < here.superseded_at)::integer AS people
        UNION ALL
        SELECT span.ends, -1, -(span.begins < here.superseded_at AND span.ends <= here.superseded_at)::integer
        UNION ALL
        SELECT here.superseded_at, 0, -(span.begins < here.superseded_at AND here.superseded_at < span.ends)::integer
    ) AS step
    WHERE reached_at IS NOT NULL AND span.begins < span.ends AND step.at < 'infinity'
        AND (step.entries <> 0 OR step.people <> 0)
$$;

-- migrate:down
