-- One row: the job that nobody else can take before this transaction ends, in which it makes progress. None: it is lost.
-- $1 workspace_id bigint, $2 id bigint, $3 attempt integer
UPDATE job
SET failures = 0
WHERE job.workspace_id = $1::bigint AND job.id = $2::bigint AND job.attempt = $3::integer AND job.state = 'RUNNING'
RETURNING job.id
