-- One row per entry as of an instant. What happened to it later is null.
-- $1 workspace_id bigint, $2 entry_ids bigint[], $3 as_of timestamptz
SELECT
    id, series_id, person_id, key, number,
    CASE WHEN is_started THEN (company).said END AS company,
    CASE WHEN started_at <= $3::timestamptz THEN started_at END AS started_at,
    CASE WHEN finished_at <= $3::timestamptz THEN finished_at END AS finished_at,
    CASE WHEN disengaged_at <= $3::timestamptz THEN disengaged_at END AS disengaged_at,
    CASE WHEN disengaged_at <= $3::timestamptz THEN (disengagement).said END AS disengage_reason,
    CASE WHEN exited_at <= $3::timestamptz THEN exited_at END AS exited_at,
    CASE WHEN goal_hit_at <= $3::timestamptz THEN goal_hit_at END AS goal_hit_at
FROM entry
WHERE workspace_id = $1::bigint AND id = ANY($2::bigint[])
