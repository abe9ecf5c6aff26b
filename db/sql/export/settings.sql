-- One row. Sets the time zone of the rest of the transaction, and lifts the time limit of its statements.
-- $1 time_zone text
SELECT set_time_zone($1::text), set_config('statement_timeout', '0', true),
    set_config('work_mem', '64MB', true), set_config('jit', 'off', true),
    set_config('max_parallel_workers_per_gather', '0', true)
