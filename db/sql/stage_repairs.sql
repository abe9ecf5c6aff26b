-- No rows. Stages the changes that make the stored counts of series equal to a recount from rows. One statement reads
-- one snapshot, in which the counts contain exactly the rows that it sees.
-- $1 workspace_id bigint, $2 series_ids bigint[]
INSERT INTO {changes} (series_id, {keys}, {counts})
SELECT series_id, {keys}, {differences}
FROM (
    {verify/compared}
) AS compared
WHERE stored <> recounted
