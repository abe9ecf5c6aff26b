-- One row per series: the number of entries or people with each outcome, in the order of OutcomeKind. Outcomes are
-- dated within one range, among entries that started in another; entries in progress must have started in both. Counted
-- from rows, for scopes that stored counts cannot answer.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 as_of timestamptz, $4 begin timestamptz, $5 before timestamptz,
-- $6 started_begin timestamptz, $7 started_before timestamptz, $8 first_alone boolean
SELECT
    dated.series_id,
    ARRAY[
        count(*) FILTER (WHERE dated.is_started),
        count(*) FILTER (WHERE dated.is_in_progress),
        count(*) FILTER (WHERE dated.is_finished),
        count(*) FILTER (WHERE dated.is_disengaged),
        count(*) FILTER (WHERE dated.is_exited),
        count(*) FILTER (WHERE dated.is_goal_hit)
    ] AS counts
FROM (
    SELECT
        entry.series_id,
        entry.started_at >= $4::timestamptz AND entry.started_at < $5::timestamptz
            AND (NOT $8::boolean OR {entry.is_first_start}) AS is_started,
        entry.started_at >= $4::timestamptz AND entry.started_at < $5::timestamptz
            AND coalesce(entry.ended_at > $3::timestamptz, true)
            AND (NOT $8::boolean OR coalesce({entry.covered_until} <= $3::timestamptz, true)) AS is_in_progress,
        entry.finished_at >= $4::timestamptz AND entry.finished_at < $5::timestamptz
            AND (NOT $8::boolean OR {entry.is_first_finish}) AS is_finished,
        entry.disengaged_at >= $4::timestamptz AND entry.disengaged_at < $5::timestamptz
            AND (NOT $8::boolean OR {entry.is_first_disengagement}) AS is_disengaged,
        entry.exited_at >= $4::timestamptz AND entry.exited_at < $5::timestamptz
            AND (NOT $8::boolean OR {entry.is_first_exit}) AS is_exited,
        entry.goal_hit_at >= $4::timestamptz AND entry.goal_hit_at < $5::timestamptz
            AND (NOT $8::boolean OR {entry.is_first_goal}) AS is_goal_hit
    FROM entry
    WHERE entry.workspace_id = $1::bigint AND entry.series_id = ANY($2::bigint[])
        AND entry.started_at >= $6::timestamptz AND entry.started_at < $7::timestamptz
        AND {all_entries_in_scope}
) AS dated
GROUP BY dated.series_id
