-- One row per series, instant and outcome: the entries and people counted before the instant.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 instants timestamptz[], paired
WITH asked AS (
    SELECT series_id, instant, quarter_from(instant) AS quarter
    FROM unnest($2::bigint[], $3::timestamptz[]) AS asked (series_id, instant)
),
later AS (
    SELECT asked.series_id, asked.instant, kept.figure, kept.entries, kept.people
    FROM asked
    CROSS JOIN LATERAL buckets_from(asked.quarter) AS buckets
    JOIN figure_count AS kept
        ON kept.workspace_id = $1::bigint AND kept.series_id = asked.series_id AND kept.block_id = 0
        AND kept.level = buckets.level AND kept.bucket BETWEEN buckets.first AND buckets.last
    UNION ALL
    -- the rest of the quarter of an hour that the instant lies in: whatever moves there, an event did
    SELECT asked.series_id, asked.instant, step.figure, step.entries, step.people
    FROM asked
    CROSS JOIN LATERAL (
        SELECT DISTINCT person_id
        FROM event
        WHERE workspace_id = $1::bigint AND series_id = asked.series_id
            AND at >= asked.instant AND at < quarter_start(asked.quarter)
    ) AS moved
    JOIN entry
        ON entry.workspace_id = $1::bigint AND entry.series_id = asked.series_id AND entry.person_id = moved.person_id
    CROSS JOIN LATERAL entry_steps(entry) AS step
    WHERE step.at >= asked.instant AND step.at < quarter_start(asked.quarter)
),
counted AS (
    SELECT asked.series_id, asked.instant, kept.figure, kept.entries, kept.people
    FROM asked
    JOIN figure_count AS kept
        ON kept.workspace_id = $1::bigint AND kept.series_id = asked.series_id AND kept.block_id = 0 AND kept.level = 4
    UNION ALL
    SELECT series_id, instant, figure, -entries, -people FROM later
)
SELECT series_id, instant, figure, sum(entries)::integer AS entries, sum(people)::integer AS people
FROM counted
GROUP BY series_id, instant, figure
