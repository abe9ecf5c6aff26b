-- No rows. Stages the changes that make the stored counts of series equal to a recount from rows. One statement reads
-- one snapshot, in which the counts contain exactly the rows that it sees. The quarters of an hour (level 0) are in the rows
-- of level 1. 32 numbers without meaning make added_quarters sum the row, so that a damaged number that the difference to
-- the right one would exceed is corrected, too.
-- $1 workspace_id bigint, $2 series_ids bigint[]
INSERT INTO {changes} (series_id, {place}, level, bucket, {counts}, quarters)
SELECT series_id, {place}, row_level, row_bucket, {sums_of_rows},
    CASE WHEN row_level = 1 THEN {counts/quarters} || array_fill(0::bigint, ARRAY[32]) END
FROM (
    SELECT
        series_id, {place}, GREATEST(level, 1) AS row_level,
        CASE WHEN level = 0 THEN bucket >> 5 ELSE bucket END AS row_bucket, bucket AS quarter, {differences}
    FROM (
        {verify/compared}
    ) AS compared
    WHERE stored <> recounted
) AS missing
GROUP BY series_id, {place}, row_level, row_bucket
