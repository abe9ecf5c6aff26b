-- The changes to the number of those who left a block within the rest of a quarter of an hour. They come from the visits at
-- the blocks of the events in it, in any entry of the person, because a visit supersedes those of earlier entries.
SELECT
    visit.block_id, coalesce((visit.departure).said, '') AS condition, coalesce((visit.departure).variant, '') AS variant,
    step.entries, step.people
FROM moved
CROSS JOIN LATERAL (
    SELECT id
    FROM entry
    WHERE workspace_id = $1::bigint AND series_id = moved.series_id AND person_id = moved.person_id
    OFFSET 0
) AS entry
CROSS JOIN LATERAL (
    SELECT block_id, departure, reached_at, left_at, superseded_at
    FROM visit
    WHERE workspace_id = $1::bigint AND entry_id = entry.id AND block_id = moved.block_id AND left_at IS NOT NULL
    OFFSET 0
) AS visit
CROSS JOIN LATERAL departure_steps(visit.reached_at, visit.left_at, visit.superseded_at) AS step
WHERE step.at >= $4::timestamptz AND step.at < quarter_start(moved.quarter)
