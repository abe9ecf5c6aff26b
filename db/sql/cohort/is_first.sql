-- Whether an entry is the first of its person's in the cohort to have an outcome. The first of all entries is; only
-- others need a look-up.
CASE
    WHEN entry.{is_first} THEN true
    WHEN entry.{instant} IS NULL THEN false
    ELSE NOT EXISTS (
        SELECT
        FROM (
            SELECT theirs.started_at, theirs.{instant} AS happened_at, theirs.number
            FROM entry AS theirs
            WHERE theirs.workspace_id = $1::bigint AND theirs.series_id = entry.series_id
                AND theirs.person_id = entry.person_id
            OFFSET 0 -- looks up by person: otherwise the planner may read the whole cohort for each
        ) AS other
        WHERE other.started_at >= $begin::timestamptz AND other.started_at < $end::timestamptz
            AND (other.happened_at, other.number) < (entry.{instant}, entry.number)
    )
END
