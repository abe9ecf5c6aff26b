-- One row. Lets each statement of this transaction take so long.
-- $1 milliseconds text
SELECT set_config('statement_timeout', $1::text, true)
