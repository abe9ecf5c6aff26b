-- The stored counts of some series beside those of a recount. A count that only one of them has is 0 in the other.
SELECT
    series_id, {keys},
    coalesce(kept.counts, {zeros}) AS stored,
    coalesce(recounted.counts, {zeros}) AS recounted
FROM (
    SELECT series_id, {place}, level, bucket, ARRAY[{counts}]::bigint[] AS counts
    FROM {table}
    WHERE {table}.workspace_id = $1::bigint AND {table}.series_id = ANY($2::bigint[])
    UNION ALL
    SELECT series_id, {place}, 0::smallint, counted.quarter, ARRAY[{sums}]::bigint[]
    FROM {table}
    CROSS JOIN LATERAL quarter_counts({table}.bucket, {table}.quarters) AS counted
    WHERE {table}.workspace_id = $1::bigint AND {table}.series_id = ANY($2::bigint[])
    GROUP BY series_id, {place}, counted.quarter
) AS kept
FULL JOIN (
    {recount}
) AS recounted USING (series_id, {keys})
