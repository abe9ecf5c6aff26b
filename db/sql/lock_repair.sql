-- One row without meaning. Waits until no other transaction repairs the stored counts of a series: both would add the
-- same missing changes. Recording events does not need this lock.
-- $1 workspace_id bigint, $2 series_id bigint
SELECT pg_advisory_xact_lock(hashint8extended($2::bigint, $1::bigint))
