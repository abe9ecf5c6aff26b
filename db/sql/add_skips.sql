-- No rows. Adds to the numbers of people whom a bulk action has skipped, by reason.
-- $1 workspace_id bigint, $2 bulk_action_id bigint, $3 reasons text[], $4 people integer[]
INSERT INTO bulk_action_skip (workspace_id, bulk_action_id, reason, people)
SELECT $1::bigint, $2::bigint, skipped.reason, skipped.people
FROM unnest($3::text[], $4::integer[]) AS skipped (reason, people)
ON CONFLICT (workspace_id, bulk_action_id, reason) DO UPDATE SET people = bulk_action_skip.people + excluded.people
