-- One row per row of a file, with the cells of its columns.
SELECT {cells} FROM (
{rows}
) AS fact
