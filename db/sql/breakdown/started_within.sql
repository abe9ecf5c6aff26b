-- An entry started within one of these buckets.
EXISTS (
    SELECT
    FROM unnest($begins::timestamptz[], $ends::timestamptz[]) AS bucket (begin, before)
    WHERE entry.started_at >= bucket.begin AND entry.started_at < bucket.before
)
