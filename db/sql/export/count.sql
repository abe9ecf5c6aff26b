-- One row: how many rows a file has.
SELECT count(*) FROM (
{rows}
) AS counted
