-- The number of the bucket in which an entry started.
to_jsonb(width_bucket(entry.started_at, $edges::timestamptz[]))
