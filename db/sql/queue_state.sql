-- One row: the number of due jobs that no worker has started, and for how many seconds the oldest of them has been due.
SELECT waiting, oldest_seconds FROM queue_state()
