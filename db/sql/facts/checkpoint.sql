-- One row per visit reached in the range.
-- $1 workspace_id bigint, $2 series_id bigint, $3 begin timestamptz, $4 before timestamptz,
-- $5 started_begin timestamptz, $6 started_before timestamptz, $7 known_before timestamptz
SELECT
    entry.user_id, entry.company_id, entry.series_entry_record_id, place.node_id AS ruleset_id,
    array_position((SELECT enum_range(NULL::visit_state)), here.state) AS status_code,
    lower(here.state::text) AS status_name,
    here.reached_at AS created_at, here.last_processed_at, here.waits_until AS expires_at,
    place.series_id, place.node_id, place.block_name,
    here.reached_at, here.waits_until, here.left_at, here.left_along, here.matched, here.state
FROM (
    SELECT
        entry.id, entry.started_at,
        global_id('Person', entry.person_id::text) AS user_id,
        company_known(entry.company, $7::timestamptz) AS company_id,
        global_id('Entry', entry.id::text) AS series_entry_record_id
    FROM entry
    WHERE entry.workspace_id = $1::bigint AND entry.series_id = $2::bigint
        AND entry.started_at >= $5::timestamptz AND entry.started_at < $6::timestamptz
        AND {entries_in_scope}
    ORDER BY entry.started_at, entry.id -- repeated here, so that visits are looked up in order and nothing is sorted twice
) AS entry
CROSS JOIN LATERAL (
    SELECT
        visit.block_id, visit.reached_at, visit.waits_until,
        CASE WHEN visit.ended_at < $7::timestamptz THEN visit.ended_at END AS last_processed_at,
        CASE WHEN visit.left_at < $7::timestamptz THEN visit.left_at END AS left_at,
        CASE WHEN visit.left_at < $7::timestamptz THEN (visit.departure).said END AS left_along,
        CASE WHEN visit.decided_at < $7::timestamptz THEN visit.matched END AS matched,
        state_of_visit(
            visit.kind, visit.turned_at, visit.ended_at, visit.ended_as, $7::timestamptz - interval '1 microsecond'
        ) AS state
    FROM visit
    WHERE visit.workspace_id = $1::bigint AND visit.entry_id = entry.id
        AND visit.reached_at >= $3::timestamptz AND visit.reached_at < $4::timestamptz
    OFFSET 0 -- computes the state once per visit
) AS here
CROSS JOIN LATERAL (
    SELECT global_id('Series', block.series_id::text) AS series_id, global_id('Block', block.id::text) AS node_id,
        block.name AS block_name
    FROM block
    WHERE block.workspace_id = $1::bigint AND block.id = here.block_id
    OFFSET 0 -- lets PostgreSQL memoize the ids of each block
) AS place
ORDER BY entry.started_at, entry.id, here.block_id
