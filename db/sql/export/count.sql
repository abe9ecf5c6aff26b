-- One row: the number of rows in a file.
SELECT count(*) FROM (
{rows}
) AS counted
