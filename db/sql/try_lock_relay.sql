-- One row: whether this transaction got the lock of the relay.
-- $1 lock bigint
SELECT pg_try_advisory_xact_lock($1::bigint) AS locked
