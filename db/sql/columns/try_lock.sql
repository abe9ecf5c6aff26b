-- One row: whether this connection now makes the columnar copy of a series. False if another one does.
-- $1 workspace_id bigint, $2 series_id bigint
SELECT pg_try_advisory_lock(hashint8extended($2::bigint, hashint8extended($1::bigint, 0))) AS is_locked
