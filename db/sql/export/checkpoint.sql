-- One row per visit that was reached in the range.
-- $1 workspace_id bigint, $2 series_id bigint, $3 begin timestamptz, $4 before timestamptz,
-- $5 started_begin timestamptz, $6 started_before timestamptz, $7 is_sheet boolean,
-- $8 known_before timestamptz
SELECT
    global_id('Person', visit.person_id::text) AS user_id,
    coalesce(company_known(entry.company, $8::timestamptz, $7::boolean), '-1') AS company_id,
    global_id('Entry', visit.entry_id::text) AS series_entry_record_id,
    global_id('Block', visit.block_id::text) AS ruleset_id,
    array_position(enum_range(NULL::visit_state), here.state) AS status_code,
    lower(here.state::text) AS status_name,
    instant_text(visit.reached_at) AS created_at,
    CASE WHEN visit.ended_at < $8::timestamptz THEN instant_text(visit.ended_at) END AS last_processed_at,
    instant_text(visit.waits_until) AS expires_at,
    NULL::integer AS times_processed,
    global_id('Series', visit.series_id::text) AS series_id,
    global_id('Block', visit.block_id::text) AS node_id,
    sheet_text(block.name, $7::boolean) AS block_name,
    instant_text(visit.reached_at) AS reached_at,
    instant_text(visit.waits_until) AS waits_until,
    CASE WHEN visit.left_at < $8::timestamptz THEN instant_text(visit.left_at) END AS left_at,
    CASE WHEN visit.left_at < $8::timestamptz THEN (visit.departure).said END AS left_along,
    CASE WHEN visit.decided_at < $8::timestamptz THEN visit.matched::text END AS matched,
    here.state AS state
FROM entry
JOIN visit ON visit.workspace_id = $1::bigint AND visit.entry_id = entry.id
JOIN block ON block.workspace_id = $1::bigint AND block.id = visit.block_id
CROSS JOIN LATERAL (SELECT state_at(visit, $8::timestamptz - interval '1 microsecond') OFFSET 0) AS here (state) -- evaluated once
WHERE entry.workspace_id = $1::bigint AND entry.series_id = $2::bigint
    AND entry.started_at >= $5::timestamptz AND entry.started_at < $6::timestamptz
    AND visit.reached_at >= $3::timestamptz AND visit.reached_at < $4::timestamptz
    /* people: entry.person_id */
ORDER BY visit.reached_at, visit.entry_id, visit.block_id
