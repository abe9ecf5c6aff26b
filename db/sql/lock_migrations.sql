-- One row without meaning. Locks migration for this session, until it ends or unlocks.
-- $1 the number that all Milepost processes agree on: bigint
SELECT pg_advisory_lock($1::bigint)
