-- One row. Sets the time limit of each statement in this transaction.
-- $1 milliseconds text
SELECT set_config('statement_timeout', $1::text, true)
