-- The people whose entry in a series, among those that started in a range, has taken one of some routes, or none of them.
-- The routes are given by the digests of their blocks (db/routes.py). Found once: until the tables have been analyzed,
-- PostgreSQL would find them again for each person.
SELECT found.person_id
FROM (
    WITH found AS MATERIALIZED (
        SELECT entry.person_id
        FROM entry
        CROSS JOIN (SELECT $as_of::timestamptz AS as_of) AS known
        WHERE entry.workspace_id = $1::bigint AND entry.series_id = $series_id::bigint
            AND entry.started_at >= $begin::timestamptz AND entry.started_at < $before::timestamptz
            AND ({entry.is_first_start} OR NOT $first_alone::boolean)
            AND (left(encode(sha256(convert_to(coalesce(array_to_string((
                {routes/of_entry}
            ), '.'), ''), 'UTF8')), 'hex'), 32) = ANY($digests::text[])) <> $is_rest::boolean
            AND {all_entries_in_scope}
    )
    SELECT found.person_id FROM found
) AS found
