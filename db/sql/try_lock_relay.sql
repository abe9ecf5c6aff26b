-- One row: whether this transaction is the one that relays now.
-- $1 lock bigint
SELECT pg_try_advisory_xact_lock($1::bigint) AS locked
