-- One row: the number of due jobs that no worker has started, and for how many seconds the oldest of them has been due.
SELECT count(*) AS waiting, coalesce(extract(epoch FROM now() - min(job.run_at)), 0)::float8 AS oldest_seconds
FROM job
WHERE job.state = 'QUEUED' AND job.run_at <= now()
