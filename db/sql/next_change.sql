-- One row: the version of the workspace, and the next instant after another at which its data changes by the clock
-- alone: an event dated in the future, a wait of a RULE that ends, or an export that expires. Null if there is none.
-- `is_known` is false if the workspace has too many series and rules to check.
-- $1 workspace_id bigint, $2 after timestamptz, $3 most_places integer
WITH place AS (
    SELECT id AS series_id, NULL::bigint AS block_id FROM series WHERE workspace_id = $1::bigint
    UNION ALL
    SELECT series_id, id FROM block WHERE workspace_id = $1::bigint AND kind = 'RULE'
    LIMIT $3::integer + 1
),
change AS (
    SELECT next_event.at
    FROM place
    CROSS JOIN LATERAL (
        SELECT event.at
        FROM event
        WHERE event.workspace_id = $1::bigint AND event.series_id = place.series_id AND event.at > $2::timestamptz
        ORDER BY event.at
        LIMIT 1
    ) AS next_event
    WHERE place.block_id IS NULL
    UNION ALL
    SELECT next_end.at
    FROM place
    JOIN series ON series.workspace_id = $1::bigint AND series.id = place.series_id
    CROSS JOIN LATERAL visit_runs(
        NULL, ARRAY['TRYING_TO_MATCH']::visit_state[], series.data_through > $2::timestamptz
    ) AS run
    CROSS JOIN LATERAL (
        SELECT visit.waits_until AS at
        FROM visit
        WHERE visit.workspace_id = $1::bigint AND visit.block_id = place.block_id AND visit.reached_at IS NOT NULL
            AND final_state(visit.kind, visit.turned_at, visit.ended_as) = run.state
            AND decision_of(visit.matched) = run.decision
            AND visit.waits_until > $2::timestamptz
        ORDER BY visit.waits_until
        LIMIT 1
    ) AS next_end
    WHERE place.block_id IS NOT NULL
    UNION ALL
    SELECT expires_at FROM export WHERE workspace_id = $1::bigint AND is_stored AND expires_at > $2::timestamptz
)
SELECT
    (SELECT coalesce(bit_xor(stamp), 0) FROM version_stamp WHERE workspace_id = $1::bigint) AS version,
    (SELECT count(*) FROM place) <= $3::integer AS is_known,
    (SELECT min(at) FROM change) AS at
