-- One row per block and kind of engagement: the number of events in a range, and of entries or people whose first such
-- event is in the range. Counted from rows, for scopes that stored counts cannot answer.
-- $1 workspace_id bigint, $2 block_ids bigint[], $3 begin timestamptz, $4 before timestamptz, $5 by_person boolean
WITH engaged AS (
    SELECT
        event.block_id, event.type, min(event.at) AS first_at,
        count(*) FILTER (WHERE event.at >= $3::timestamptz) AS total
    FROM {counted_events}
    WHERE event.workspace_id = $1::bigint AND event.block_id = ANY($2::bigint[]) AND event.type >= 'GOAL_HIT'
        AND event.at < $4::timestamptz
        AND {all_events_in_scope}
    GROUP BY event.block_id, event.type, CASE WHEN $5::boolean THEN event.person_id ELSE event.entry_id END
)
SELECT
    block_id, type, count(*) FILTER (WHERE first_at >= $3::timestamptz) AS counted,
    sum(total)::bigint AS total
FROM engaged
GROUP BY block_id, type
HAVING sum(total) > 0
