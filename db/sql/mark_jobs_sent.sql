-- No rows. Stores which message of each job has been sent.
-- $1 workspace_id bigint, $2 ids bigint[], $3 sends integer[]
UPDATE job
SET sent_at = now(), sends = sent.sends
FROM unnest($2::bigint[], $3::integer[]) AS sent (id, sends)
WHERE job.workspace_id = $1::bigint AND job.id = sent.id
