-- One row per series, instant and outcome: the number of entries or people with the outcome before the instant, among
-- the entries that started in a range. Counted from rows, for scopes that stored counts cannot answer. In one pass:
-- every change of an entry is assigned to the gap between two instants in which it happened.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 paired_series_ids bigint[], $4 instants timestamptz[],
-- $5 started_begin timestamptz, $6 started_before timestamptz, $7 first_alone boolean
WITH requested AS (
    SELECT
        series_id,
        ARRAY(
            SELECT pair.instant
            FROM unnest($3::bigint[], $4::timestamptz[]) AS pair (series_id, instant)
            WHERE pair.series_id = requested.series_id
            ORDER BY pair.instant
        ) AS instants
    FROM unnest($2::bigint[]) AS requested (series_id)
),
gaps AS (
    SELECT
        entry.series_id,
        width_bucket(entry.started_at, requested.instants) AS started,
        width_bucket(entry.finished_at, requested.instants) AS finished,
        width_bucket(entry.disengaged_at, requested.instants) AS disengaged,
        width_bucket(entry.exited_at, requested.instants) AS exited,
        width_bucket(entry.goal_hit_at, requested.instants) AS goal_hit,
        -- a person is in progress while any entry is: an entry adds the time that no earlier one covers
        width_bucket(
            CASE WHEN $7::boolean THEN GREATEST(entry.started_at, {entry.covered_until}) ELSE entry.started_at END,
            requested.instants
        ) AS entered,
        width_bucket(entry.ended_at, requested.instants) AS ended,
        count(*) FILTER (WHERE NOT $7::boolean OR {entry.is_first_start}) AS starts,
        count(*) FILTER (WHERE NOT $7::boolean OR {entry.is_first_finish}) AS finishes,
        count(*) FILTER (WHERE NOT $7::boolean OR {entry.is_first_disengagement}) AS disengagements,
        count(*) FILTER (WHERE NOT $7::boolean OR {entry.is_first_exit}) AS exits,
        count(*) FILTER (WHERE NOT $7::boolean OR {entry.is_first_goal}) AS goals,
        count(*) FILTER (
            WHERE NOT $7::boolean OR coalesce({entry.covered_until} < coalesce(entry.ended_at, 'infinity'), true)
        ) AS stays
    FROM requested
    JOIN entry ON entry.series_id = requested.series_id
    WHERE entry.workspace_id = $1::bigint
        AND entry.started_at >= $5::timestamptz AND entry.started_at < $6::timestamptz
        AND {all_entries_in_scope}
    GROUP BY entry.series_id, GROUPING SETS (started, finished, disengaged, exited, goal_hit, entered, ended)
),
changes AS (
    SELECT gaps.series_id, change.figure, change.gap, change.count
    FROM gaps
    CROSS JOIN LATERAL (
        VALUES ('STARTED'::figure, started, starts), ('FINISHED', finished, finishes),
            ('DISENGAGED', disengaged, disengagements), ('EXITED', exited, exits), ('GOAL_HIT', goal_hit, goals),
            ('IN_PROGRESS', entered, stays), ('IN_PROGRESS', ended, -stays)
    ) AS change (figure, gap, count)
)
SELECT
    requested.series_id, slot.instant, counted.figure,
    coalesce(
        sum(sum(changes.count)) OVER (PARTITION BY requested.series_id, counted.figure ORDER BY slot.number), 0
    )::bigint AS count
FROM requested
CROSS JOIN LATERAL unnest(requested.instants) WITH ORDINALITY AS slot (instant, number)
CROSS JOIN unnest(enum_range('STARTED'::figure, 'GOAL_HIT')) AS counted (figure)
LEFT JOIN changes ON changes.series_id = requested.series_id AND changes.figure = counted.figure
    AND changes.gap = slot.number - 1
GROUP BY requested.series_id, slot.number, slot.instant, counted.figure
